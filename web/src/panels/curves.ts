/** Curves against the step: what the loss, the parameters and the sharpness panel share. */
import type { Axis, Look } from "../core/scene.ts";
import { type Pen, reached } from "../draw/pen.ts";
import { follow } from "../pointer.ts";
import type { Context } from "./panel.ts";
import { Plot } from "./plot.ts";

export abstract class Curves extends Plot {
  constructor(context: Context) {
    super(context);
    this.element.classList.add("scrubs");
    // The step follows the pointer: one point, one line, one loss, everywhere.
    this.element.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      const frame = this.element.getBoundingClientRect();
      const px = event.clientX - frame.left;
      if (px < this.box.x - 12) return;
      event.preventDefault();
      const { model } = this;
      model.playing = false;
      model.tell("playing");
      const go = (e: PointerEvent) => model.go(this.x.invert(e.clientX - frame.left));
      follow(this.element, event, go, () => {}, true);
    });
  }

  protected get steps(): Axis {
    const { steps } = this.model;
    return {
      label: "step",
      limits: [-0.015 * steps, 1.02 * steps],
      log: false,
      names: [],
      whole: true,
    };
  }

  /** A curve in pixels, at most about two points a pixel, extremes kept. */
  protected pixels(
    steps: ArrayLike<number>,
    value: (k: number) => number,
    y: (v: number) => number,
  ): { xs: Float64Array; ys: Float64Array; at: Int32Array } {
    const n = steps.length;
    const kept: number[] = [];
    if (n <= 2400) for (let k = 0; k < n; k++) kept.push(k);
    else {
      const size = Math.ceil(n / 1000);
      for (let first = 0; first < n; first += size) {
        let [low, high] = [first, first];
        for (let k = first; k < Math.min(n, first + size); k++) {
          if (value(k) < value(low)) low = k;
          if (value(k) > value(high)) high = k;
        }
        for (const k of [...new Set([first, Math.min(low, high), Math.max(low, high)])].sort(
          (a, b) => a - b,
        ))
          kept.push(k);
      }
      kept.push(n - 1);
    }
    const xs = Float64Array.from(kept, (k) => this.x(steps[k]));
    const ys = Float64Array.from(kept, (k) => reached(y(value(k))));
    return { xs, ys, at: Int32Array.from(kept) };
  }

  /** How many of the kept points come up to an index. */
  protected upTo(at: Int32Array, index: number): number {
    let [low, high] = [0, at.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (at[middle] <= index) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  protected curve(pen: Pen, look: Look, xs: Float64Array, ys: Float64Array, n: number): void {
    this.walked(pen, look, xs, ys, n, 1.1);
  }

  /** The step as a line from above to below. */
  protected now(pen: Pen): void {
    const at = this.x(this.model.step);
    const { box } = this;
    pen.line([at, at], [box.y, box.y + box.height], 2, {
      colour: this.theme.quiet,
      width: 1,
      alpha: 0.7,
    });
  }
}
