/** Numbers as people read them, and round places on axes. */

export const MINUS = "−";
const RAISED: Record<string, string> = {
  "-": "⁻",
  "0": "⁰",
  "1": "¹",
  "2": "²",
  "3": "³",
  "4": "⁴",
  "5": "⁵",
  "6": "⁶",
  "7": "⁷",
  "8": "⁸",
  "9": "⁹",
};

export function powerOfTen(exponent: number): string {
  return `10${String(exponent).replace(/[-\d]/g, (c) => RAISED[c])}`;
}

/** A number as short as `digits` significant digits allow: `0.0123`, `−4.5`, `3.2×10⁷`. */
export function number(value: number, digits = 3): string {
  if (Number.isNaN(value)) return "not a number";
  const sign = value < 0 ? MINUS : "";
  const size = Math.abs(value);
  if (size === Infinity) return `${sign}∞`;
  if (size === 0) return "0";
  const exponent = Math.floor(Math.log10(size));
  if (exponent >= 5 || exponent < -4) {
    const [mantissa, power] = size.toExponential(digits - 1).split("e");
    return `${sign}${trimmed(mantissa)}×${powerOfTen(Number(power))}`;
  }
  return sign + trimmed(size.toFixed(Math.max(0, digits - 1 - exponent)));
}

/** As a screen reader says it best. */
export function spoken(value: number, digits = 3): string {
  if (value === Infinity) return "infinite";
  if (value === -Infinity) return "minus infinity";
  if (Number.isNaN(value)) return "not a number";
  const size = Math.abs(value);
  if (size >= 1e6 || (size > 0 && size < 1e-4))
    return value.toExponential(digits - 1).replace(/\.?0*e\+?/, "e");
  return String(Number(value.toPrecision(digits)));
}

function trimmed(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/** The smallest of 1, 2, 2.5, 5 times a power of ten that divides `span` into at most `most` parts. */
export function niceStep(span: number, most: number): number {
  const raw = span / most;
  const power = 10 ** Math.floor(Math.log10(raw));
  for (const mantissa of [1, 2, 2.5, 5, 10])
    if (mantissa * power >= raw * (1 - 1e-9)) return mantissa * power;
  return 10 * power;
}

export interface Tick {
  value: number;
  text: string;
}

export function linearTicks(low: number, high: number, most: number, whole = false): Tick[] {
  if (!(high > low)) return [];
  let step = niceStep(high - low, most);
  if (whole) step = Math.max(1, Math.round(step));
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9) + (isQuarter(step) ? 1 : 0));
  const ticks: Tick[] = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++) {
    // Adding 0 takes the sign off a zero.
    const value = Number((k * step).toPrecision(12)) + 0;
    const large = Math.max(Math.abs(low), Math.abs(high)) >= 1e6 || decimals > 5;
    const text = large
      ? number(value)
      : (value < 0 ? MINUS : "") + Math.abs(value).toFixed(decimals);
    ticks.push({ value, text });
  }
  return ticks;
}

function isQuarter(step: number): boolean {
  return Math.abs(step / 10 ** Math.floor(Math.log10(step) + 1e-9) - 2.5) < 1e-6;
}

/** Powers of ten, with 2 and 5 between where there are few of them. */
export function logTicks(low: number, high: number, most: number): Tick[] {
  const first = Math.log10(low);
  const last = Math.log10(high);
  const decades = last - first;
  const mantissas = decades < 1.2 ? [1, 2, 3, 5] : decades < 2.5 ? [1, 3] : [1];
  const every = Math.max(1, Math.ceil(decades / most));
  const ticks: Tick[] = [];
  for (let k = Math.floor(first); k <= last; k++) {
    if (((k % every) + every) % every !== 0) continue;
    for (const m of mantissas) {
      const value = Number(`${m}e${k}`);
      if (value < low * (1 - 1e-9) || value > high * (1 + 1e-9)) continue;
      ticks.push({
        value,
        text: k >= -3 && k <= 4 ? number(value, 2) : m === 1 ? powerOfTen(k) : number(value, 2),
      });
    }
  }
  return ticks;
}

/** Limits around finite values, with a margin on both sides. */
export function fitted(values: Iterable<number>, margin = 0.05): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return [0, 1];
  if (high - low <= 1e-12 * Math.max(Math.abs(low), Math.abs(high), 1e-300)) {
    const half = low === 0 ? 1 : 0.5 * Math.abs(low);
    return [low - half, high + half];
  }
  const reach = margin * (high - low);
  return [low - reach, high + reach];
}

/** The nearest number within limits. */
export function clamp(value: number, [low, high]: readonly [number, number]): number {
  return Math.max(low, Math.min(high, value));
}

/** A scale from data to pixels. */
export interface Scale {
  (value: number): number;
  invert(pixel: number): number;
  log: boolean;
  limits: [number, number];
}

export function scale(
  from: readonly [number, number],
  to: readonly [number, number],
  log = false,
): Scale {
  const f = log ? Math.log : (v: number) => v;
  const [a, b] = [f(from[0]), f(from[1])];
  const k = (to[1] - to[0]) / (b - a);
  const made = ((value: number) => to[0] + (f(value) - a) * k) as Scale;
  made.invert = (pixel) => {
    const v = a + (pixel - to[0]) / k;
    return log ? Math.exp(v) : v;
  };
  made.log = log;
  made.limits = [from[0], from[1]];
  return made;
}
