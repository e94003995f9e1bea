/** A mini-batch's own loss over that of all rows: its contour, and its gradient beside the whole one. */
import { gridOf } from "../core/ground.ts";
import type { Model } from "../core/model.ts";
import type { Scale } from "../core/numbers.ts";
import { Batches } from "../core/random.ts";
import type { MapAbout, Theme } from "../core/scene.ts";
import { arrow } from "../draw/arrow.ts";
import type { Pen } from "../draw/pen.ts";
import { contoursOf } from "./rings.ts";

/** Points of the batch's grid along each axis: it is computed anew at every step. */
const COARSE = 41;
/** Length of the longer arrow, in pixels. */
const LONGEST = 56;

interface Place {
  x: Scale;
  y: Scale;
  theme: Theme;
  colour: string;
}

export class Batch {
  private known: { key: string; rings: number[][][][] } | null = null;

  constructor(
    private readonly model: Model,
    private readonly about: MapAbout,
  ) {}

  /** The batch with which the chosen run leaves this step. */
  private get now(): { rows: Int32Array; step: number; key: string } | null {
    const { model } = this;
    const { computed, batch } = model;
    const { seed } = model.entries[model.chosen];
    if (!computed?.rows || batch === null) return null;
    const step = Math.min(model.step, model.steps - 1);
    const rows = new Batches(computed.rows, batch, seed).at(step);
    return { rows, step, key: `${batch} ${seed} ${step}` };
  }

  draw(pen: Pen, place: Place): void {
    const { now, about } = this;
    const { computed } = this.model;
    if (!now || !computed) return;
    if (this.known?.key !== now.key) {
      const grid = about.ground.grid.map((axis): [number, number, number] => {
        const ends = axis instanceof Float64Array ? [axis[0], axis[axis.length - 1]] : axis;
        return [ends[0], ends[1], COARSE];
      });
      const found = gridOf({ ...about.ground, grid, loss: null }, computed, now.rows);
      this.known = { key: now.key, rings: contoursOf(found, about.levels.values.slice(1)) };
    }
    for (const rings of this.known.rings)
      for (const ring of rings) {
        const xs = ring.map(([x]) => place.x(x));
        const ys = ring.map(([, y]) => place.y(y));
        pen.line(xs, ys, ring.length, {
          colour: place.colour,
          width: 1,
          dash: [4, 3],
          alpha: 0.8,
        });
      }
    this.slopes(pen, place, now.rows, now.step);
  }

  /** At the moving point: down the loss of all rows, and down that of the batch. */
  private slopes(pen: Pen, place: Place, rows: Int32Array, step: number): void {
    const { model } = this;
    const { computed, chosen } = model;
    if (!computed) return;
    const path = model.paths[chosen];
    const k = model.at(chosen, step);
    const theta = path.theta.slice(k * path.d, (k + 1) * path.d);
    if (theta.some(Number.isNaN)) return;
    const evaluator = computed.evaluator(1);
    evaluator.evaluate(theta);
    const full = evaluator.gradient.slice();
    evaluator.evaluateRows(theta, rows);
    const [a, b] = this.about.ground.axes;
    const [px, py] = [place.x(theta[a]), place.y(theta[b])];
    const sx = place.x(1) - place.x(0);
    const sy = place.y(1) - place.y(0);
    const length = (g: Float64Array) => Math.hypot(g[a] * sx, g[b] * sy);
    const longest = Math.max(length(full), length(evaluator.gradient));
    if (!(longest > 0)) return;
    for (const [g, colour, text] of [
      [full, place.theme.ink, "all rows"],
      [evaluator.gradient, place.colour, "batch"],
    ] as const) {
      const [dx, dy] = [(-g[a] * sx * LONGEST) / longest, (-g[b] * sy * LONGEST) / longest];
      arrow(pen, px, py, px + dx, py + dy, place.theme.paper, 5, 0.8);
      arrow(pen, px, py, px + dx, py + dy, colour, 2.4, 1);
      pen.text(px + dx * 1.2, py + dy * 1.2, text, {
        colour,
        size: 11.5,
        align: "center",
        halo: place.theme.paper,
      });
    }
  }
}
