/** Lines of equal loss on a grid. */
import { contours } from "d3-contour";
import type { Grid } from "../core/ground.ts";

/** Rings of the areas above each level, in data units. */
export function contoursOf(grid: Grid, values: number[]): number[][][][] {
  const nx = grid.xs.length;
  const ny = grid.ys.length;
  // What is not finite counts as high, so that it does not look like a pit.
  const filled = Array.from(grid.loss, (v) => (Number.isNaN(v) ? 1e300 : v));
  const make = contours().size([nx, ny]).smooth(true);
  const sx = (grid.xs[nx - 1] - grid.xs[0]) / (nx - 1);
  const sy = (grid.ys[ny - 1] - grid.ys[0]) / (ny - 1);
  return values.map((value) =>
    make.contour(filled, value).coordinates.flatMap((polygon) =>
      polygon.map((ring) =>
        ring.map(([u, v]) => [
          // A value stands in the middle of its cell; rings at the border are drawn out to it and beyond.
          u <= 0 ? grid.xs[0] - sx : u >= nx ? grid.xs[nx - 1] + sx : grid.xs[0] + (u - 0.5) * sx,
          v <= 0 ? grid.ys[0] - sy : v >= ny ? grid.ys[ny - 1] + sy : grid.ys[0] + (v - 0.5) * sy,
        ]),
      ),
    ),
  );
}
