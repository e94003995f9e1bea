import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, it } from "vitest";
import { filled } from "../src/core/choice.ts";
import { endings } from "../src/core/endings.ts";
import { evaluate, linesOf } from "../src/core/equations.ts";
import { Model } from "../src/core/model.ts";
import { linearTicks, logTicks, number, scale, spoken } from "../src/core/numbers.ts";
import { computable } from "../src/core/problem.ts";
import { readScene, unpack } from "../src/core/scene.ts";
import { PANELS } from "../src/panels/index.ts";
import { saidOf } from "../src/panels/said.ts";
import { asCommand, asCsv, asJson, asPython, literal, quoted } from "../src/ui/exports.ts";

function bytes(name: string): ArrayBuffer {
  const file = readFileSync(new URL(`fixtures/${name}.bin`, import.meta.url));
  return file.buffer.slice(file.byteOffset, file.byteOffset + file.length) as ArrayBuffer;
}

let model: Model;
beforeEach(() => {
  model = new Model(readScene(bytes("scene")));
});

describe("panels", () => {
  it("are those of thalweg", () => {
    const { panels } = unpack(bytes("panels")) as { panels: string[] };
    expect(Object.keys(PANELS).sort()).toEqual(panels.sort());
  });
});

describe("the model", () => {
  it("begins at the last step, with what Python recorded", () => {
    const { ends } = model.scene.runs!;
    expect(model.step).toBe(100);
    model.entries.forEach((_, run) => {
      expect(Math.abs(model.lossAt(run) - ends.loss[run])).toBeLessThanOrEqual(
        1e-9 * ends.loss[run],
      );
    });
  });

  it("says when a path ends elsewhere than Python's", () => {
    expect(model.entries.map((_, run) => model.drifted(run))).toEqual([false, false, false]);
    model.scene.runs!.ends.loss[1] *= 1.001;
    expect(model.drifted(1)).toBe(true);
    model.setHyper(1, "lr", 0.0004);
    expect(model.drifted(1)).toBe(false);
  });

  it("moves all runs that begin at one place", () => {
    let told = 0;
    model.on("runs", () => told++);
    model.moveStart(0, [0.5, 0.5], true);
    expect(model.entries.map((entry) => entry.start)).toEqual([
      [0.5, 0.5],
      [0.5, 0.5],
      [0.5, 0.5],
    ]);
    expect(model.paths[2].theta[0]).toBe(0.5);
    expect(told).toBe(1);
  });

  it("has a few runs of many, with the one in focus, and says how many more there are", () => {
    expect(model.few).toEqual([0, 1, 2]);
    while (model.entries.length < 11) model.add(model.scene.rules[0]);
    const first = [0, 1, 2, 3, 4, 5, 6];
    model.choose(4);
    expect(model.few).toEqual([...first, 7]);
    model.choose(10);
    expect(model.few).toEqual([...first, 10]);
    expect(saidOf(model.shown, model.few, String).slice(-2)).toEqual(["10", "and 3 more"]);
    model.toggle(10);
    expect(model.few).toEqual([...first, 7]);
    for (const run of model.shown.slice(2)) model.toggle(run);
    expect(saidOf(model.shown, model.few, String)).toEqual(["0", "1"]);
  });

  it("keeps the end of a run that diverges", () => {
    model.setHyper(0, "lr", 0.05);
    const path = model.paths[0];
    expect(path.divergedAt).toBeGreaterThan(0);
    expect(model.stopped(0)).toBe(true);
    expect(model.lossAt(0)).toBe(path.loss[path.divergedAt]);
    expect(path.loss[path.divergedAt + 1]).toBeNaN();
    model.go(path.divergedAt - 1);
    expect(model.stopped(0)).toBe(false);
  });

  it("gives another optimizer a rate that fits, and resets", () => {
    const before = model.entries.map((entry) => entry.label);
    const lion = model.scene.rules.find((rule) => rule.name === "Lion")!;
    model.setRule(0, lion);
    expect(model.paths[0].divergedAt).toBe(-1);
    expect(model.entries[0].label).toMatch(/^Lion lr=/);
    model.add(lion);
    expect(model.entries.length).toBe(4);
    expect(new Set(model.entries.map((entry) => entry.look.colour)).size).toBe(4);
    model.remove(3);
    model.reset();
    expect(model.entries.map((entry) => entry.label)).toEqual(before);
  });

  it("finds the best of the rates that it tries", () => {
    const [entry] = model.entries;
    const found = model.sweep(entry.rule!, entry, "lr");
    const best = Math.min(...found.losses);
    expect(found.values.length).toBe(25);
    expect(found.losses).toContain(Infinity);
    model.setHyper(0, "lr", model.goodRate(entry.rule!, entry));
    model.go(100);
    expect(model.lossAt(0)).toBeCloseTo(best, 12);
  });

  it("never goes beyond its steps", () => {
    model.go(1e9);
    expect(model.step).toBe(100);
    model.go(-5);
    expect(model.step).toBe(0);
    model.setSteps(20);
    expect(model.steps).toBe(20);
    expect(model.paths[0].loss.length).toBe(21);
  });
});

describe("how runs end", () => {
  it("follows the rate on a quadratic: slow, good, zig-zag, blow-up", () => {
    // x² + 10 y²: SGD is stable below 2/20.
    const closed = {
      format: 1,
      inputs: ["x", "y"],
      instructions: [
        ["mul", 0, 0],
        ["const", 10],
        ["mul", 1, 1],
        ["mul", 3, 4],
        ["add", 2, 5],
        ["mul", 1, 3],
        ["add", 7, 7],
        ["add", 0, 0],
      ] as (string | number)[][],
      outputs: [6, 9, 8],
    };
    const problem = computable({ ...model.scene.problem, closed, mean: null })!;
    const [{ rule }] = model.entries;
    const rates = [1e-5, 0.06, 0.0996, 0.11];
    const specs = rates.map((lr) => ({
      rule: rule!,
      hyper: { lr, momentum: 0 },
      start: [0.2, 1],
      seed: 0,
    }));
    const found = endings(problem, specs, 100, null, { minima: [[0, 0]], losses: [0] });
    expect(found.ending).toEqual(["descends", "converges", "oscillates", "diverges"]);
  });
});

describe("what is taken out", () => {
  it("is Python, with the numbers set", () => {
    model.setHyper(1, "momentum", 0.5);
    const text = asPython(model.scene, model, ["contour", "loss"]);
    expect(text).toContain("problem = tw.functions['rosenbrock']");
    expect(text).toContain("tw.SGD(lr=0.0005, momentum=0.5)");
    expect(text).toContain("start=[-1.2, 1.0], steps=100");
  });

  it("is a command that a shell reads", () => {
    const text = asCommand(model.scene, model, ["loss"]);
    expect(text).toMatch(
      /^thalweg descend rosenbrock --optimizer sgd:lr=0.001,momentum=0 .* -o page.html\n$/,
    );
    expect(quoted("it's")).toBe(`'it'"'"'s'`);
    expect(quoted("$(rm -rf x)")).toBe("'$(rm -rf x)'");
  });

  it("leaves out runs that are switched off", () => {
    model.toggle(2);
    expect(asPython(model.scene, model, ["loss"])).not.toContain("Adam");
    expect(asCsv(model.scene, model).trim().split("\n").length).toBe(1 + 2 * 101);
    expect(JSON.parse(asJson(model.scene, model)).runs.length).toBe(2);
  });

  it("says what is not finite in words that can be read back", () => {
    model.setHyper(0, "lr", 10);
    const [run] = JSON.parse(asJson(model.scene, model)).runs;
    expect(run.loss.at(-1)).toBe("nan");
    expect(literal(Number.NaN)).toBe('float("nan")');
    expect(literal(3)).toBe("3.0");
    expect(filled("tw.X(a={a}, b={b})", { a: 0.5 })).toBe("tw.X(a=0.5, b={b})");
  });

  it("gives a spreadsheet no formula", () => {
    model.entries[0].label = "=1+1";
    expect(asCsv(model.scene, model).split("\n")[1]).toMatch(/^'=1\+1,0,/);
  });
});

describe("a step taken apart", () => {
  it("has the numbers of the record, and leads to the next one", () => {
    const path = model.paths[2];
    const { rule, hyper } = model.entries[2];
    const k = 5;
    const gradient = path.gradient!.subarray(k * 2, k * 2 + 2);
    const found = evaluate(rule!, 2, {
      theta: path.theta.subarray(k * 2, k * 2 + 2),
      gradient,
      t: k + 1,
      loss: path.loss[k],
      states: rule!.states.map((s) => path.states[s.name].subarray(k * 2, k * 2 + 2)),
      hyper,
    });
    const lines = linesOf(rule!.equations, found, [0, 1], gradient);
    expect(lines.map((line) => line.name)).toEqual(["m", "v", "m\u0302", "v\u0302", "θ"]);
    expect(lines[0].symbols).toMatch(/^β₁.m \+ \(1 − β₁\).g$/u);
    expect(lines[0].numbers[0]).toMatch(/^0\.9·.* \+ \(1 − 0\.9\)·/);
    const last = found.outputs.at(-1)!;
    expect(Array.from(last.data)).toEqual(
      Array.from(path.theta.subarray((k + 1) * 2, (k + 2) * 2)),
    );
  });
});

describe("numbers", () => {
  it.each([
    [0.0123, "0.0123"],
    [-4.5, "−4.5"],
    [3.2e7, "3.2×10⁷"],
    [12345, "12345"],
    [0, "0"],
    [Number.POSITIVE_INFINITY, "∞"],
    [Number.NaN, "not a number"],
  ])("%s is written %s", (value, text) => expect(number(value)).toBe(text));

  it("are spoken", () => {
    expect([2.53e12, -0.00001, 0.3125, Infinity].map((v) => spoken(v))).toEqual([
      "2.53e12",
      "-1e-5",
      "0.313",
      "infinite",
    ]);
  });

  it("stand at round places", () => {
    expect(linearTicks(-0.4, 1.1, 4).map((t) => t.text)).toEqual(["0.0", "0.5", "1.0"]);
    expect(logTicks(0.5, 2000, 5).map((t) => t.text)).toEqual(["1", "10", "100", "1000"]);
  });

  it("go to pixels and back", () => {
    const log = scale([0.01, 100], [0, 400], true);
    expect(log(1)).toBeCloseTo(200, 9);
    expect(log.invert(300)).toBeCloseTo(10, 9);
  });
});
