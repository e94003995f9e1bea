/** Points of a plane that have a name: a mark of its own shape in the ink of the words, and the name beside it. */
import type { NamedPoint, Theme } from "../core/scene.ts";
import { polygon } from "./marks.ts";
import { type Pen, widthOf } from "./pen.ts";
import { around, type Words } from "./words.ts";

export interface Placed {
  text: string;
  x: number;
  y: number;
}

/** A shape that no run has. */
const SHAPE = polygon(5, -90, 1.25);
const SIZE = 6;
const LETTERS = 11.5;

export function namedMarks(pen: Pen, theme: Theme, points: readonly Placed[]): void {
  for (const { x, y } of points)
    pen.rings([SHAPE.map(([a, b]) => [x + SIZE * a, y + SIZE * b])], {
      fill: theme.ink,
      stroke: theme.paper,
      width: 1.4,
    });
}

/** The names, each where it covers no other words and no mark. */
export function namedWords(pen: Pen, theme: Theme, points: readonly Placed[], words: Words): void {
  for (const { x, y } of points) words.keep(around(x, y, 2 * SIZE, 2 * SIZE));
  for (const { text, x, y } of points) {
    const width = widthOf(text, LETTERS) + 4;
    const height = LETTERS + 3;
    const far = SIZE + 4;
    const above = [0, 1, 2].map((row) => far + height * (row + 0.5));
    const places = [
      [x + far + width / 2, y],
      [x - far - width / 2, y],
      ...above.flatMap((up) => [
        [x, y - up],
        [x, y + up],
        [x + width / 2, y - up],
        [x - width / 2, y - up],
        [x + width / 2, y + up],
        [x - width / 2, y + up],
      ]),
    ].map(([cx, cy]) => around(cx, cy, width, height));
    const place = words.place(places);
    pen.text(place.x + width / 2, place.y + height / 2, text, {
      colour: theme.ink,
      size: LETTERS,
      align: "center",
      halo: theme.paper,
    });
  }
}

/** What a panel says of them in words; empty where there are none. */
export function namedSaid(points: readonly NamedPoint[] = []): string[] {
  return points.length ? [`Marked: ${points.map(({ said }) => said).join("; ")}.`] : [];
}
