/**
 * The widget's front end. The page's program is large and the same for all widgets: the first one asks Python for it,
 * and every other one in this document takes it from there.
 */
import { download, type Host, type Requests, type Shared } from "../host.ts";
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
const shared = globalThis as unknown as Record<symbol, Record<string, Promise<Page>> | undefined>;

/** The page's program, of the version that the widget names. A kernel that is busy answers late: it is waited for. */
function page(model: Model): Promise<Page> {
  const version = model.get("version") as string;
  shared[KNOWN] ??= {};
  const known = shared[KNOWN];
  known[version] ??= new Promise<Page>((resolve, reject) => {
    const take = (content: { thalweg?: string }, buffers: DataView[]) => {
      if (content.thalweg !== "page") return;
      model.off("msg:custom", take as never);
      const bytes = buffers[0];
      const text = new TextDecoder().decode(bytes);
      const code = new Blob([text, "\nexport const mount = thalweg.mount;"], {
        type: "text/javascript",
      });
      const url = URL.createObjectURL(code);
      import(url).then(resolve, reject).finally(() => URL.revokeObjectURL(url));
    };
    model.on("msg:custom", take as never);
    model.send({ thalweg: "page" });
  });
  return known[version];
}

class NotebookHost implements Host {
  constructor(private readonly model: Model) {}

  get<K extends keyof Shared>(name: K): Shared[K] | undefined {
    if (name === "embedded") return true as Shared[K];
    if (name === "scene") return bytes(this.model.get("scene") as DataView) as Shared[K];
    return this.state[name as keyof State] as Shared[K] | undefined;
  }

  set<K extends keyof Shared>(name: K, value: Shared[K]): void {
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

  async request<K extends keyof Requests>(
    name: K,
    payload: Requests[K]["payload"],
  ): Promise<Requests[K]["answer"]> {
    if (name !== "save") throw new Error(`a notebook does not answer "${name}"`);
    download(payload as Requests["save"]["payload"]);
    return undefined as Requests[K]["answer"];
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
