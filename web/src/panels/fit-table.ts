/** Predicted against observed, for models of many inputs. */
import { number } from "../core/numbers.ts";
import { Predictor, thetaAt } from "../core/predict.ts";
import type { FitData } from "../core/scene.ts";
import type { Pen } from "../draw/pen.ts";
import { type About, fitOf } from "./fitted.ts";
import type { Context } from "./panel.ts";
import { Plot } from "./plot.ts";

export class TableFit extends Plot {
  private readonly predictor: Predictor;
  private readonly fit: FitData;

  constructor(
    context: Context,
    private readonly about: About<"table">,
  ) {
    super(context);
    const { fit, problem } = fitOf(context);
    this.fit = fit;
    this.predictor = new Predictor(fit, problem.params.length, about.inputs, about.observed.length);
  }

  protected layout(): void {
    this.box = this.room(14, 10, 50, this.about.y);
    this.scales(this.about.x, this.about.y);
  }

  protected base(pen: Pen): void {
    const { about, theme } = this;
    this.axes(pen, about.x, about.y);
    if (about.classes.length) {
      const at = this.x(0);
      pen.line([at, at], [this.box.y, this.box.y + this.box.height], 2, {
        colour: theme.ink,
        width: 1,
        dash: [3, 3],
      });
    } else {
      const [low, high] = about.x.limits;
      pen.line([this.x(low), this.x(high)], [this.y(low), this.y(high)], 2, {
        colour: theme.ink,
        width: 1,
        dash: [3, 3],
      });
    }
  }

  protected top(pen: Pen): void {
    const { about, box, model, theme } = this;
    const run = model.focus;
    if (run === undefined) return;
    const predicted = this.predictor.at(thetaAt(model.paths[run], model.at(run)));
    const fill = this.colour(model.entries[run].look);
    const sure = 10 ** -9;
    pen.clip(box.x, box.y, box.width, box.height, () => {
      for (let i = 0; i < predicted.length; i++) {
        if (!Number.isFinite(predicted[i])) continue;
        let [px, py] = [this.x(about.observed[i]), this.y(predicted[i])];
        if (about.classes.length) {
          const p = Math.max(sure, Math.min(1 - sure, predicted[i]));
          // Rows of one class lie beside each other, not on each other; the same way each time.
          const beside = (((i * 0.6180339887) % 1) - 0.5) * 0.7;
          px = this.x(Math.log10(p) - Math.log10(1 - p));
          py = this.y(about.observed[i] + beside);
        }
        pen.circle(px, py, 2.8, { fill, stroke: theme.paper, width: 0.6, alpha: 0.75 });
      }
    });
  }

  override note(): string {
    const { model } = this;
    const run = model.focus;
    const whose = run !== undefined && model.entries.length > 1 ? model.entries[run].label : "";
    return [whose, this.right, ...this.about.notes].filter(Boolean).join(" · ");
  }

  private get right(): string {
    const { about, model } = this;
    const run = model.focus;
    if (run === undefined) return "";
    const predicted = this.predictor.at(thetaAt(model.paths[run], model.at(run)));
    if (about.classes.length) {
      let right = 0;
      for (let i = 0; i < predicted.length; i++)
        if (predicted[i] > 0.5 === about.observed[i] > 0.5) right++;
      return `${right} of ${predicted.length} rows right`;
    }
    const mean = about.observed.reduce((a, b) => a + b, 0) / predicted.length;
    let [left, all] = [0, 0];
    for (let i = 0; i < predicted.length; i++) {
      left += (about.observed[i] - predicted[i]) ** 2;
      all += (about.observed[i] - mean) ** 2;
    }
    return all > 0 ? `R² ${number(1 - left / all)}` : "";
  }

  words(): string {
    return `What the model predicts for each of ${this.about.observed.length} rows, against what was observed, at step ${this.model.step}: ${this.right}. The target is ${this.fit.target}.`;
  }
}

/** Where there is no WebGL: what the model predicts against what was observed. */
export class FlatPlane extends TableFit {
  override note(): string {
    return `predicted against observed: this browser has no WebGL · ${super.note()}`;
  }
}
