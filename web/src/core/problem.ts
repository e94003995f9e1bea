/** Loss and gradient of a problem, for many points at once. */
import { Machine, type ProgramData, spread } from "./program.ts";
import type { ProblemData } from "./scene.ts";

/** Elements of one intermediate array: half a megabyte of numbers stays in the processor's cache. */
const CHUNK = 1 << 15;

/** Evaluates at `runs` points: theta and gradient are d × runs, row by row; loss has one number a run. */
export interface Evaluator {
  readonly loss: Float64Array;
  readonly gradient: Float64Array;
  evaluate(theta: Float64Array): void;
  /** The same over some rows of the data. */
  evaluateRows(theta: Float64Array, rows: Int32Array): void;
}

/** A problem that the page can compute. */
export interface Computable {
  readonly d: number;
  readonly rows: number | null;
  /** Elements that one evaluation of one point takes. */
  readonly cost: number;
  evaluator(runs: number): Evaluator;
}

export function computable(problem: ProblemData): Computable | null {
  if (!problem.closed && !problem.mean) return null;
  const rows = problem.rows ?? 1;
  const cost = problem.closed
    ? problem.closed.instructions.length
    : (problem.mean?.program.instructions.length ?? 1) * rows;
  return {
    d: problem.params.length,
    rows: problem.mean ? problem.rows : null,
    cost,
    evaluator: (runs) => new Programs(problem, runs),
  };
}

class Programs implements Evaluator {
  readonly loss: Float64Array;
  readonly gradient: Float64Array;
  private readonly d: number;
  private readonly closed: Machine | null;
  private readonly penalty: Machine | null;
  private readonly machines = new Map<number, Machine>();
  private readonly all: Int32Array | null;

  constructor(
    private readonly problem: ProblemData,
    private readonly runs: number,
  ) {
    this.d = problem.params.length;
    this.loss = new Float64Array(runs);
    this.gradient = new Float64Array(this.d * runs);
    const one = (program: ProgramData | null) =>
      program &&
      new Machine(
        program,
        program.inputs.map(() => ({ rows: 1, columns: runs })),
      );
    this.closed = one(problem.closed);
    this.penalty = one(problem.penalty);
    this.all = problem.mean
      ? Int32Array.from({ length: problem.mean.columns[0]?.length ?? 1 }, (_, i) => i)
      : null;
  }

  evaluate(theta: Float64Array): void {
    if (this.closed) {
      this.give(this.closed, theta);
      spread(this.closed.outputs[0], 1, this.runs, this.loss);
      for (let k = 0; k < this.d; k++) {
        const part = this.gradient.subarray(k * this.runs, (k + 1) * this.runs);
        spread(this.closed.outputs[k + 1], 1, this.runs, part);
      }
    } else if (this.all) {
      this.evaluateRows(theta, this.all);
    }
  }

  evaluateRows(theta: Float64Array, rows: Int32Array): void {
    const { runs, d } = this;
    const mean = this.problem.mean;
    if (!mean) throw new Error("this problem has no rows");
    this.loss.fill(0);
    this.gradient.fill(0);
    const step = Math.max(1, Math.floor(CHUNK / runs));
    for (let first = 0; first < rows.length; first += step) {
      const part = rows.subarray(first, first + step);
      const machine = this.machine(mean.program, part.length);
      for (let k = 0; k < d; k++)
        machine.inputs[k].data.set(theta.subarray(k * runs, (k + 1) * runs));
      mean.columns.forEach((column, c) => {
        const into = machine.inputs[d + c].data;
        for (let i = 0; i < part.length; i++) into[i] = column[part[i]];
      });
      machine.run();
      for (let o = 0; o <= d; o++) {
        const into = o === 0 ? this.loss : this.gradient.subarray((o - 1) * runs, o * runs);
        addRows(machine.outputs[o], part.length, into);
      }
    }
    const weight = rows === this.all ? mean.weight : 1 / rows.length;
    for (let k = 0; k < runs; k++) this.loss[k] *= weight;
    for (let k = 0; k < this.gradient.length; k++) this.gradient[k] *= weight;
    if (this.penalty) this.addPenalty(this.penalty, theta);
  }

  private machine(program: ProgramData, count: number): Machine {
    let found = this.machines.get(count);
    if (!found) {
      const shapes = program.inputs.map((_, i) =>
        i < this.d ? { rows: this.runs, columns: 1 } : { rows: 1, columns: count },
      );
      found = new Machine(program, shapes);
      // The whole, the last part of it, the batch and the short batch.
      if (this.machines.size > 4) this.machines.clear();
      this.machines.set(count, found);
    }
    return found;
  }

  private give(machine: Machine, theta: Float64Array): void {
    for (let k = 0; k < this.d; k++)
      machine.inputs[k].data.set(theta.subarray(k * this.runs, (k + 1) * this.runs));
    machine.run();
  }

  private addPenalty(penalty: Machine, theta: Float64Array): void {
    this.give(penalty, theta);
    for (let o = 0; o <= this.d; o++) {
      const { data } = penalty.outputs[o];
      for (let r = 0; r < this.runs; r++) {
        const value = data[data.length === 1 ? 0 : r];
        if (o === 0) this.loss[r] += value;
        else this.gradient[(o - 1) * this.runs + r] += value;
      }
    }
  }
}

/** Adds up the columns of a result, whether or not it depends on them. */
function addRows(
  from: { rows: number; columns: number; data: Float64Array },
  count: number,
  into: Float64Array,
): void {
  const { rows, columns, data } = from;
  for (let r = 0; r < into.length; r++) {
    const at = rows === 1 ? 0 : r * columns;
    if (columns === 1) {
      into[r] += data[at] * count;
    } else {
      let sum = 0;
      for (let c = 0; c < columns; c++) sum += data[at + c];
      into[r] += sum;
    }
  }
}
