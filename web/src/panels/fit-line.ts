/** A curve through the points of one input, with its residuals. */
import { spoken } from "../core/numbers.ts";
import { Predictor, thetaAt } from "../core/predict.ts";
import type { FitData } from "../core/scene.ts";
import { type Pen, reached } from "../draw/pen.ts";
import { type About, evenly, fitOf, formulaAt, RESIDUALS } from "./fitted.ts";
import type { Context } from "./panel.ts";
import { LINE, Plot } from "./plot.ts";
import { toggle } from "./toggle.ts";

/** Up to as many residuals are drawn as squares. */
const SQUARES = 80;

export class LineFit extends Plot {
  private readonly fit: FitData;
  private readonly grid: Float64Array;
  private readonly curve: Predictor;
  private readonly rows: Predictor;
  private squares = false;

  constructor(
    context: Context,
    private readonly about: About<"line">,
  ) {
    super(context);
    const { fit, problem } = fitOf(context);
    this.fit = fit;
    this.grid = evenly(about.x.limits, 201);
    this.curve = new Predictor(fit, problem.params.length, [this.grid], this.grid.length);
    this.rows = new Predictor(
      fit,
      problem.params.length,
      [about.points[0]],
      about.points[0].length,
    );
  }

  private get few(): boolean {
    return this.about.points[0].length <= RESIDUALS;
  }

  protected layout(): void {
    this.box = this.room(14, 10, 50, this.about.y);
    this.scales(this.about.x, this.about.y);
  }

  protected base(pen: Pen): void {
    const { about, theme } = this;
    this.axes(pen, about.x, about.y);
    const [xs, ys] = about.points;
    const size = xs.length > 2000 ? 1.6 : xs.length > 200 ? 2.4 : 3.4;
    for (let i = 0; i < xs.length; i++)
      pen.circle(this.x(xs[i]), this.y(ys[i]), size, {
        fill: theme.points,
        stroke: theme.paper,
        width: 0.8,
        alpha: xs.length > 200 ? 0.6 : 0.9,
      });
  }

  protected top(pen: Pen): void {
    const { about, box, model, theme } = this;
    pen.clip(box.x, box.y, box.width, box.height, () => {
      const { focus } = model;
      if (focus !== undefined && this.few && !about.y.names.length) this.residuals(pen, focus);
      const many = model.many;
      const px = Float64Array.from(this.grid, (v) => this.x(v));
      for (const run of model.shown) {
        const { look } = model.entries[run];
        const predicted = this.curve.at(thetaAt(model.paths[run], model.at(run)));
        const py = Float64Array.from(predicted, (v) => reached(this.y(v)));
        const width = many ? 1 : LINE + (run === model.chosen ? 0.6 : 0);
        if (!many)
          pen.line(px, py, px.length, { colour: theme.paper, width: width * 2, alpha: 0.75 });
        pen.line(px, py, px.length, {
          colour: this.colour(look),
          width,
          dash: this.dash(look, width),
        });
      }
    });
  }

  /** From each point to the model of a run, as lines; the squares on them as well, if they are wanted. */
  private residuals(pen: Pen, run: number): void {
    const { model } = this;
    const [xs, ys] = this.about.points;
    const predicted = this.rows.at(thetaAt(model.paths[run], model.at(run)));
    const colour = this.colour(model.entries[run].look);
    const squares = this.squares && xs.length <= SQUARES;
    for (let i = 0; i < xs.length; i++) {
      const [px, a, b] = [this.x(xs[i]), this.y(ys[i]), this.y(predicted[i])];
      if (!Number.isFinite(b)) continue;
      const [top, side] = [Math.min(a, b), Math.abs(b - a)];
      if (squares) {
        pen.rect(px, top, side, side, { fill: colour, alpha: 0.13 });
        pen.rect(px, top, side, side, { stroke: colour, width: 0.8, alpha: 0.5 });
      }
      pen.line([px, px], [a, b], 2, { colour, width: 1, alpha: 0.7 });
    }
  }

  override note(): string {
    return [formulaAt(this.context), ...this.about.notes].filter(Boolean).join(" · ");
  }

  tools(): HTMLElement[] {
    if (!this.few || this.about.points[0].length > SQUARES || !this.fit.squares) return [];
    return [
      toggle(
        "squares",
        this.squares,
        "Each residual as a square: the loss is their mean area",
        (on) => {
          this.squares = on;
          this.step();
        },
      ),
    ];
  }

  words(): string {
    const { about } = this;
    return `${about.y.label} against ${about.x.label}: ${about.points[0].length} points, and the model of each run at step ${this.model.step}. ${formulaAt(this.context, spoken)}`;
  }
}
