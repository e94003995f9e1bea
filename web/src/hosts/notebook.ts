/**
 * The widget's front end. The page's program is large and the same for all widgets: the first one asks Python for it,
 * and every other one in this document takes it from there.
 */
import { answerer, type Host, type Shared } from "../host.ts";
import type { mount as Mount } from "../ui/app.ts";

/** What the page is given of anywidget's model. */
interface Model {
  get(name: string): unknown;
  set(name: string, value: unknown): void;
  save_changes(): void;
  send(content: unknown): void;
  on(name: string, listener: (...given: never[]) => void): void;
  off(name: string, listener?: (...given: never[]) => void): void;
}

type Page = { mount: typeof Mount };
type State = Partial<Omit<Shared, "scene">>;

const KNOWN = Symbol.for("thalweg's page");
const shared = globalThis as unknown as Record<
  symbol,
  Record<string, Promise<unknown>> | undefined
>;

/**
 * Something large that Python has, of the version that the widget names, once for all widgets. A kernel that is busy
 * answers late: it is waited for.
 */
function fetched<T>(
  model: Model,
  what: string,
  read: (bytes: ArrayBuffer) => T | Promise<T>,
): Promise<T> {
  shared[KNOWN] ??= {};
  const known = shared[KNOWN];
  const name = `${what} ${model.get("version")}`;
  known[name] ??= new Promise<DataView>((resolve) => {
    const take = (content: { thalweg?: string }, buffers: DataView[]) => {
      if (content.thalweg !== what) return;
      model.off("msg:custom", take as never);
      resolve(buffers[0]);
    };
    model.on("msg:custom", take as never);
    model.send({ thalweg: what });
  }).then((view) => read(bytes(view)));
  return known[name] as Promise<T>;
}

/** The page's program. */
function page(model: Model): Promise<Page> {
  return fetched<Page>(model, "page", async (program) => {
    const code = new Blob([program, "\nexport const mount = thalweg.mount;"], {
      type: "text/javascript",
    });
    const url = URL.createObjectURL(code);
    try {
      return await import(url);
    } finally {
      URL.revokeObjectURL(url);
    }
  });
}

class NotebookHost implements Host {
  readonly request: Host["request"];

  constructor(private readonly model: Model) {
    this.request = answerer("a notebook", () => fetched(model, "presets", (all) => all));
  }

  get<K extends keyof Shared>(name: K): Shared[K] | undefined {
    if (name === "embedded") return true as Shared[K];
    if (name === "requests") return ["save", "presets"] as unknown as Shared[K];
    if (name === "scene") return bytes(this.model.get("scene") as DataView) as Shared[K];
    return this.state[name as keyof State] as Shared[K] | undefined;
  }

  set<K extends keyof Shared>(name: K, value: Shared[K] | undefined): void {
    this.model.set("state", { ...this.state, [name]: value });
    this.model.save_changes();
  }

  on<K extends keyof Shared>(name: K, listener: (value: Shared[K]) => void): () => void {
    const event = name === "scene" ? "change:scene" : "change:state";
    const tell = () => {
      const value = this.get(name);
      if (value !== undefined) listener(value);
    };
    this.model.on(event, tell);
    return () => this.model.off(event, tell);
  }

  private get state(): State {
    return this.model.get("state") as State;
  }
}

function bytes(view: DataView): ArrayBuffer {
  return view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength) as ArrayBuffer;
}

async function render({ model, el }: { model: Model; el: HTMLElement }): Promise<() => void> {
  const place = document.createElement("div");
  place.textContent = model.get("alt") as string;
  el.attachShadow({ mode: "open" }).append(place);
  try {
    const { mount } = await page(model);
    return mount(place, new NotebookHost(model));
  } catch (error) {
    place.textContent = `The page could not start: ${(error as Error).message}`;
    return () => undefined;
  }
}

export default { render };
