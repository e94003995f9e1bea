/** Points of a plane that have a name: a mark of its own shape in the ink of the words, and the name beside it. */
import type { NamedPoint, Theme } from "../core/scene.ts";
import { polygon } from "./marks.ts";
import type { Pen } from "./pen.ts";

export interface Placed {
  text: string;
  x: number;
  y: number;
}

interface Room {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A shape that no run has. */
const SHAPE = polygon(5, -90, 1.25);
const SIZE = 6;
const LETTERS = 11.5;
/** About how wide a letter is, in its height: what a canvas would measure, an SVG cannot. */
const WIDE = 0.56;

export function namedMarks(pen: Pen, theme: Theme, points: readonly Placed[]): void {
  for (const { x, y } of points)
    pen.rings([SHAPE.map(([a, b]) => [x + SIZE * a, y + SIZE * b])], {
      fill: theme.ink,
      stroke: theme.paper,
      width: 1.4,
    });
}

/** The names, each where it covers no other name or mark, within the room as far as that can be. */
export function namedWords(pen: Pen, theme: Theme, points: readonly Placed[], room: Room): void {
  const taken: Room[] = points.map(({ x, y }) => around(x, y, 2 * SIZE, 2 * SIZE));
  for (const { text, x, y } of points) {
    const width = text.length * LETTERS * WIDE + 2;
    const height = LETTERS + 3;
    const far = SIZE + 4;
    const places = [
      [x + far + width / 2, y],
      [x - far - width / 2, y],
      [x, y - far - height / 2],
      [x, y + far + height / 2],
      [x + width / 2, y - far - height / 2],
      [x - width / 2, y - far - height / 2],
      [x + width / 2, y + far + height / 2],
      [x - width / 2, y + far + height / 2],
    ].map(([cx, cy]) => around(cx, cy, width, height));
    const place =
      places.find((one) => within(one, room) && !taken.some((other) => cross(one, other))) ??
      places.find((one) => within(one, room)) ??
      places[0];
    taken.push(place);
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

function around(x: number, y: number, width: number, height: number): Room {
  return { x: x - width / 2, y: y - height / 2, width, height };
}

function within(one: Room, room: Room): boolean {
  return (
    one.x >= room.x &&
    one.y >= room.y &&
    one.x + one.width <= room.x + room.width &&
    one.y + one.height <= room.y + room.height
  );
}

function cross(a: Room, b: Room): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
