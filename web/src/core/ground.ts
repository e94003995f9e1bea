/** The loss over a grid: computed here where that is possible, else as it was recorded. */
import type { Computable } from "./problem.ts";
import type { Ground } from "./scene.ts";

export interface Grid {
  xs: Float64Array;
  ys: Float64Array;
  /** (y, x), row by row; NaN where it is not finite or not known. */
  loss: Float64Array;
  /** Where it is known and not finite. */
  bad: Uint8Array;
}

/** The places of a grid along an axis: listed, or the first, the last and how many. */
export function axisOf(given: Float64Array | [number, number, number]): Float64Array {
  if (given instanceof Float64Array) return given;
  const [first, last, count] = given;
  return Float64Array.from({ length: count }, (_, k) => first + ((last - first) * k) / (count - 1));
}

export function gridOf(ground: Ground, computed: Computable | null, rows?: Int32Array): Grid {
  const xs = axisOf(ground.grid[0]);
  const ys = ground.grid.length > 1 ? axisOf(ground.grid[1]) : Float64Array.of(0);
  const n = xs.length * ys.length;
  const loss = new Float64Array(n);
  const bad = new Uint8Array(n);
  if (ground.loss && !rows) loss.set(ground.loss);
  else if (computed) {
    const { d } = computed;
    const theta = new Float64Array(d * n);
    for (let k = 0; k < d; k++) theta.fill(ground.origin[k], k * n, (k + 1) * n);
    const [first, second] = ground.axes;
    for (let j = 0, at = 0; j < ys.length; j++)
      for (let i = 0; i < xs.length; i++, at++) {
        theta[first * n + at] = xs[i];
        if (second !== undefined) theta[second * n + at] = ys[j];
      }
    const evaluator = computed.evaluator(n);
    if (rows) evaluator.evaluateRows(theta, rows);
    else evaluator.evaluate(theta);
    loss.set(evaluator.loss);
  }
  for (let k = 0; k < n; k++) {
    if (Number.isFinite(loss[k])) continue;
    bad[k] = ground.done && !ground.done[k] ? 0 : 1;
    loss[k] = Number.NaN;
  }
  return { xs, ys, loss, bad };
}

/** The loss at a place of the grid, between its points. */
export function lookUp(grid: Grid, x: number, y: number): number {
  const { xs, ys, loss } = grid;
  const nx = xs.length;
  const place = (values: Float64Array, v: number) =>
    ((v - values[0]) / (values[values.length - 1] - values[0])) * (values.length - 1);
  const u = place(xs, x);
  const v = place(ys, y);
  const i = Math.min(nx - 2, Math.max(0, Math.floor(u)));
  const j = Math.min(ys.length - 2, Math.max(0, Math.floor(v)));
  const [a, b] = [u - i, v - j];
  const at = (q: number, p: number) => loss[q * nx + p];
  return (
    (at(j, i) * (1 - a) + at(j, i + 1) * a) * (1 - b) +
    (at(j + 1, i) * (1 - a) + at(j + 1, i + 1) * a) * b
  );
}
