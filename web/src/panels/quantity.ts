/** Curves of one quantity against the step, on an axis that may be logarithmic. */
import type { Axis, Look } from "../core/scene.ts";
import type { Pen } from "../draw/pen.ts";
import { Curves } from "./curves.ts";
import type { Context } from "./panel.ts";
import { toggle } from "./toggle.ts";

export abstract class Quantity extends Curves {
  protected log: boolean;

  constructor(
    context: Context,
    protected axis: Axis,
  ) {
    super(context);
    this.log = axis.log;
  }

  /** Whether all values have a place on a log axis. */
  protected abstract get positive(): boolean;

  /** Limits that show what there is. */
  protected abstract fit(): void;

  protected layout(): void {
    this.box = this.room(14, 10, 50, this.axis);
    this.scales(this.steps, this.axis);
  }

  /** Zero has no place on a log axis: it lies below everything. */
  protected heightOf(value: number): number {
    const { box } = this;
    return this.axis.log && value <= 0 ? box.y + box.height + 40 : this.y(value);
  }

  /** A whole curve, which shows faintly where it goes after the step. */
  protected faint(pen: Pen, look: Look, xs: Float64Array, ys: Float64Array): void {
    const many = this.model.entries.length > 8;
    pen.line(xs, ys, xs.length, { colour: this.colour(look), width: many ? 0.8 : 1.2, alpha: 0.3 });
  }

  /** The end of a run's curve at the step: its mark, or a cross where it has diverged. */
  protected end(pen: Pen, run: number, x: number, y: number): void {
    const { entries } = this.model;
    const { look } = entries[run];
    if (this.model.stopped(run)) this.cross(pen, x, y, this.colour(look));
    else this.spot(pen, look, x, y, entries.length > 8 ? 2.5 : 5);
  }

  tools(): HTMLElement[] {
    if (!this.positive) return [];
    return [
      toggle("log", this.log, "Equal factors have equal heights", (on) => {
        this.log = on;
        this.fit();
        this.redraw();
      }),
    ];
  }
}
