/**
 * What the page needs of whoever shows it: a file from disk, a notebook's widget or a local server.
 *
 * `get` and `set` are a small shared state; `on` tells of changes made on the other side; `request` asks for what only
 * the host can do, and rejects where it cannot.
 */
export interface Host {
  get(name: "scene"): ArrayBuffer;
  get(name: string): unknown;
  set(name: string, value: unknown): void;
  on(name: string, listener: (value: unknown) => void): () => void;
  request(name: string, payload: unknown): Promise<unknown>;
}

/** A page from disk: its state is its own, it saves files by a download, and there is no Python behind it. */
export class FileHost implements Host {
  private readonly state = new Map<string, unknown>();

  constructor(scene: ArrayBuffer) {
    this.state.set("scene", scene);
  }

  get(name: "scene"): ArrayBuffer;
  get(name: string): unknown;
  get(name: string): unknown {
    return this.state.get(name);
  }

  set(name: string, value: unknown): void {
    this.state.set(name, value);
  }

  on(): () => void {
    // Nobody else changes what is in a file.
    return () => undefined;
  }

  async request(name: string, payload: unknown): Promise<unknown> {
    if (name !== "save")
      throw new Error(`a page from disk cannot do "${name}": there is no Python behind it`);
    const { blob, file } = payload as { blob: Blob; file: string };
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    return undefined;
  }
}
