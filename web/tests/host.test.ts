/** The state that a page and its host share. */
import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, it } from "vitest";
import { Model } from "../src/core/model.ts";
import { readScene } from "../src/core/scene.ts";
import type { Host, Requests, Shared } from "../src/host.ts";
import { share } from "../src/ui/share.ts";

/** A host whose other side can change things, and that tells of all changes, the page's own too. */
class Echo implements Host {
  readonly state: Partial<Shared> = {};
  readonly told: string[] = [];
  private readonly listeners = new Map<string, Set<(value: never) => void>>();

  get<K extends keyof Shared>(name: K): Shared[K] | undefined {
    return this.state[name];
  }

  set<K extends keyof Shared>(name: K, value: Shared[K]): void {
    this.told.push(name);
    this.put(name, value);
  }

  put<K extends keyof Shared>(name: K, value: Shared[K]): void {
    this.state[name] = value;
    for (const listener of this.listeners.get(name) ?? []) listener(value as never);
  }

  on<K extends keyof Shared>(name: K, listener: (value: Shared[K]) => void): () => void {
    const known = this.listeners.get(name) ?? new Set();
    known.add(listener as (value: never) => void);
    this.listeners.set(name, known);
    return () => known.delete(listener as (value: never) => void);
  }

  async request<K extends keyof Requests>(): Promise<Requests[K]["answer"]> {
    throw new Error("nothing is asked here");
  }
}

const bytes = readFileSync(new URL("fixtures/scene.bin", import.meta.url));
const scene = () => readScene(new Uint8Array(bytes).buffer);

describe("what a page and its host share", () => {
  let host: Echo;
  let model: Model;
  let ends: (() => void)[];

  beforeEach(() => {
    host = new Echo();
    model = new Model(scene());
    ends = share(host, model);
  });

  it("tells the host of the step, the chosen run and the choice", () => {
    model.go(7);
    model.choose(0);
    model.setHyper(1, "momentum", 0.5);
    expect(host.state.step).toBe(7);
    expect(host.state.chosen).toBe(0);
    expect(host.state.choice?.runs[1]).toMatchObject({
      optimizer: "sgd:lr=0.0005,momentum=0.5",
      name: "SGD",
      recorded: 1,
    });
  });

  it("follows the host, and does not answer", () => {
    model.go(7);
    const choice = structuredClone(host.state.choice ?? choiceNow());
    host.told.length = 0;
    choice.steps = 50;
    choice.runs[0].hyper.lr = 0.002;
    choice.runs[2].shown = false;
    host.put("choice", choice);
    host.put("step", 12);
    host.put("playing", true);
    expect(model.steps).toBe(50);
    expect(model.step).toBe(12);
    expect(model.playing).toBe(true);
    expect(model.entries[0].hyper.lr).toBe(0.002);
    expect(model.entries[0].label).toBe("SGD lr=0.002");
    expect(model.shown).toEqual([0, 1]);
    expect(host.told).toEqual([]);

    function choiceNow() {
      model.setHyper(0, "lr", 0.0011);
      return host.state.choice!;
    }
  });

  it("paths of a choice that was sent back are those of the page it came from", () => {
    model.setHyper(1, "momentum", 0.5);
    model.moveStart(0, [0.5, 0.5], true);
    model.add(model.scene.rules.find((rule) => rule.name === "RMSprop")!);
    const other = new Model(scene());
    const there = new Echo();
    there.state.choice = JSON.parse(JSON.stringify(host.state.choice));
    share(there, other);
    expect(other.entries.map((e) => e.label)).toEqual(model.entries.map((e) => e.label));
    other.paths.forEach((path, run) => {
      expect(path.loss).toEqual(model.paths[run].loss);
    });
    expect(there.told).toEqual([]);
  });

  it("begins with what the host holds", () => {
    const other = new Model(scene());
    const there = new Echo();
    Object.assign(there.state, { step: 3, chosen: 2 });
    share(there, other);
    expect([other.step, other.chosen]).toEqual([3, 2]);
  });

  it("ends", () => {
    for (const end of ends) end();
    host.put("step", 5);
    expect(model.step).toBe(model.steps);
    model.go(4);
    expect(host.told).toEqual([]);
  });
});
