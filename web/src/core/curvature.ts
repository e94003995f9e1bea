/** The largest eigenvalue of the Hessian, from exact gradients. */
import type { Entry } from "./entry.ts";
import type { Computable } from "./problem.ts";

/** Half a step of central differences, for parameters of about 1: the cube root of a number's rounding. */
const STEP = Math.cbrt(Number.EPSILON);

/** Points that are evaluated at a time, with their neighbours. */
const AT_ONCE = 64;

/** The largest eigenvalue of the Hessian at points, NaN where it is not finite. `theta` has d numbers a point. */
export function sharpnessAt(problem: Computable, theta: Float64Array): Float64Array {
  const { d } = problem;
  const found = new Float64Array(theta.length / d);
  for (let first = 0; first < found.length; first += AT_ONCE) {
    const count = Math.min(AT_ONCE, found.length - first);
    const wide = 2 * d * count;
    const at = new Float64Array(d * wide);
    const half = (point: number, p: number) =>
      STEP * Math.max(1, Math.abs(theta[(first + point) * d + p]));
    // Column (point, p, side): the point, moved along p to either side.
    for (let point = 0; point < count; point++)
      for (let p = 0; p < d; p++)
        for (let side = 0; side < 2; side++) {
          const column = (point * d + p) * 2 + side;
          for (let k = 0; k < d; k++) at[k * wide + column] = theta[(first + point) * d + k];
          at[p * wide + column] += (side ? 1 : -1) * half(point, p);
        }
    const evaluator = problem.evaluator(wide);
    evaluator.evaluate(at);
    const { gradient } = evaluator;
    for (let point = 0; point < count; point++) {
      const hessian = Array.from({ length: d }, (_, p) => {
        const column = (point * d + p) * 2;
        // What was really added, after rounding.
        const apart = at[p * wide + column + 1] - at[p * wide + column];
        return Float64Array.from(
          { length: d },
          (_, k) => (gradient[k * wide + column + 1] - gradient[k * wide + column]) / apart,
        );
      });
      found[first + point] = largestEigenvalue(hessian);
    }
  }
  return found;
}

/** Of a symmetric matrix, by Jacobi's rotations; of one that is symmetric but for rounding, of its symmetric part. */
export function largestEigenvalue(given: readonly ArrayLike<number>[]): number {
  const d = given.length;
  const a = Array.from({ length: d }, (_, i) =>
    Float64Array.from({ length: d }, (_, k) => (given[i][k] + given[k][i]) / 2),
  );
  if (!a.every((row) => row.every(Number.isFinite))) return Number.NaN;
  const size = Math.max(...a.map((row) => Math.max(...row.map(Math.abs))));
  for (let sweep = 0; sweep < 30; sweep++) {
    let off = 0;
    for (let p = 0; p < d; p++)
      for (let q = p + 1; q < d; q++) {
        const apq = a[p][q];
        off = Math.max(off, Math.abs(apq));
        if (apq === 0) continue;
        const slope = (a[q][q] - a[p][p]) / (2 * apq);
        const t = (slope < 0 ? -1 : 1) / (Math.abs(slope) + Math.hypot(1, slope));
        const c = 1 / Math.hypot(1, t);
        const s = t * c;
        for (let k = 0; k < d; k++) {
          const [kp, kq] = [a[k][p], a[k][q]];
          a[k][p] = c * kp - s * kq;
          a[k][q] = s * kp + c * kq;
        }
        for (let k = 0; k < d; k++) {
          const [pk, qk] = [a[p][k], a[q][k]];
          a[p][k] = c * pk - s * qk;
          a[q][k] = s * pk + c * qk;
        }
      }
    if (off <= 1e-15 * size) break;
  }
  return Math.max(...a.map((row, k) => row[k]));
}

/** The sharpness above which gradient descent is unstable on a quadratic; null where there is no such number. */
export function stableLimit(entry: Entry): number | null {
  const { name, hyper, schedule, rule } = entry;
  const { lr, momentum = 0, weight_decay: decay = 0, dampening = 0 } = hyper;
  const plain = ["sgd", "gradientdescent"].includes(name.toLowerCase());
  if (!plain || schedule || !(lr > 0) || dampening) return null;
  const rate = rule?.switches.nesterov ? lr * (1 + 2 * momentum) : lr;
  return (2 + 2 * momentum) / rate - decay;
}
