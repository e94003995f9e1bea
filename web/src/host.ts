/**
 * What the page needs of whoever shows it: a file from disk, a notebook's widget or a local server.
 *
 * The contract, for those who write a host:
 *
 * - `mount(element, host)` fills an element, in the document or in a shadow root (the page's style goes with it), and
 *   returns what takes it away again.
 * - `get(name)` gives a value of the shared state or undefined. `scene` has to be there before mounting.
 * - `set(name, value)` is called by the page when something was changed in it. A value is new each time, never altered
 *   in place, and but for `scene` can be written as JSON. Undefined: the value is to be forgotten.
 * - `on(name, listener)` calls the listener with the value whenever the other side has changed it, and returns what
 *   ends that. It may call it for the page's own changes too: a value that the page shows already changes nothing, and
 *   the page never answers a change of the host with a `set` of the same value.
 * - `request(name, payload)` asks for what only the host can do; it rejects, with a sentence to show, where it cannot.
 *   Which there are stands in the state as `requests`.
 */
import type { Choice } from "./core/choice.ts";

export interface Shared {
  /** What `thalweg.render.page.html.scene_bytes` makes. Set by the host; another one is shown in place of the first. */
  scene: ArrayBuffer;
  /** Set by the host, with the scene: what is said of it. */
  words: string;
  /** Set by the host before mounting: the page is a part of a document, not the whole. Keys then count only inside. */
  embedded: boolean;
  /** Names of the requests that the host answers; `["save"]` where it is not set. Set by the host before mounting. */
  requests: readonly (keyof Requests)[];
  /** Both ways; `auto` follows the reader's system, and is what it is where it is not set. */
  theme: "auto" | "light" | "dark" | "print";
  /** Both ways: the step shown. */
  step: number;
  /** Both ways. */
  playing: boolean;
  /** Both ways: the run that is taken apart. */
  chosen: number;
  /** Both ways: what was chosen of runs, steps, batch. Set by the page when a change is finished, not on its way. */
  choice: Choice;
  /** Both ways: the name of a preset that is shown in place of the scene; empty where none is. */
  preset: string;
}

/** What is held of it; a value that was forgotten is undefined. */
export type Held = { [K in keyof Shared]?: Shared[K] | undefined };

export interface Requests {
  /** Keeps a file for the reader. */
  save: { payload: { blob: Blob; file: string }; answer: undefined };
  /**
   * Asks Python: `scene` (an `Ask`; the host then has another scene), `table` (its content), `proposal`. It rejects with
   * a `Wrong` where what is asked cannot be read.
   */
  python: { payload: { what: string; ask: object; content?: ArrayBuffer }; answer: unknown };
  /** The presets, as `thalweg.render.page.presets.presets_bytes` makes them. */
  presets: { payload: undefined; answer: ArrayBuffer };
  /** Runs a choice that the page cannot compute, and answers with the bytes of the scene that comes of it. */
  descend: { payload: Choice; answer: ArrayBuffer };
}

export interface Host {
  get<K extends keyof Shared>(name: K): Shared[K] | undefined;
  set<K extends keyof Shared>(name: K, value: Shared[K] | undefined): void;
  on<K extends keyof Shared>(name: K, listener: (value: Shared[K]) => void): () => void;
  request<K extends keyof Requests>(
    name: K,
    payload: Requests[K]["payload"],
  ): Promise<Requests[K]["answer"]>;
}

/** Saves by a download, as every browser can. */
function download({ blob, file }: Requests["save"]["payload"]): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** What a host answers that can do no more than that; `presets` gives them where there are any. */
export function answerer(
  who: string,
  presets?: () => Promise<ArrayBuffer>,
  python?: (payload: Requests["python"]["payload"]) => Promise<unknown>,
): Host["request"] {
  return async <K extends keyof Requests>(name: K, payload: Requests[K]["payload"]) => {
    let answer: unknown;
    if (name === "save") download(payload as Requests["save"]["payload"]);
    else if (name === "presets" && presets) answer = await presets();
    else if (name === "python" && python)
      answer = await python(payload as Requests["python"]["payload"]);
    else throw new Error(`${who} cannot do "${name}"`);
    return answer as Requests[K]["answer"];
  };
}

/** A page from disk: its state is its own, it saves files by a download, and there is no Python behind it. */
export class FileHost implements Host {
  private readonly state: Held;
  readonly request: Host["request"];

  constructor(scene: ArrayBuffer, theme: Shared["theme"], presets?: () => Promise<ArrayBuffer>) {
    this.state = { scene, theme, requests: presets ? ["save", "presets"] : ["save"] };
    this.request = answerer("a page from disk, with no Python behind it,", presets);
  }

  get<K extends keyof Shared>(name: K): Shared[K] | undefined {
    return this.state[name];
  }

  set<K extends keyof Shared>(name: K, value: Shared[K] | undefined): void {
    this.state[name] = value;
  }

  on(): () => void {
    // Nobody else changes what is in a file.
    return () => undefined;
  }
}
