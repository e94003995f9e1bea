/** The loss of every run against the step. */
import { clamp, fitted, number, spoken } from "../core/numbers.ts";
import { type Pen, widthOf } from "../draw/pen.ts";
import type { Context } from "./panel.ts";
import { Quantity } from "./quantity.ts";
import { saidOf } from "./said.ts";

interface Curve {
  run: number;
  xs: Float64Array;
  ys: Float64Array;
  at: Int32Array;
}

export class Loss extends Quantity {
  private curves: Curve[] = [];

  constructor(context: Context) {
    const { loss } = context.scene.about;
    if (!loss) throw new Error("the loss panel has no axes");
    super(context, loss.y);
    // The axis stays while something is moved, and fits itself when it is let go.
    context.model.on("settled", () => {
      this.fit();
      this.redraw();
    });
  }

  protected get positive(): boolean {
    return this.model.paths.every((path) => path.loss.every((v) => !(v < 0)));
  }

  /** Limits that show what there is, without being pressed flat by a run that blows up. */
  protected fit(): void {
    const { model } = this;
    const starts: number[] = [];
    const calm: number[] = [];
    let lowest = Infinity;
    for (const run of model.shown) {
      const path = model.paths[run];
      const losses = model.lossesOf(run);
      const first = losses[0];
      if (Number.isFinite(first)) starts.push(first);
      const least = losses.reduce((a, b) => (Number.isNaN(b) ? a : Math.min(a, b)), Infinity);
      const down = first > least ? first - least : 0.5 * Math.abs(first);
      const ceiling = first + (path.divergedAt >= 0 ? 1 : 20) * down;
      for (const loss of losses) {
        if (loss <= ceiling) calm.push(loss);
        if (loss > 0 && loss < lowest) lowest = loss;
      }
    }
    const start = Math.max(0, ...starts);
    if (this.log && this.positive && lowest < Infinity) {
      lowest = Math.max(lowest, 1e-16 * (start || 1));
      let highest = start;
      for (const run of model.shown)
        for (const loss of model.lossesOf(run))
          if (loss > highest && loss <= 1e8 * Math.max(start, lowest)) highest = loss;
      const [a, b] = fitted([Math.log10(lowest), Math.log10(Math.max(highest, lowest * 1.1))]);
      this.axis = { ...this.axis, log: true, limits: [10 ** a, 10 ** b] };
    } else {
      this.axis = { ...this.axis, log: false, limits: fitted(calm) };
    }
  }

  protected base(pen: Pen): void {
    const { box, model } = this;
    this.axes(pen, this.steps, this.axis);
    const y = (v: number) => this.heightOf(v);
    this.curves = model.shown.map((run) => {
      const { steps, loss } = model.paths[run];
      return { run, ...this.pixels(steps, (k) => loss[k], y) };
    });
    pen.clip(box.x, box.y, box.width, box.height, () => {
      if (!model.many) this.scatter(pen, y);
      for (const { run, xs, ys } of this.curves) this.faint(pen, model.entries[run].look, xs, ys);
    });
  }

  /** The loss of each batch, as dots behind the curves. */
  private scatter(pen: Pen, y: (v: number) => number): void {
    const { model } = this;
    for (const run of model.shown) {
      const { batchLoss, steps } = model.paths[run];
      if (!batchLoss) continue;
      const every = Math.ceil(steps.length / 1200);
      const fill = this.colour(model.entries[run].look);
      for (let k = 0; k < steps.length; k += every)
        if (Number.isFinite(batchLoss[k]))
          pen.circle(this.x(steps[k]), y(batchLoss[k]), 1.3, { fill, alpha: 0.35 });
    }
  }

  protected top(pen: Pen): void {
    const { box, model, theme } = this;
    pen.clip(box.x, box.y - 8, box.width + 12, box.height + 8, () => {
      this.now(pen);
      for (const { run, xs, ys, at } of this.curves)
        this.curve(pen, model.entries[run].look, xs, ys, this.upTo(at, model.at(run)));
    });
    let said = 0;
    for (const { run } of this.curves) {
      const { look } = model.entries[run];
      const path = model.paths[run];
      const k = model.at(run);
      const loss = model.lossesOf(run)[k];
      if (Number.isNaN(loss) && !model.stopped(run)) continue; // it was not recorded
      const px = this.x(path.steps[k]);
      const above = !(loss <= this.axis.limits[1]);
      const below = loss < this.axis.limits[0] || (this.axis.log && loss <= 0);
      const py = above ? box.y : below ? box.y + box.height : this.y(loss);
      this.end(pen, run, px, py, 5, 2.5);
      // Of a small picture, its caption says it.
      if (!model.stopped(run) || said >= 4 || model.many || this.context.small) continue;
      const known = above && !(Number.isNaN(loss) && model.interpolated(run));
      const text = `${model.stop(run)} at step ${path.divergedAt}${known ? `, loss ${number(loss, 2)}` : ""}`;
      const wide = widthOf(text, 11.5);
      const left = px + wide + 14 > box.x + box.width;
      // Beside the end; over it where neither side has the room.
      const at = clamp(left ? px - 10 - wide : px + 10, [2, Math.max(2, this.width - wide - 2)]);
      pen.text(at, Math.max(box.y + 9, py) + 15 * said, text, {
        colour: this.colour(look),
        size: 11.5,
        halo: theme.paper,
      });
      said++;
    }
  }

  override note(): string {
    const stopped = this.model.shown.filter((run) => this.model.stopped(run)).length;
    return stopped && this.model.many ? `${stopped} of ${this.model.shown.length} diverged` : "";
  }

  words(): string {
    const { model } = this;
    const said = saidOf(
      model.shown,
      model.few,
      (run) =>
        `${model.entries[run].label} ${model.stopped(run) ? `${this.model.stop(run)} with` : "has"} ${model.lossWords(run, spoken)}`,
    );
    return `Curves of the loss against the step${this.axis.log ? ", on a log axis" : ""}. At step ${model.step}: ${said.join("; ")}.`;
  }
}
