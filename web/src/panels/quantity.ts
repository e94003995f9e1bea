/** Curves of one quantity against the step, on an axis that may be logarithmic. */
import type { Axis } from "../core/scene.ts";
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
