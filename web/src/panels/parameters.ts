/** The value of every parameter against the step, each on a strip of its own. */
import { fitted, type Scale, scale, spoken } from "../core/numbers.ts";
import type { Axis } from "../core/scene.ts";
import { type Pen, shortened } from "../draw/pen.ts";
import { Curves } from "./curves.ts";
import type { Context } from "./panel.ts";
import { beside, ticksOf } from "./plot.ts";
import { saidOf } from "./said.ts";

interface Strip {
  param: number;
  limits: [number, number];
  y: Scale;
  top: number;
  height: number;
}

const STRIPS = 6;

/** The size of their names. */
const NAMES = 12.5;

/** Numbers this much smaller than the largest are rounding. */
const ROUNDING = 1e-13;

function axisOf(limits: [number, number]): Axis {
  return { label: "", limits, log: false, names: [], whole: false };
}

function sizeOf(values: readonly number[]): number {
  return values.reduce((most, v) => (Number.isFinite(v) ? Math.max(most, Math.abs(v)) : most), 0);
}

export class Parameters extends Curves {
  private strips: Strip[] = [];
  private limits: [number, number][] = [];
  private scaled = false;
  private which: number[] = [];
  private curves: {
    run: number;
    strip: number;
    xs: Float64Array;
    ys: Float64Array;
    at: Int32Array;
  }[] = [];

  constructor(context: Context) {
    super(context);
    this.fit();
    context.model.on("settled", () => {
      this.fit();
      this.redraw();
    });
  }

  /** Ranges of what is worth showing; of many parameters, those that moved most. */
  private fit(): void {
    const { model } = this;
    const { d } = model;
    const seen = Array.from({ length: d }, (_, p): number[] => {
      const values: number[] = [];
      for (const run of model.shown) {
        const path = model.paths[run];
        const ceiling =
          path.loss[0] + (path.divergedAt >= 0 ? 1 : 8) * Math.abs(path.loss[0]) + 1e-300;
        for (let k = 0; k < path.steps.length; k++) {
          const value = path.theta[k * d + p];
          // A loss that was not recorded says nothing against its step.
          if (!(path.loss[k] > ceiling) && Number.isFinite(value)) values.push(value);
        }
      }
      for (const goal of this.goals) values.push(goal[p]);
      return values;
    });
    const sizes = seen.map(sizeOf);
    const tiny = ROUNDING * Math.max(...sizes);
    // What rounding leaves of the intercept of centred columns is no movement.
    const ranges = seen.map((values, p) => fitted(sizes[p] > tiny ? values : [0], 0.07));
    this.which = ranges.map((_, p) => p);
    if (d > STRIPS)
      this.which = this.which
        .sort((a, b) => ranges[b][1] - ranges[b][0] - ranges[a][1] + ranges[a][0])
        .slice(0, 4)
        .sort((a, b) => a - b);
    this.limits = ranges;
  }

  private get goals(): number[][] {
    const goals = this.context.scene.about.parameters?.goals ?? [];
    return this.model.d <= STRIPS ? goals : [];
  }

  override height(width: number): number {
    return Math.min(560, Math.max(260, width * 0.42, 90 * this.which.length + 60));
  }

  protected layout(): void {
    const n = this.which.length;
    const gap = 12;
    const height = (this.room(14).height - gap * (n - 1)) / n;
    const left = this.which.map((param) =>
      beside(ticksOf(axisOf(this.limits[param]), height / 34)),
    );
    this.box = this.room(14, 10, Math.max(50, ...left));
    this.scales(this.steps, { label: "", limits: [0, 1], log: false, names: [], whole: false });
    this.strips = this.which.map((param, k) => {
      const top = this.box.y + k * (height + gap);
      return {
        param,
        limits: this.limits[param],
        top,
        height,
        y: scale(this.limits[param], [top + height, top]),
      };
    });
  }

  protected base(pen: Pen): void {
    const { box, theme, model } = this;
    const right = box.x + box.width;
    const { symbols, labels } = this.context.scene.problem;
    this.scaled = labels.some((label, k) => label !== symbols[k]);
    this.curves = [];
    this.axes(
      pen,
      this.steps,
      { label: "", limits: [0, 1], log: false, names: [[-9, ""]], whole: false },
      false,
    );
    this.strips.forEach((strip, s) => {
      for (const tick of ticksOf(axisOf(strip.limits), strip.height / 34)) {
        const at = strip.y(tick.value);
        pen.line([box.x, right], [at, at], 2, { colour: theme.faint, width: 1, alpha: 0.75 });
        pen.text(box.x - 8, at, tick.text, { colour: theme.quiet, size: 11.5, align: "right" });
      }
      for (const goal of this.goals) {
        const at = strip.y(goal[strip.param]);
        if (at >= strip.top && at <= strip.top + strip.height)
          pen.line([box.x, right], [at, at], 2, {
            colour: theme.ink,
            width: 1,
            dash: [2, 3],
            alpha: 0.8,
          });
      }
      // Written upwards: one name would run into the next.
      const name = shortened(symbols[strip.param], NAMES, strip.height);
      pen.text(13, strip.top + strip.height / 2, name, {
        colour: theme.ink,
        size: NAMES,
        align: "center",
        turn: true,
      });
      pen.clip(box.x, strip.top, box.width, strip.height, () => {
        for (const run of model.shown) {
          const path = model.paths[run];
          const made = this.pixels(
            path.steps,
            (k) => path.theta[k * path.d + strip.param],
            strip.y,
          );
          this.curves.push({ run, strip: s, ...made });
          pen.line(made.xs, made.ys, made.xs.length, {
            colour: this.colour(model.entries[run].look),
            width: 1.2,
            alpha: 0.3,
          });
        }
      });
    });
  }

  protected top(pen: Pen): void {
    const { box, model } = this;
    this.now(pen);
    for (const { run, strip: s, xs, ys, at } of this.curves) {
      const strip = this.strips[s];
      const { look } = model.entries[run];
      const n = this.upTo(at, model.at(run));
      pen.clip(box.x, strip.top, box.width, strip.height, () => this.curve(pen, look, xs, ys, n));
      const [px, py] = [xs[n - 1], ys[n - 1]];
      if (py < strip.top || py > strip.top + strip.height) continue;
      this.end(pen, run, px, py, 4.5, 2.5);
    }
  }

  override note(): string {
    const { d } = this.model;
    return [
      d > STRIPS ? `the ${this.which.length} of ${d} that moved most` : "",
      this.scaled ? "of standardised columns" : "",
    ]
      .filter(Boolean)
      .join(" · ");
  }

  words(): string {
    const { model } = this;
    const { params } = this.context.scene.problem;
    const said = saidOf(model.shown, model.few, (run) => {
      const path = model.paths[run];
      const k = model.at(run);
      const values = this.which.map((p) => `${params[p]} ${spoken(path.theta[k * path.d + p])}`);
      return `${model.entries[run].label} has ${values.join(", ")}`;
    });
    return `Curves of the parameters against the step. At step ${model.step}: ${said.join("; ")}.`;
  }
}
