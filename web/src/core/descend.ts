/** Runs of optimizers' rules on a problem: the same loop as `thalweg.descend`. */
import type { Computable, Evaluator } from "./problem.ts";
import { Machine, type ProgramData, type Shape, spread } from "./program.ts";
import { Batches } from "./random.ts";
import type { Rule } from "./scene.ts";

/** A run diverged when its loss exceeds this multiple of its first (or of 1, if that is larger). */
const DIVERGED = 1e6;

export interface Spec {
  rule: Rule;
  hyper: Record<string, number>;
  start: readonly number[];
  seed: number;
  /** By how much the rate of step `t`, counted from 1, differs from the first; always 1 where there is none. */
  factor?: ((t: number) => number) | null;
}

/** One run, step by step; NaN after it diverged. */
export interface Trajectory {
  d: number;
  /** The steps that the records belong to. */
  steps: Int32Array;
  /** (record, d), row by row. */
  theta: Float64Array;
  loss: Float64Array;
  gradient: Float64Array | null;
  batchLoss: Float64Array | null;
  /** By name, (record, d) or (record,). */
  states: Record<string, Float64Array>;
  divergedAt: number;
}

/** Runs that share a rule. */
class Group {
  readonly state: Float64Array[];
  private readonly step: Machine;
  private readonly probe: Machine | null;
  /** Which of a machine's inputs is the rate, and the runs in which it changes. */
  private readonly rate: number;
  private readonly schedules: { i: number; factor: (t: number) => number; first: number }[] = [];

  constructor(
    readonly rule: Rule,
    /** Which of all runs they are. */
    readonly members: readonly number[],
    specs: readonly Spec[],
    theta: Float64Array,
    private readonly d: number,
    private readonly runs: number,
  ) {
    const rate = rule.hyper.findIndex((h) => h.name === "lr");
    this.rate = rate < 0 ? -1 : 4 + rule.states.length + rate;
    members.forEach((run, i) => {
      const { factor, hyper } = specs[run];
      if (factor && rate >= 0) this.schedules.push({ i, factor, first: hyper.lr });
    });
    const n = members.length;
    const full: Shape = { rows: d, columns: n };
    const single: Shape = { rows: 1, columns: n };
    const hyper = rule.hyper.map((h) =>
      Float64Array.from(members, (run) => specs[run].hyper[h.name] ?? h.value),
    );
    const begin = new Machine(rule.start, [full, ...hyper.map(() => single)]);
    this.gather(theta, begin.inputs[0].data);
    for (const [k, values] of hyper.entries()) begin.inputs[1 + k].data.set(values);
    begin.run();
    this.state = rule.states.map((state, k) => {
      const rows = state.perRun ? 1 : d;
      const values = new Float64Array(rows * n);
      spread(begin.outputs[k], rows, n, values);
      return values;
    });
    const made = (program: ProgramData) => {
      const machine = new Machine(program, [
        full,
        full,
        { rows: 1, columns: 1 },
        single,
        ...rule.states.map((state) => (state.perRun ? single : full)),
        ...hyper.map(() => single),
      ]);
      for (const [k, values] of hyper.entries())
        machine.inputs[4 + rule.states.length + k].data.set(values);
      return machine;
    };
    this.step = made(rule.step);
    this.probe = rule.probe && made(rule.probe);
  }

  get probes(): boolean {
    return this.probe !== null;
  }

  /** Copies the columns of this group's runs. */
  private gather(from: Float64Array, into: Float64Array): void {
    const n = this.members.length;
    for (let k = 0; k < this.d; k++)
      for (let i = 0; i < n; i++) into[k * n + i] = from[k * this.runs + this.members[i]];
  }

  private scatter(from: Float64Array, into: Float64Array): void {
    const n = this.members.length;
    for (let k = 0; k < this.d; k++)
      for (let i = 0; i < n; i++) into[k * this.runs + this.members[i]] = from[k * n + i];
  }

  private give(
    machine: Machine,
    theta: Float64Array,
    gradient: Float64Array,
    t: number,
    loss: Float64Array,
  ): void {
    const { inputs } = machine;
    this.gather(theta, inputs[0].data);
    this.gather(gradient, inputs[1].data);
    inputs[2].data[0] = t;
    for (let i = 0; i < this.members.length; i++) inputs[3].data[i] = loss[this.members[i]];
    for (let k = 0; k < this.state.length; k++) inputs[4 + k].data.set(this.state[k]);
    for (const { i, factor, first } of this.schedules)
      inputs[this.rate].data[i] = first * factor(t);
    machine.run();
  }

  /** Puts the point at which the gradient is taken in theta's place. */
  point(
    theta: Float64Array,
    gradient: Float64Array,
    t: number,
    loss: Float64Array,
    into: Float64Array,
  ) {
    if (!this.probe) return;
    this.give(this.probe, theta, gradient, t, loss);
    const own = new Float64Array(this.d * this.members.length);
    spread(this.probe.outputs[0], this.d, this.members.length, own);
    this.scatter(own, into);
  }

  /** Takes one step, in place. */
  advance(theta: Float64Array, gradient: Float64Array, t: number, loss: Float64Array): void {
    this.give(this.step, theta, gradient, t, loss);
    const n = this.members.length;
    const { outputs } = this.step;
    for (let k = 0; k < this.state.length; k++)
      spread(outputs[k + 1], this.rule.states[k].perRun ? 1 : this.d, n, this.state[k]);
    const moved = outputs[0];
    if (moved.data.length === this.d * n) this.scatter(moved.data, theta);
    else {
      const own = new Float64Array(this.d * n);
      spread(moved, this.d, n, own);
      this.scatter(own, theta);
    }
  }
}

/** All runs of one seed, at one step; `advance` takes the next one. */
export class Descent {
  readonly theta: Float64Array;
  readonly divergedAt: Int32Array;
  /** Of all rows. */
  readonly loss: Float64Array;
  readonly batchLoss: Float64Array;
  /** That with which the step will be left. */
  readonly gradient: Float64Array;
  readonly groups: Group[] = [];
  step = 0;
  private readonly evaluator: Evaluator;
  private readonly limit: Float64Array;
  private readonly batches: Batches | null;
  private readonly probed: Float64Array;
  private readonly runs: number;
  private readonly d: number;

  constructor(problem: Computable, specs: readonly Spec[], batch: number | null) {
    this.runs = specs.length;
    this.d = problem.d;
    this.evaluator = problem.evaluator(this.runs);
    this.theta = new Float64Array(this.d * this.runs);
    specs.forEach((spec, run) => {
      for (let k = 0; k < this.d; k++) this.theta[k * this.runs + run] = spec.start[k];
    });
    this.divergedAt = new Int32Array(this.runs).fill(-1);
    this.loss = new Float64Array(this.runs);
    this.batchLoss = new Float64Array(this.runs);
    this.gradient = new Float64Array(this.d * this.runs);
    this.probed = new Float64Array(this.d * this.runs);
    this.batches =
      batch !== null && problem.rows !== null
        ? new Batches(problem.rows, batch, specs[0].seed)
        : null;
    const members = new Map<Rule, number[]>();
    specs.forEach((spec, run) => {
      const known = members.get(spec.rule);
      if (known) known.push(run);
      else members.set(spec.rule, [run]);
    });
    for (const [rule, which] of members)
      this.groups.push(new Group(rule, which, specs, this.theta, this.d, this.runs));
    this.limit = new Float64Array(this.runs);
    this.look();
    for (let run = 0; run < this.runs; run++) {
      const first = Number.isFinite(this.loss[run]) ? Math.abs(this.loss[run]) : 1;
      this.limit[run] = DIVERGED * Math.max(1, first);
    }
  }

  get batched(): boolean {
    return this.batches !== null;
  }

  /** The loss here, and the gradient with which the step will be left. */
  private look(): void {
    const { evaluator } = this;
    evaluator.evaluate(this.theta);
    this.loss.set(evaluator.loss);
    const rows = this.batches?.at(this.step);
    if (rows) {
      evaluator.evaluateRows(this.theta, rows);
      this.batchLoss.set(evaluator.loss);
    }
    this.gradient.set(evaluator.gradient);
    if (!this.groups.some((group) => group.probes)) return;
    this.probed.set(this.theta);
    const t = this.step + 1;
    for (const group of this.groups)
      group.point(this.theta, this.gradient, t, this.judged, this.probed);
    if (rows) evaluator.evaluateRows(this.probed, rows);
    else evaluator.evaluate(this.probed);
    for (const group of this.groups) {
      if (!group.probes) continue;
      for (const run of group.members)
        for (let k = 0; k < this.d; k++) {
          const at = k * this.runs + run;
          this.gradient[at] = evaluator.gradient[at];
        }
    }
  }

  /** What rules take for the loss. */
  private get judged(): Float64Array {
    return this.batches ? this.batchLoss : this.loss;
  }

  /** Marks the runs that have diverged here; their theta becomes NaN. Returns whether any goes on. */
  settle(): boolean {
    let alive = false;
    for (let run = 0; run < this.runs; run++) {
      let sum = 0;
      for (let k = 0; k < this.d; k++) sum += this.theta[k * this.runs + run];
      if (this.loss[run] <= this.limit[run] && Number.isFinite(sum + this.loss[run])) {
        alive = true;
        continue;
      }
      if (this.divergedAt[run] < 0) this.divergedAt[run] = this.step;
      for (let k = 0; k < this.d; k++) this.theta[k * this.runs + run] = Number.NaN;
    }
    return alive;
  }

  advance(): void {
    const t = this.step + 1;
    for (const group of this.groups) group.advance(this.theta, this.gradient, t, this.judged);
    this.step = t;
    this.look();
  }
}

/** Records every step of runs. */
export function descend(
  problem: Computable,
  specs: readonly Spec[],
  steps: number,
  batch: number | null,
): Trajectory[] {
  const { d } = problem;
  const found: Trajectory[] = new Array(specs.length);
  const bySeed = new Map<number, number[]>();
  specs.forEach((spec, run) => {
    const seed = batch === null ? 0 : spec.seed;
    bySeed.set(seed, [...(bySeed.get(seed) ?? []), run]);
  });
  const numbers = Int32Array.from({ length: steps + 1 }, (_, i) => i);
  for (const members of bySeed.values()) {
    const own = members.map((run) => specs[run]);
    const descent = new Descent(problem, own, batch);
    const n = own.length;
    const made = own.map((spec): Trajectory => {
      const states: Record<string, Float64Array> = {};
      for (const state of spec.rule.states)
        states[state.name] = nothing((steps + 1) * (state.perRun ? 1 : d));
      return {
        d,
        steps: numbers,
        theta: nothing((steps + 1) * d),
        loss: nothing(steps + 1),
        gradient: nothing((steps + 1) * d),
        batchLoss: descent.batched ? nothing(steps + 1) : null,
        states,
        divergedAt: -1,
      };
    });
    for (;;) {
      const at = descent.step;
      for (let i = 0; i < n; i++) {
        if (descent.divergedAt[i] >= 0) continue;
        const run = made[i];
        run.loss[at] = descent.loss[i];
        const last = run.batchLoss && at === steps;
        if (run.batchLoss && !last) run.batchLoss[at] = descent.batchLoss[i];
        for (let k = 0; k < d; k++) {
          run.theta[at * d + k] = descent.theta[k * n + i];
          // No batch is drawn at the end.
          if (run.gradient && !last) run.gradient[at * d + k] = descent.gradient[k * n + i];
        }
      }
      for (const group of descent.groups)
        group.members.forEach((i, place) => {
          if (descent.divergedAt[i] >= 0) return;
          group.rule.states.forEach((state, s) => {
            const into = made[i].states[state.name];
            const size = state.perRun ? 1 : d;
            for (let k = 0; k < size; k++)
              into[at * size + k] = group.state[s][k * group.members.length + place];
          });
        });
      if (!descent.settle() || at === steps) break;
      descent.advance();
    }
    members.forEach((run, i) => {
      made[i].divergedAt = descent.divergedAt[i];
      found[run] = made[i];
    });
  }
  return found;
}

function nothing(n: number): Float64Array {
  return new Float64Array(n).fill(Number.NaN);
}
