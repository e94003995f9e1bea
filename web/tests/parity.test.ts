import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Descent, descend, type Spec } from "../src/core/descend.ts";
import { computable } from "../src/core/problem.ts";
import { Machine, type ProgramData } from "../src/core/program.ts";
import { Batches, Generator } from "../src/core/random.ts";
import { type ProblemData, type Rule, unpack } from "../src/core/scene.ts";

function fixture<T>(name: string): T {
  const file = readFileSync(new URL(`fixtures/${name}.bin`, import.meta.url));
  return unpack(
    file.buffer.slice(file.byteOffset, file.byteOffset + file.length) as ArrayBuffer,
  ) as T;
}

interface Parity {
  steps: number;
  rules: Rule[];
  problems: {
    name: string;
    problem: ProblemData;
    runs: {
      label: string;
      rule: number;
      hyper: Record<string, number>;
      theta: Float64Array;
      loss: Float64Array;
      gradient: Float64Array;
      states: Record<string, Float64Array>;
      divergedAt: number;
    }[];
  }[];
}

/** The largest difference beside the largest number; both NaN and equal infinities are no difference. */
function apart(found: ArrayLike<number>, wanted: ArrayLike<number>, scale = 0): number {
  let size = scale;
  let most = 0;
  for (let k = 0; k < wanted.length; k++) {
    if (Number.isNaN(wanted[k]) !== Number.isNaN(found[k])) return Infinity;
    if (Number.isFinite(wanted[k])) size = Math.max(size, Math.abs(wanted[k]));
  }
  for (let k = 0; k < wanted.length; k++) {
    if (Number.isNaN(wanted[k]) || found[k] === wanted[k]) continue;
    most = Math.max(most, Math.abs(found[k] - wanted[k]));
  }
  return most === 0 ? 0 : most / Math.max(size, 1e-300);
}

const parity = fixture<Parity>("parity");

/** Paths on which rounding errors grow by more than a factor of a thousand within the steps compared. */
const CHAOTIC = new Set(["ackley: PolyakStep lr=0.5"]);

describe.each(parity.problems)("$name", ({ name, problem, runs }) => {
  const computed = computable(problem)!;
  const d = problem.params.length;

  it.each(runs)("$label: each step from Python's state", (run) => {
    const rule = parity.rules[run.rule];
    const last = run.divergedAt >= 0 ? run.divergedAt : parity.steps;
    for (let at = 0; at < last; at++) {
      const start = Array.from(run.theta.subarray(at * d, at * d + d));
      const spec: Spec = { rule, hyper: run.hyper, start, seed: 0 };
      const descent = new Descent(computed, [spec], null);
      const [group] = descent.groups;
      rule.states.forEach((state, s) => {
        const size = state.perRun ? 1 : d;
        const recorded = run.states[state.name].subarray(at * size, (at + 1) * size);
        // Without momentum there is none to record, and nothing that reads it.
        if (!recorded.some(Number.isNaN)) group.state[s].set(recorded);
      });
      // Where the loss comes near 0, what is left of larger terms is rounding: it is measured by the start.
      const size = Math.abs(run.loss[0]);
      expect(apart(descent.loss, run.loss.subarray(at, at + 1), size)).toBeLessThanOrEqual(1e-12);
      descent.step = at;
      // The number of the step belongs to the gradient where it is taken elsewhere.
      (descent as unknown as { look(): void }).look();
      const g = run.gradient.subarray(at * d, at * d + d);
      const steepest = Math.max(...run.gradient.subarray(0, (at + 1) * d).map(Math.abs));
      expect(apart(descent.gradient, g, steepest)).toBeLessThanOrEqual(1e-12);
      descent.gradient.set(g);
      group.advance(descent.theta, descent.gradient, at + 1, descent.loss);
      const next = run.theta.subarray((at + 1) * d, (at + 2) * d);
      expect(apart(descent.theta, next, Math.max(...start.map(Math.abs)))).toBeLessThanOrEqual(
        1e-12,
      );
      rule.states.forEach((state, s) => {
        const size = state.perRun ? 1 : d;
        const wanted = run.states[state.name].subarray((at + 1) * size, (at + 2) * size);
        const before = run.states[state.name].subarray(at * size, (at + 1) * size);
        const scale = Math.max(...Array.from(before, Math.abs), ...Array.from(g, Math.abs));
        if (at + 1 <= last && !wanted.some(Number.isNaN))
          expect(apart(group.state[s], wanted, scale)).toBeLessThanOrEqual(1e-12);
      });
    }
  });

  it("whole paths, all at once", () => {
    const specs = runs.map((run) => ({
      rule: parity.rules[run.rule],
      hyper: run.hyper,
      start: Array.from(run.theta.subarray(0, d)),
      seed: 0,
    }));
    const found = descend(computed, specs, parity.steps, null);
    runs.forEach((run, k) => {
      const label = `${name}: ${run.label}`;
      if (CHAOTIC.has(label)) return;
      expect(found[k].divergedAt, label).toBe(run.divergedAt);
      expect(apart(found[k].theta, run.theta), label).toBeLessThanOrEqual(1e-9);
      expect(apart(found[k].loss, run.loss), label).toBeLessThanOrEqual(1e-9);
    });
  });
});

interface Fits {
  fits: {
    problem: ProblemData;
    batch: number | null;
    rules: Rule[];
    hyper: Record<string, number>[];
    seeds: number[];
    theta: Float64Array;
    loss: Float64Array;
    batchLoss: Float64Array | null;
  }[];
}

describe("fits", () => {
  it.each(fixture<Fits>("fits").fits)("$problem.title, batches of $batch", (fit) => {
    const computed = computable(fit.problem)!;
    const d = fit.problem.params.length;
    const records = fit.theta.length / d / fit.rules.length;
    const specs = fit.rules.map((rule, run) => ({
      rule,
      hyper: fit.hyper[run],
      start: Array.from(fit.theta.subarray(run * records * d, run * records * d + d)),
      seed: fit.seeds[run],
    }));
    const found = descend(computed, specs, records - 1, fit.batch);
    found.forEach((run, k) => {
      const part = (values: Float64Array, size: number) =>
        values.subarray(k * records * size, (k + 1) * records * size);
      expect(apart(run.theta, part(fit.theta, d))).toBeLessThanOrEqual(1e-9);
      expect(apart(run.loss, part(fit.loss, 1))).toBeLessThanOrEqual(1e-9);
      if (fit.batchLoss)
        expect(apart(run.batchLoss!, part(fit.batchLoss, 1))).toBeLessThanOrEqual(1e-9);
    });
  });
});

describe("random orders", () => {
  const { orders } = fixture<{ orders: { seed: number; orders: number[][] }[] }>("orders");
  it.each(orders)("of seed $seed are NumPy's", ({ seed, orders: wanted }) => {
    const generator = new Generator(seed);
    for (const order of wanted)
      expect(Array.from(generator.permutation(order.length))).toEqual(order);
  });

  it("keep the short batch at the end of an epoch", () => {
    const batches = new Batches(5, 2, 0);
    expect([0, 1, 2, 3].map((step) => batches.at(step).length)).toEqual([2, 2, 1, 2]);
    const first = [0, 1, 2].flatMap((step) => Array.from(batches.at(step)));
    expect(first.sort()).toEqual([0, 1, 2, 3, 4]);
  });
});

interface Operations {
  a: Float64Array;
  b: Float64Array;
  operations: { text: string; program: ProgramData; value: Float64Array }[];
}

describe("operations on awkward numbers", () => {
  const { a, b, operations } = fixture<Operations>("operations");
  it.each(operations)("$text", ({ text, program, value }) => {
    const machine = new Machine(program, [
      { rows: 1, columns: a.length },
      { rows: 1, columns: a.length },
    ]);
    machine.inputs[0].data.set(a);
    machine.inputs[1].data.set(b);
    machine.run();
    const [out] = machine.outputs;
    // Sine of a huge number depends on how far a library carries pi; both carry it far enough.
    for (let k = 0; k < a.length; k++) {
      const found = out.data[out.data.length === 1 ? 0 : k];
      const what = `${text} at ${a[k]}, ${b[k]}`;
      if (Number.isNaN(value[k])) expect(found, what).toBeNaN();
      else if (Number.isFinite(value[k]))
        expect(Math.abs(found - value[k]), what).toBeLessThanOrEqual(4e-16 * Math.abs(value[k]));
      else expect(found, what).toBe(value[k]);
    }
  });
});
