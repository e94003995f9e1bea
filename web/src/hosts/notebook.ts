/**
 * The widget's front end. The page's program is large and the same for all widgets: it stands in a model of its own, and
 * is started once in a document.
 */
import { answerer, type Host, type Requests, type Shared } from "../host.ts";
import type { mount as Mount } from "../ui/app.ts";
import { Wrong } from "./asks.ts";

/** What the page is given of anywidget's model. */
interface Model {
  get(name: string): unknown;
  set(name: string, value: unknown): void;
  save_changes(): void;
  send(content: unknown, callbacks?: unknown, buffers?: ArrayBuffer[]): void;
  widget_manager: { get_model(id: string): Promise<{ get(name: string): unknown }> };
  on(name: string, listener: (...given: never[]) => void): void;
  off(name: string, listener?: (...given: never[]) => void): void;
}

type Page = { mount: typeof Mount };
type State = Partial<Omit<Shared, "scene">>;

const KNOWN = Symbol.for("thalweg's page");
const shared = globalThis as unknown as Record<symbol, Record<string, Promise<Page>> | undefined>;

/** The model that holds what is large and the same for all widgets: it is there without a kernel too. */
async function programOf(model: Model): Promise<{ get(name: string): unknown }> {
  const id = (model.get("program") as string).replace("IPY_MODEL_", "");
  return model.widget_manager.get_model(id);
}

async function inflated(view: DataView): Promise<ArrayBuffer> {
  const stream = new Blob([bytes(view)])
    .stream()
    .pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(stream).arrayBuffer();
}

/** The page's program, once for all widgets of this document that have the same. */
async function page(model: Model): Promise<Page> {
  const program = await programOf(model);
  const version = program.get("version") as string;
  shared[KNOWN] ??= {};
  const known = shared[KNOWN];
  known[version] ??= inflated(program.get("page") as DataView).then(async (text) => {
    const code = new Blob([text, "\nexport const mount = thalweg.mount;"], {
      type: "text/javascript",
    });
    const url = URL.createObjectURL(code);
    try {
      return (await import(url)) as Page;
    } finally {
      URL.revokeObjectURL(url);
    }
  });
  return known[version];
}

async function presets(model: Model): Promise<ArrayBuffer> {
  return inflated((await programOf(model)).get("presets") as DataView);
}

let questions = 0;

/** Asks the kernel, and waits for the message that answers. */
function asked(model: Model, payload: Requests["python"]["payload"]): Promise<unknown> {
  const { what, ask, content } = payload;
  const id = `${Date.now()}-${questions++}`;
  return new Promise((resolve, reject) => {
    const take = (answer: { id?: string; told?: unknown; wrong?: Wrong }) => {
      if (answer.id !== id) return;
      model.off("msg:custom", take as never);
      const { wrong } = answer;
      if (wrong) reject(new Wrong(wrong.message, wrong.text, wrong.position));
      else resolve(answer.told);
    };
    model.on("msg:custom", take as never);
    model.send({ id, what, ask }, undefined, content ? [content] : []);
  });
}

class NotebookHost implements Host {
  readonly request: Host["request"];

  constructor(private readonly model: Model) {
    this.request = answerer(
      "a notebook",
      () => presets(model),
      (payload) => asked(model, payload),
    );
  }

  get<K extends keyof Shared>(name: K): Shared[K] | undefined {
    if (name === "embedded") return true as Shared[K];
    if (name === "requests") return ["save", "presets", "python"] as unknown as Shared[K];
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
  // What is typed in the page is no command to JupyterLab, which would cut the cell at an x.
  el.dataset.lmSuppressShortcuts = "true";
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
