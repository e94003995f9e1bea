/** An arrow, its head as long as its line is thick. */
import type { Pen } from "./pen.ts";

export function arrow(
  pen: Pen,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  colour: string,
  width: number,
  alpha: number,
): void {
  const size = Math.hypot(x1 - x0, y1 - y0);
  if (!(size > 0.5)) return;
  const [u, v] = [(x1 - x0) / size, (y1 - y0) / size];
  const head = Math.min(size, 3 + 2.4 * width);
  const [bx, by] = [x1 - head * u, y1 - head * v];
  pen.line([x0, bx], [y0, by], 2, { colour, width, alpha });
  const half = head * 0.5;
  pen.rings(
    [
      [
        [x1, y1],
        [bx - half * v, by + half * u],
        [bx + half * v, by - half * u],
      ],
    ],
    { fill: colour, alpha },
  );
}
