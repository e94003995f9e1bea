/** A loss that is known on a grid only: between its points it is interpolated, beyond them it is not known. */
import { axisOf } from "./ground.ts";
import type { Computable, Evaluator } from "./problem.ts";
import type { Ground, SceneData } from "./scene.ts";

/** Instructions that one point costs, so that many of them are weighed like those of a formula. */
const COST = 60;

/** The samples of a scene whose problem cannot be computed here; null where there are none to walk on. */
export function samplesOf(scene: SceneData): Samples | null {
  const { about, problem, runs } = scene;
  const ground = (about.contour ?? about.surface ?? about.profile)?.ground;
  if (!runs || !ground?.loss || problem.closed || problem.mean) return null;
  if (ground.axes.some((axis) => axis < 0)) return null;
  return new Samples(ground, problem.params.length);
}

export class Samples implements Computable {
  readonly rows = null;
  readonly cost = COST;
  readonly axes: readonly number[];
  readonly origin: readonly number[];
  readonly lines: Float64Array[];
  private readonly values: Float64Array;

  constructor(
    ground: Ground,
    readonly d: number,
  ) {
    this.axes = ground.axes;
    this.origin = ground.origin;
    this.lines = ground.grid.map(axisOf);
    this.values = Float64Array.from(ground.loss ?? []);
    ground.done?.forEach((done, k) => {
      if (!done) this.values[k] = Number.NaN;
    });
  }

  /** How many there are: `51 × 51`. */
  get count(): string {
    return this.lines.map((line) => line.length).join(" × ");
  }

  /** Puts a point onto the samples: its other parameters are those that were kept. */
  placed(theta: readonly number[]): number[] {
    return this.origin.map((kept, k) => (this.axes.includes(k) ? theta[k] : kept));
  }

  evaluator(runs: number): Evaluator {
    const loss = new Float64Array(runs);
    const gradient = new Float64Array(this.d * runs);
    return {
      loss,
      gradient,
      evaluate: (theta) => {
        gradient.fill(0);
        for (let r = 0; r < runs; r++) {
          const at = this.axes.map((axis) => theta[axis * runs + r]);
          const found = this.at(at[0], at[1]);
          loss[r] = found[0];
          this.axes.forEach((axis, k) => {
            gradient[axis * runs + r] = found[1 + k];
          });
        }
      },
      evaluateRows: () => {
        throw new Error("samples have no rows");
      },
    };
  }

  /** Value and slopes of the cubic through the four nearest samples each way; NaN beyond the grid. */
  private at(x: number, y: number | undefined): number[] {
    const [xs, ys] = this.lines;
    const nx = xs.length;
    const u = placeOn(xs, x);
    const unknown = [Number.NaN, Number.NaN, Number.NaN];
    if (!u) return unknown;
    const row = (j: number) => cubic((i) => this.values[j * nx + i], nx, u);
    if (y === undefined) return row(0);
    const v = placeOn(ys, y);
    if (!v) return unknown;
    const rows = new Map<number, [number, number]>();
    const rowOf = (j: number) => {
      const known = rows.get(j) ?? row(j);
      rows.set(j, known);
      return known;
    };
    const [value, dy] = cubic((j) => rowOf(j)[0], ys.length, v);
    const [dx] = cubic((j) => rowOf(j)[1], ys.length, v);
    return [value, dx, dy];
  }
}

interface Place {
  cell: number;
  part: number;
  size: number;
}

function placeOn(line: Float64Array, x: number): Place | null {
  const last = line.length - 1;
  if (!(x >= line[0] && x <= line[last])) return null;
  let low = 0;
  let high = last - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (line[middle] <= x) low = middle;
    else high = middle - 1;
  }
  const size = line[low + 1] - line[low];
  return { cell: low, part: (x - line[low]) / size, size };
}

/** Catmull and Rom's cubic, and its slope; at the border the line goes on straight. */
function cubic(
  f: (k: number) => number,
  n: number,
  { cell, part: s, size }: Place,
): [number, number] {
  const [b, c] = [f(cell), f(cell + 1)];
  const a = cell > 0 ? f(cell - 1) : 2 * b - c;
  const d = cell + 2 < n ? f(cell + 2) : 2 * c - b;
  const p = (c - a) / 2;
  const q = a - 2.5 * b + 2 * c - d / 2;
  const r = (d - a) / 2 + 1.5 * (b - c);
  return [b + s * (p + s * (q + s * r)), (p + s * (2 * q + 3 * s * r)) / size];
}
