/** Two classes of points over two inputs, and the line between them. */
import { spoken } from "../core/numbers.ts";
import { Predictor, thetaAt } from "../core/predict.ts";
import type { Pen } from "../draw/pen.ts";
import { type About, classColours, evenly, fitOf, formulaAt, pairs } from "./fitted.ts";
import type { Context } from "./panel.ts";
import { LINE, Plot } from "./plot.ts";
import { contoursOf } from "./rings.ts";

/** Points along each axis at which the model is evaluated. */
const GRID = 61;

export class BoundaryFit extends Plot {
  private readonly predictor: Predictor;
  private readonly xs: Float64Array;
  private readonly ys: Float64Array;

  constructor(
    context: Context,
    private readonly about: About<"boundary">,
  ) {
    super(context);
    const { fit, problem } = fitOf(context);
    this.xs = evenly(about.x.limits, GRID);
    this.ys = evenly(about.y.limits, GRID);
    const places = pairs(this.xs, this.ys);
    this.predictor = new Predictor(fit, problem.params.length, places, GRID * GRID);
  }

  protected layout(): void {
    this.box = this.room(14, 10, 50, this.about.y);
    this.scales(this.about.x, this.about.y);
  }

  protected base(pen: Pen): void {
    this.axes(pen, this.about.x, this.about.y);
  }

  protected top(pen: Pen): void {
    const { about, box, model, theme } = this;
    pen.clip(box.x, box.y, box.width, box.height, () => {
      for (const run of model.few) {
        const loss = this.predictor.at(thetaAt(model.paths[run], model.at(run)));
        if (!loss.some(Number.isFinite)) continue;
        const { look } = model.entries[run];
        const grid = { xs: this.xs, ys: this.ys, loss, bad: new Uint8Array(0) };
        const chosen = run === model.chosen || model.shown.length === 1;
        const levels = chosen ? [0.1, 0.25, 0.5, 0.75, 0.9] : [0.5];
        contoursOf(grid, levels).forEach((rings, k) => {
          const half = levels[k] === 0.5;
          const placed = rings.map((ring) => ring.map(([x, y]) => [this.x(x), this.y(y)]));
          if (chosen) pen.rings(placed, { fill: this.colour(look), alpha: 0.06 });
          for (const ring of placed)
            pen.line(
              ring.map(([x]) => x),
              ring.map(([, y]) => y),
              ring.length,
              {
                colour: this.colour(look),
                width: half ? LINE : 0.8,
                alpha: half ? 1 : 0.55,
                dash: half ? this.dash(look) : [],
              },
            );
        });
      }
    });
    const [xs, ys] = about.points;
    const [first, second] = classColours(theme);
    const size = xs.length > 500 ? 2.2 : 3.6;
    for (let i = 0; i < xs.length; i++) {
      const [px, py] = [this.x(xs[i]), this.y(ys[i])];
      if (about.second[i])
        pen.rect(px - size, py - size, 2 * size, 2 * size, {
          fill: second,
          stroke: theme.paper,
          width: 0.8,
        });
      else pen.circle(px, py, size * 1.1, { fill: first, stroke: theme.paper, width: 0.8 });
    }
  }

  override note(): string {
    const { few, shown } = this.model;
    return [
      `● ${this.about.names[0]}  ■ ${this.about.names[1]}`,
      few.length < shown.length ? `lines of ${few.length} of ${shown.length} runs` : "",
      ...this.about.notes,
    ]
      .filter(Boolean)
      .join(" · ");
  }

  words(): string {
    const { about } = this;
    return `${about.y.label} against ${about.x.label}: points of the classes ${about.names.join(" and ")}, and the line on which each run's model gives both one half, at step ${this.model.step}. ${formulaAt(this.context, spoken)}`;
  }
}
