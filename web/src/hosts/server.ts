/** The page's host in the local app: its state lives here and in the address, and Python is asked over loopback. */
import { answerer, type Held, type Host, type Shared } from "../host.ts";

type Name = keyof Shared;

export class ServerHost implements Host {
  private readonly state: Held = { embedded: true, requests: ["save"] };
  readonly request = answerer("the app");
  private readonly listeners = new Map<Name, Set<(value: never) => void>>();

  /** `changed` is called when the page has changed something. */
  constructor(private readonly changed: (name: Name) => void) {}

  get<K extends Name>(name: K): Shared[K] | undefined {
    return this.state[name];
  }

  set<K extends Name>(name: K, value: Shared[K] | undefined): void {
    this.state[name] = value;
    this.changed(name);
  }

  on<K extends Name>(name: K, listener: (value: Shared[K]) => void): () => void {
    const all = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, all.add(listener));
    return () => all.delete(listener);
  }

  /** Changes something from this side: the page follows. */
  tell<K extends Name>(name: K, value: Shared[K]): void {
    this.state[name] = value;
    for (const listener of [...(this.listeners.get(name) ?? [])]) listener(value as never);
  }

  /** What is begun with, before the page is there. */
  begin(state: Partial<Shared>): void {
    Object.assign(this.state, state);
  }

  /** Forgets what belonged to another scene. */
  forget(): void {
    for (const name of ["step", "playing", "chosen", "choice"] as const) delete this.state[name];
  }
}
