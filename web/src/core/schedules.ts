/** Rates that change over the steps: the schedules of `thalweg.schedules`, each as a factor of the first rate. */

interface Schedule {
  /** What it does, in the list to choose from. */
  title: string;
  /** The factor at step `t`, counted from 1, of a run of `steps`. */
  factor(t: number, steps: number): number;
  /** The call that makes it in Python and on the command line; what stands after the first rate. */
  rest(steps: number): string[];
}

/** What is left of the run, from 1 to 0. */
const left = (t: number, steps: number) => 1 - Math.min((t - 1) / steps, 1);

/** At the last step, an exponential has fallen to a hundredth. */
const gammaOf = (steps: number) => Number((0.01 ** (1 / steps)).toPrecision(4));

export const SCHEDULES: Readonly<Record<string, Schedule>> = {
  cosine: {
    title: "half a cosine, to zero",
    factor: (t, steps) => (1 + Math.cos(Math.PI * Math.min((t - 1) / steps, 1))) / 2,
    rest: (steps) => [String(steps)],
  },
  linear: {
    title: "straight to zero",
    factor: left,
    rest: (steps) => [String(steps)],
  },
  exponential: {
    title: "by equal factors, to a hundredth",
    factor: (t, steps) => gammaOf(steps) ** (t - 1),
    rest: (steps) => [String(gammaOf(steps))],
  },
  inverse_sqrt: {
    title: "as one over the root of the step",
    factor: (t) => Math.min(t, Math.sqrt(1 / t)),
    rest: () => [],
  },
};

/** A rate with its schedule, as Python and the command line take it: `cosine(0.1, 300)`. */
export function scheduled(name: string, rate: number, steps: number, comma = ", "): string {
  return `${name}(${[String(rate), ...SCHEDULES[name].rest(steps)].join(comma)})`;
}
