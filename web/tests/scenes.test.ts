/** What differs from scene to scene: samples, parts, switches, schedules. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { largestEigenvalue, sharpnessAt, stableLimit } from "../src/core/curvature.ts";
import { descend } from "../src/core/descend.ts";
import { endings } from "../src/core/endings.ts";
import { Model } from "../src/core/model.ts";
import { captionOf, partOf } from "../src/core/part.ts";
import { computable } from "../src/core/problem.ts";
import { type ProblemData, type Rule, readScene, unpack } from "../src/core/scene.ts";
import { SCHEDULES, scheduled } from "../src/core/schedules.ts";
import { asCommand, asPython } from "../src/ui/exports.ts";

function bytes(name: string): ArrayBuffer {
  const file = readFileSync(new URL(`fixtures/${name}.bin`, import.meta.url));
  return file.buffer.slice(file.byteOffset, file.byteOffset + file.length) as ArrayBuffer;
}
const modelOf = (name: string) => new Model(readScene(bytes(name)));

describe("a loss that is known on a grid only", () => {
  it("is the cubic between the samples, and not known beyond them", () => {
    // x² + 3 y² on 41 × 21 points: a cubic through a parabola is the parabola.
    // The page gets seven digits of each sample.
    const field = modelOf("samples").samples!;
    expect(field.count).toBe("41 × 21");
    const at = field.evaluator(4);
    // The last but one is in a cell at the border, the last outside.
    at.evaluate(Float64Array.of(0.33, -1.27, 1.97, 2.01, 0.41, -0.6, 0.2, 0));
    [0.33 ** 2 + 3 * 0.41 ** 2, 1.27 ** 2 + 3 * 0.6 ** 2].forEach((v, k) => {
      expect(at.loss[k]).toBeCloseTo(v, 6);
    });
    expect(Array.from(at.gradient.slice(0, 2))).toEqual([
      expect.closeTo(0.66, 5),
      expect.closeTo(-2.54, 5),
    ]);
    expect(at.gradient[4]).toBeCloseTo(6 * 0.41, 5);
    expect(at.loss[2]).toBeCloseTo(1.97 ** 2 + 3 * 0.2 ** 2, 2);
    expect(at.loss[3]).toBeNaN();
  });

  it("keeps what was recorded until a start is dropped, and calls that interpolated", () => {
    const model = modelOf("samples");
    expect(model.interpolated(0)).toBe(false);
    const recorded = model.paths[1];
    model.moveStart(0, [1.2, -0.4], true);
    expect(model.interpolated(0)).toBe(true);
    // Newton's kin are programs of their own: they stay as they were recorded.
    expect(model.interpolated(1)).toBe(false);
    expect(model.paths[1].loss).toEqual(recorded.loss);
    const path = model.paths[0];
    let [x, y] = [1.2, -0.4];
    for (let k = 0; k <= 20; k++) {
      expect(path.theta[2 * k]).toBeCloseTo(x, 5);
      expect(path.theta[2 * k + 1]).toBeCloseTo(y, 5);
      [x, y] = [x - 0.1 * 2 * x, y - 0.1 * 6 * y];
    }
  });

  it("is left in words of its own", () => {
    const model = modelOf("samples");
    model.setHyper(0, "lr", 0.9);
    expect(model.paths[0].divergedAt).toBe(1);
    expect(model.stop(0)).toBe("left the samples");
    model.reset();
    expect(model.paths[0].divergedAt).toBe(-1);
  });
});

describe("parts", () => {
  it("show their own runs, and what was added", () => {
    const model = modelOf("parts");
    const seen = model.scene.parts.map((part) => partOf(model, part));
    expect(seen.map((one) => one.shown)).toEqual([[0], [1], [2]]);
    expect(seen.map((one) => one.focus)).toEqual([0, 1, 2]);
    model.toggle(1);
    model.add(model.scene.rules.find((rule) => rule.name === "Lion")!);
    expect(seen.map((one) => one.shown)).toEqual([[0, 3], [3], [2, 3]]);
    seen[0].go(7);
    expect(model.step).toBe(7);
  });

  it("say what became of their runs as long as that is so", () => {
    const model = modelOf("parts");
    const [part] = model.scene.parts;
    expect(captionOf(model, part).outcome).toBe(part.outcome);
    model.setHyper(0, "lr", 1);
    expect(captionOf(model, part)).toEqual({
      label: "SGD lr=1",
      outcome: `diverged at step ${model.paths[0].divergedAt}`,
    });
  });

  it("are in the calls that are copied, with the arrows", () => {
    const model = modelOf("parts");
    const { scene } = model;
    const panels = ["contour", "loss"];
    expect(asPython(scene, model, panels)).toContain(`], by="${scene.by}")`);
    expect(asCommand(scene, model, panels)).toContain(`--panel loss --by ${scene.by} -o`);
    const story = modelOf("story");
    const steps = (story.scene.by as number[]).join(",");
    expect(asCommand(story.scene, story, panels)).toContain(`--by ${steps} -o`);
    const plain = modelOf("scene");
    if (!plain.scene.about.contour) throw new Error("no contour");
    plain.scene.about.contour.gradient = true;
    expect(asPython(plain.scene, plain, panels)).toContain(", gradient=True)");
    expect(asCommand(plain.scene, plain, panels)).toContain("--gradient -o");
    expect(asCommand(plain.scene, plain, ["loss"])).not.toContain("--gradient");
  });

  it("stand at their step", () => {
    const model = modelOf("story");
    const seen = model.scene.parts.map((part) => partOf(model, part));
    expect(seen.map((one) => one.at(0))).toEqual([0, 10, 100]);
    expect(seen[1].lossAt(0)).toBe(model.paths[0].loss[10]);
    model.go(3);
    expect(seen[1].step).toBe(10);
  });
});

describe("switches", () => {
  it("give a run the rule that has them", () => {
    const model = modelOf("scene");
    const plain = model.paths[1].loss.slice();
    model.turn(1, "nesterov", true);
    expect(model.entries[1].label).toBe("SGD lr=0.0005 momentum=0.9 nesterov");
    expect(model.paths[1].loss).not.toEqual(plain);
    expect(asPython(model.scene, model, ["loss"])).toContain(
      "tw.SGD(lr=0.0005, momentum=0.9, nesterov=True)",
    );
    const before = model.paths[0].loss.slice();
    model.turn(0, "weight_decay", true);
    expect(model.entries[0].hyper.weight_decay).toBe(0.01);
    expect(model.paths[0].loss).not.toEqual(before);
    model.turn(1, "weight_decay", true);
    expect(model.entries[1].hyper).toEqual({ lr: 0.0005, momentum: 0.9, weight_decay: 0.01 });
    model.turn(1, "nesterov", false);
    model.turn(1, "weight_decay", false);
    expect(model.paths[1].loss).toEqual(plain);
  });

  it("without a use are not written down", () => {
    const model = modelOf("scene");
    model.turn(1, "nesterov", true);
    model.setHyper(1, "momentum", 0);
    expect(asPython(model.scene, model, ["loss"])).not.toContain("nesterov");
    expect(asCommand(model.scene, model, ["loss"])).not.toContain("nesterov");
  });
});

describe("schedules", () => {
  const { rule, problem, runs } = unpack(bytes("schedules")) as {
    rule: Rule;
    problem: ProblemData;
    runs: { name: string; loss: Float64Array }[];
  };

  it.each(runs)("$name is Python's", ({ name, loss }) => {
    const steps = loss.length - 1;
    const factor = (t: number) => SCHEDULES[name].factor(t, steps);
    const spec = { rule, hyper: { lr: 0.001, momentum: 0.5 }, start: [-1.2, 1], seed: 0, factor };
    const [path] = descend(computable(problem)!, [spec], steps, null);
    path.loss.forEach((v, k) => {
      expect(Math.abs(v - loss[k])).toBeLessThan(1e-9 * Math.abs(loss[k]));
    });
  });

  it("are all there, and written as calls", () => {
    expect(Object.keys(SCHEDULES)).toEqual(runs.map((run) => run.name));
    const model = modelOf("scene");
    model.setSchedule(0, "cosine");
    expect(model.entries[0].label).toBe("SGD lr=cosine(0.001,100)");
    expect(asPython(model.scene, model, ["loss"])).toContain('lr="cosine(0.001, 100)"');
    expect(asCommand(model.scene, model, ["loss"])).toContain("'sgd:lr=cosine(0.001,100)");
    model.setSteps(50);
    expect(model.entries[0].label).toBe("SGD lr=cosine(0.001,50)");
    expect(scheduled("inverse_sqrt", 0.1, 9)).toBe("inverse_sqrt(0.1)");
    expect(model.numbersAt(0, 1).lr).toBe(0.001);
    expect(model.numbersAt(0, 26).lr).toBeCloseTo(0.0005, 12);
  });
});

describe("how runs on a valley's floor end", () => {
  it("is not called converged before they are there", () => {
    const model = modelOf("scene");
    const sgd = model.entries[1];
    const { minima, losses } = model.scene;
    // From high above, all of the valley is near the lowest loss.
    const spec = { rule: sgd.rule!, hyper: sgd.hyper, start: [-1.9, -1], seed: 0 };
    const ends = (steps: number) =>
      endings(model.computed!, [spec], steps, null, { minima, losses });
    const early = ends(300);
    expect(early.loss[0]).toBeGreaterThan(0.01);
    expect(early.loss[0]).toBeLessThan(2);
    expect(early.ending).toEqual(["descends"]);
    expect(ends(20_000).ending).toEqual(["converges"]);
  });
});

describe("sharpness", () => {
  const model = modelOf("sharpness");
  const about = model.scene.about.sharpness!;

  it("is, computed here, what Python computed from the exact Hessian", () => {
    const n = about.steps.length;
    model.entries.forEach((entry, run) => {
      const { theta } = model.paths[run];
      const found = sharpnessAt(model.computed!, theta.slice(0, n * model.d));
      for (let k = 0; k < n; k++) {
        const exact = about.values[entry.recorded * n + k];
        // After a run has diverged, Python says nothing.
        if (Number.isFinite(exact)) expect(found[k] / exact).toBeCloseTo(1, 7);
      }
      expect(Number.isFinite(about.values[entry.recorded * n])).toBe(true);
    });
  });

  it("has the limits that Python has, and follows the rate", () => {
    expect(model.entries.map(stableLimit)).toEqual(about.limits);
    expect(about.limits[0]).toBe(20);
    expect(about.limits[3]).toBe(null);
    model.setHyper(0, "lr", 0.05);
    expect(stableLimit(model.entries[0])).toBe(40);
    model.setSchedule(0, "cosine");
    expect(stableLimit(model.entries[0])).toBe(null);
  });

  it("finds the largest eigenvalue of symmetric matrices", () => {
    // Tridiagonal with 2 and -1: 2 - 2 cos(k pi / (n + 1)).
    const n = 9;
    const rows = Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (_, k) => (i === k ? 2 : Math.abs(i - k) === 1 ? -1 : 0)),
    );
    expect(largestEigenvalue(rows)).toBeCloseTo(2 - 2 * Math.cos((n * Math.PI) / (n + 1)), 12);
    expect(largestEigenvalue([[-3]])).toBe(-3);
    expect(
      largestEigenvalue([
        [0, 1],
        [1, 0],
      ]),
    ).toBeCloseTo(1, 14);
    expect(
      largestEigenvalue([
        [1, Number.NaN],
        [0, 1],
      ]),
    ).toBeNaN();
  });
});
