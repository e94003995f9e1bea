/** Where paths leave the view: an arrow at the edge, with the step and the loss. */
import { number } from "../core/numbers.ts";
import { arrow } from "../draw/arrow.ts";
import type { Pen } from "../draw/pen.ts";
import type { Box } from "./plot.ts";

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

/** Draws exits, each in its colour; texts that would meet give way, and of many there are none. */
export function drawExits(
  pen: Pen,
  box: Box,
  paper: string,
  exits: readonly { exit: Exit; colour: string }[],
  texts: number,
): void {
  const taken: [number, number, number][] = [];
  for (const { exit, colour } of exits) {
    arrow(pen, exit.x - 12 * exit.dx, exit.y - 12 * exit.dy, exit.x, exit.y, colour, 2.4, 1);
    if (taken.length >= texts) continue;
    const text = `leaves at step ${exit.step}, loss ${number(exit.loss, 2)}`;
    const wide = text.length * 5.6;
    let x = Math.min(box.x + box.width - wide - 4, Math.max(box.x + 4, exit.x - wide / 2));
    let y = Math.min(box.y + box.height - 12, Math.max(box.y + 12, exit.y - 22 * exit.dy));
    while (taken.some(([a, b, w]) => Math.abs(b - y) < 15 && x < a + w && a < x + wide)) y += 15;
    if (y > box.y + box.height) y = box.y + 12;
    x = Math.max(box.x + 4, x);
    taken.push([x, y, wide]);
    pen.text(x, y, text, { colour, size: 11.5, halo: paper });
  }
}
