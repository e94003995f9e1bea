/** Where paths leave the view: an arrow at the edge, with the step and the loss. */
import { number } from "../core/numbers.ts";
import { arrow } from "../draw/arrow.ts";
import { type Pen, widthOf } from "../draw/pen.ts";
import { around, type Box, type Words } from "../draw/words.ts";

const LETTERS = 11.5;

export interface Exit {
  x: number;
  y: number;
  dx: number;
  dy: number;
  step: number;
  loss: number;
}

/** A path in pixels, with what its records hold. */
interface Track {
  xs: Float64Array;
  ys: Float64Array;
  steps: Int32Array;
  loss: Float64Array;
}

export function inside(box: Box, x: number, y: number): boolean {
  const [r, b] = [box.x + box.width, box.y + box.height];
  return x >= box.x - 0.5 && x <= r + 0.5 && y >= box.y - 0.5 && y <= b + 0.5;
}

/** Where the first `n` points of a path leave the view for good. */
export function exitOf(box: Box, { xs, ys, steps, loss }: Track, n: number): Exit | null {
  if (n < 2 || inside(box, xs[n - 1], ys[n - 1])) return null;
  let k = n - 2;
  while (k >= 0 && !inside(box, xs[k], ys[k])) k--;
  if (k < 0) return null;
  const [dx, dy] = [xs[k + 1] - xs[k], ys[k + 1] - ys[k]];
  let share = 1;
  if (dx > 0) share = Math.min(share, (box.x + box.width - xs[k]) / dx);
  if (dx < 0) share = Math.min(share, (box.x - xs[k]) / dx);
  if (dy > 0) share = Math.min(share, (box.y + box.height - ys[k]) / dy);
  if (dy < 0) share = Math.min(share, (box.y - ys[k]) / dy);
  const size = Math.hypot(dx, dy) || 1;
  return {
    x: xs[k] + share * dx,
    y: ys[k] + share * dy,
    dx: dx / size,
    dy: dy / size,
    step: steps[k + 1],
    loss: loss[k + 1],
  };
}

/** Draws exits, each in its colour; of many there are no words. */
export function drawExits(
  pen: Pen,
  words: Words,
  paper: string,
  exits: readonly { exit: Exit; colour: string }[],
  texts: number,
): void {
  for (const { exit, colour } of exits)
    arrow(pen, exit.x - 12 * exit.dx, exit.y - 12 * exit.dy, exit.x, exit.y, colour, 2.4, 1);
  for (const { exit, colour } of exits.slice(0, texts)) {
    const text = `leaves at step ${exit.step}, loss ${number(exit.loss, 2)}`;
    const width = widthOf(text, LETTERS) + 4;
    const beside = exit.x - Math.sign(exit.dx) * (width / 2 + 14);
    const away = exit.y - Math.sign(exit.dy) * 22;
    const places = [0, 1, -1, 2, -2, 3, -3, 4, -4].flatMap((k) => [
      around(exit.x, away + 15 * k, width, 14),
      around(beside, away + 15 * k, width, 14),
    ]);
    const { x, y } = words.place(places);
    pen.text(x + 2, y + 7, text, { colour, size: LETTERS, halo: paper });
  }
}
