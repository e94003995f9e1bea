/** What pictures of a fitted model share. */
import { number } from "../core/numbers.ts";
import { thetaAt } from "../core/predict.ts";
import type { FitAbout, FitData, ProblemData } from "../core/scene.ts";
import { mixed } from "../draw/marks.ts";
import type { Context } from "./panel.ts";

export type About<K extends FitAbout["kind"]> = Extract<FitAbout, { kind: K }>;

/** Up to as many residuals are drawn. */
export const RESIDUALS = 400;

export function fitOf(context: Context): { fit: FitData; problem: ProblemData } {
  const { problem } = context.scene;
  if (!problem.fit) throw new Error("the fit panel needs a model");
  return { fit: problem.fit, problem };
}

/** Places along an axis, evenly. */
export function evenly([low, high]: readonly [number, number], count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, k) => low + ((high - low) * k) / (count - 1));
}

/** Columns of every pair of places along two axes, the first axis running faster. */
export function pairs(xs: Float64Array, ys: Float64Array): [Float64Array, Float64Array] {
  const n = xs.length * ys.length;
  return [
    Float64Array.from({ length: n }, (_, k) => xs[k % xs.length]),
    Float64Array.from({ length: n }, (_, k) => ys[Math.floor(k / xs.length)]),
  ];
}

/** The parameters of the run in focus, at this step: `w = 1.97, b = 0.02`. */
export function formulaAt(
  context: Context,
  spell: (v: number) => string = (v) => number(v),
): string {
  const { model, scene } = context;
  const run = model.focus;
  if (run === undefined) return "";
  const theta = thetaAt(model.paths[run], model.at(run));
  if (theta.length > 4) return "";
  return Array.from(theta, (v, k) => `${scene.problem.symbols[k]} = ${spell(v)}`).join(", ");
}

export function classColours(theme: {
  ink: string;
  paper: string;
  points: string;
}): [string, string] {
  return [mixed(theme.points, theme.paper, 0.25), theme.ink];
}
