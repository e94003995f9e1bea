/** How many runs end, without their records: what the pad and the sweeps are made of. */
import { Descent, type Spec } from "./descend.ts";
import type { Computable } from "./problem.ts";

/** How a run ended, as far as it was followed. */
export type Ending = "converges" | "elsewhere" | "descends" | "oscillates" | "diverges";

/** Minima that are known: where, and with which loss. */
interface Known {
  minima: readonly (readonly number[])[];
  losses: readonly number[];
}

/** A run may have converged within this part of the way down to the lowest loss known, */
const CLOSE = 1e-3;
/** if it is there within this part of its way there too: a valley's floor is low long before its end; */
const NEAR = 0.05;
/** or within this part of the way down wherever it is. */
const THERE = 1e-6;
/** A run that gains less than this part of what is left, in its last tenth, goes nowhere any more. */
const SETTLED = 1e-5;

/**
 * The last losses and endings of many runs.
 *
 * The lowest loss is that of the minima known, or what any of the runs has reached. A run *converges* where it comes
 * close to that loss and to a place that has it; *oscillates* where it does not, and its gradient turned back on itself
 * in more than 30 % of the last half of its steps, or its loss rose in more than 15 % of them; ends *elsewhere* where it
 * gains nothing any more, as in a local minimum; else it still *descends*.
 */
export function endings(
  problem: Computable,
  specs: readonly Spec[],
  steps: number,
  batch: number | null,
  known: Known = { minima: [], losses: [] },
): { loss: Float64Array; ending: Ending[]; diverged: boolean[] } {
  const descent = new Descent(problem, specs, batch);
  const n = specs.length;
  const { d } = problem;
  const first = descent.loss.slice();
  const last = descent.loss.slice();
  const late = descent.loss.slice();
  const before = descent.gradient.slice();
  const rises = new Int32Array(n);
  const turns = new Int32Array(n);
  const from = Math.floor(steps / 2);
  const tenth = Math.floor(steps * 0.9);
  while (descent.settle() && descent.step < steps) {
    descent.advance();
    const second = descent.step > from;
    for (let i = 0; i < n; i++) {
      if (descent.divergedAt[i] >= 0) continue;
      const loss = descent.loss[i];
      if (second) {
        let dot = 0;
        for (let k = 0; k < d; k++) dot += before[k * n + i] * descent.gradient[k * n + i];
        if (dot < 0) turns[i]++;
        if (loss > last[i]) rises[i]++;
      }
      last[i] = loss;
      if (descent.step === tenth) late[i] = loss;
    }
    before.set(descent.gradient);
  }
  const diverged = Array.from(descent.divergedAt, (at) => at >= 0);
  let best = -1;
  for (let i = 0; i < n; i++) if (!diverged[i] && (best < 0 || last[i] < last[best])) best = i;
  const lowest = Math.min(Infinity, ...known.losses, ...(best < 0 ? [] : [last[best]]));
  const placeOf = (i: number) => Array.from({ length: d }, (_, k) => descent.theta[k * n + i]);
  const ending = Array.from({ length: n }, (_, i): Ending => {
    if (diverged[i] || !(last[i] <= first[i] + 1e-12 * Math.abs(first[i]))) return "diverges";
    const way = first[i] - lowest;
    const left = last[i] - lowest;
    if (left <= THERE * way) return "converges";
    if (left <= CLOSE * way) {
      const goals = known.minima.filter((_, m) => known.losses[m] - lowest <= THERE * way);
      if (last[best] - lowest <= THERE * way || !goals.length) goals.push(placeOf(best));
      const at = placeOf(i);
      if (goals.some((goal) => distance(at, goal) <= NEAR * distance(specs[i].start, goal)))
        return "converges";
    }
    const half = Math.max(1, steps - from);
    if (turns[i] > 0.3 * half || rises[i] > 0.15 * half) return "oscillates";
    return late[i] - last[i] <= SETTLED * left ? "elsewhere" : "descends";
  });
  return { loss: last, ending, diverged };
}

function distance(a: readonly number[], b: readonly number[]): number {
  return Math.hypot(...a.map((v, k) => v - b[k]));
}
