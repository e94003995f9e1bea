/** Marks and colours of runs: the palette, dashes and markers of thalweg's pictures. */
import type { Look, Theme } from "../core/scene.ts";
import type { Fill, Pen } from "./pen.ts";

/** Corners of marker shapes on a circle of radius 1, by the index that a look holds. */
const SHAPES: (readonly [number, number][] | null)[] = [
  null,
  polygon(4, 45, 1.15),
  polygon(3, -90, 1.25),
  polygon(4, 0, 1.2),
  polygon(3, 90, 1.25),
  star(),
  polygon(3, 180, 1.25),
  polygon(3, 0, 1.25),
];

export function polygon(corners: number, from: number, size: number): [number, number][] {
  return Array.from({ length: corners }, (_, k) => {
    const angle = ((from + (360 * k) / corners) * Math.PI) / 180;
    return [size * Math.cos(angle), size * Math.sin(angle)];
  });
}

function star(): [number, number][] {
  return Array.from({ length: 10 }, (_, k) => {
    const angle = ((-90 + 36 * k) * Math.PI) / 180;
    const size = k % 2 ? 0.62 : 1.5;
    return [size * Math.cos(angle), size * Math.sin(angle)];
  });
}

export function markerShape(index: number): readonly [number, number][] | null {
  return SHAPES[index % SHAPES.length];
}

export function marker(
  pen: Pen,
  look: Look,
  x: number,
  y: number,
  size: number,
  style: Fill,
): void {
  const shape = markerShape(look.marker);
  if (shape) pen.rings([shape.map(([a, b]) => [x + size * a, y + size * b])], style);
  else pen.circle(x, y, size, style);
}

export function mixed(a: string, b: string, share: number): string {
  const parse = (hex: string) => [1, 3, 5].map((k) => Number.parseInt(hex.slice(k, k + 2), 16));
  const [x, y] = [parse(a), parse(b)];
  const hex = x.map((v, k) =>
    Math.round(v + (y[k] - v) * share)
      .toString(16)
      .padStart(2, "0"),
  );
  return `#${hex.join("")}`;
}

/** A colour between several, `at` from 0 to 1. */
export function ramp(colours: readonly string[], at: number): string {
  const place = Math.min(1, Math.max(0, at)) * (colours.length - 1);
  const k = Math.min(colours.length - 2, Math.floor(place));
  return mixed(colours[k], colours[k + 1], place - k);
}

export function colourOf(theme: Theme, look: Look): string {
  if (look.shade !== null) return ramp(theme.shades, look.shade);
  return theme.palette[(look.colour ?? 0) % theme.palette.length];
}

/** Dashes in pixels for a line of a width. */
export function dashOf(dashes: readonly number[][], look: Look, width: number): number[] {
  return dashes[look.dash % dashes.length].map((part) => part * width);
}

/** A minimum: a cross of lines that are `r` long from its middle, on a rim of paper. */
export function plus(pen: Pen, theme: Theme, x: number, y: number, r: number): void {
  for (const [colour, width, reach] of [
    [theme.paper, 4.4, r + 1],
    [theme.ink, 1.8, r],
  ] as const) {
    pen.line([x - reach, x + reach], [y, y], 2, { colour, width });
    pen.line([x, x], [y - reach, y + reach], 2, { colour, width });
  }
}
