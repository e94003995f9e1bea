/** The largest eigenvalue of the Hessian against the step, and the limits up to which runs are stable. */
import { sharpnessAt, stableLimit } from "../core/curvature.ts";
import { fitted, number, spoken } from "../core/numbers.ts";
import type { Look } from "../core/scene.ts";
import { type Pen, widthOf } from "../draw/pen.ts";
import { around, Words } from "../draw/words.ts";
import type { Context } from "./panel.ts";
import { Quantity } from "./quantity.ts";
import { saidOf } from "./said.ts";

interface Curve {
  run: number;
  steps: number[];
  values: number[];
  limit: number | null;
}

/** Hessians of one run that are computed here. */
const POINTS = 160;

/** Elements that all of them may take together: a tenth of a second. */
const MOST_WORK = 20_000_000;

/** Of up to as many parameters. */
const MOST_PARAMETERS = 12;

/** A limit that would make a linear axis longer than this many times the curves is told in words. */
const FAR = 4;

/** Of more limits, the note says how they are worked out; beside the lines there is no room. */
const MOST_TOLD = 3;

const DOTS = [1.5, 4.5];

export class Sharpness extends Quantity {
  private curves: Curve[] = [];
  private unknown = 0;
  private due = 0;

  constructor(context: Context) {
    const { sharpness } = context.scene.about;
    if (!sharpness) throw new Error("the sharpness panel has no axes");
    super(context, sharpness.y);
    this.gather();
    const later = () => {
      clearTimeout(this.due);
      this.due = window.setTimeout(() => {
        this.gather();
        this.fit();
        this.redraw();
      }, 60);
    };
    // While something is moved, the paths come first.
    context.model.on("runs", later);
    context.model.on("shown", later);
  }

  /** What Python computed, of runs as they were; of others, what is computed here. */
  private gather(): void {
    const { model } = this;
    const about = this.context.scene.about.sharpness;
    if (!about) return;
    this.unknown = 0;
    this.curves = model.shown.flatMap((run) => {
      const entry = model.entries[run];
      if (entry.original && entry.recorded >= 0) {
        const n = about.steps.length;
        const own = about.values.subarray(entry.recorded * n, (entry.recorded + 1) * n);
        const known = Array.from(own.keys()).filter((k) => Number.isFinite(own[k]));
        return [
          {
            run,
            steps: known.map((k) => about.steps[k]),
            values: known.map((k) => own[k]),
            limit: about.limits[entry.recorded],
          },
        ];
      }
      const found = this.computed(run);
      if (!found) this.unknown++;
      return found ? [found] : [];
    });
  }

  private computed(run: number): Curve | null {
    const { model } = this;
    const problem = model.computed;
    const { d } = model;
    if (!problem || d > MOST_PARAMETERS) return null;
    const path = model.paths[run];
    const end = path.divergedAt >= 0 ? path.divergedAt : Infinity;
    const alive = Array.from(path.steps.keys()).filter((k) => path.steps[k] < end);
    const most = MOST_WORK / Math.max(1, problem.cost * 2 * d * model.shown.length);
    const stride = Math.max(1, Math.ceil(alive.length / Math.max(4, Math.min(POINTS, most))));
    const kept = alive.filter((_, i) => i % stride === 0 || i === alive.length - 1);
    const theta = new Float64Array(kept.length * d);
    kept.forEach((k, i) => {
      theta.set(path.theta.subarray(k * d, (k + 1) * d), i * d);
    });
    const values = sharpnessAt(problem, theta);
    const finite = kept.map((_, i) => i).filter((i) => Number.isFinite(values[i]));
    return {
      run,
      steps: finite.map((i) => path.steps[kept[i]]),
      values: finite.map((i) => values[i]),
      limit: stableLimit(model.entries[run]),
    };
  }

  private get limits(): { at: number; look: Look }[] {
    const found = new Map<number, Look>();
    for (const { run, limit } of this.curves)
      if (limit !== null && !found.has(limit)) found.set(limit, this.model.entries[run].look);
    return found.size > 8 ? [] : [...found].map(([at, look]) => ({ at, look }));
  }

  protected get positive(): boolean {
    return this.curves.every(({ values }) => values.every((v) => v > 0));
  }

  protected fit(): void {
    const values = this.curves.flatMap((curve) => curve.values);
    const limits = this.limits.map(({ at }) => at);
    if (this.log && this.positive && values.length) {
      const [a, b] = fitted([...values, ...limits.filter((v) => v > 0)].map(Math.log10), 0.08);
      this.axis = { ...this.axis, log: true, limits: [10 ** a, 10 ** b] };
      return;
    }
    const high = Math.max(...values);
    const low = Math.min(...values);
    const reach = FAR * Math.max(high - low, 0.25 * Math.abs(high));
    const near = limits.filter((v) => v >= low - reach && v <= high + reach);
    this.axis = {
      ...this.axis,
      log: false,
      limits: fitted(values.length ? [...values, ...near] : limits, 0.08),
    };
  }

  private drawn(curve: Curve): { xs: Float64Array; ys: Float64Array; at: Int32Array } {
    return this.pixels(
      curve.steps,
      (k) => curve.values[k],
      (v) => this.heightOf(v),
    );
  }

  protected base(pen: Pen): void {
    const { box, model, theme } = this;
    this.axes(pen, this.steps, this.axis);
    const right = box.x + box.width;
    const { limits } = this;
    pen.clip(box.x, box.y, box.width, box.height, () => {
      for (const { at, look } of limits) {
        if (this.axis.log && at <= 0) continue;
        const py = this.y(at);
        pen.line([box.x, right], [py, py], 2, {
          colour: limits.length > 1 ? this.colour(look) : theme.ink,
          width: 1.4,
          dash: DOTS,
        });
      }
      for (const curve of this.curves) {
        const { xs, ys } = this.drawn(curve);
        this.faint(pen, model.entries[curve.run].look, xs, ys);
      }
    });
  }

  /** What the limits are, each beside its line: over no other one's words, and over no line where there is room. */
  private told(pen: Pen): void {
    const { box, limits, theme } = this;
    if (limits.length > MOST_TOLD) return;
    const words = new Words(box);
    for (const curve of this.curves) {
      const { xs, ys } = this.drawn(curve);
      words.spare(xs, ys);
    }
    for (const { at } of limits) words.spare([box.x, box.x + box.width], [this.y(at), this.y(at)]);
    for (const { at, look } of limits) {
      const py = this.y(at);
      if (!(py >= box.y && py <= box.y + box.height)) continue;
      const text = `stable up to ${number(at)}`;
      const width = widthOf(text, 11.5) + 4;
      const right = box.x + box.width - 16;
      // From the right, where runs end up.
      const places = [];
      for (let x = right - width / 2; x >= box.x + width / 2; x -= width / 2)
        for (const y of [py - 9, py + 10]) places.push(around(x, y, width, 14));
      const place = words.place(places);
      pen.text(place.x + 2, place.y + 7, text, {
        colour: limits.length > 1 ? this.colour(look) : theme.ink,
        size: 11.5,
        halo: theme.paper,
      });
    }
  }

  /** How the limits are worked out. */
  private get limitWords(): string {
    const { entries } = this.model;
    const own = this.curves.filter(({ limit }) => limit !== null).map(({ run }) => entries[run]);
    if (!own.length) return "";
    if (own.some(({ hyper, rule }) => hyper.weight_decay || rule?.switches.nesterov))
      return "dotted: limit of stability";
    const momentum = own.some(({ hyper }) => hyper.momentum);
    return `dotted: limit of stability, ${momentum ? "(2 + 2m)/lr" : "2/lr"}`;
  }

  protected top(pen: Pen): void {
    const { box, model } = this;
    pen.clip(box.x, box.y - 8, box.width + 12, box.height + 8, () => {
      this.now(pen);
      for (const curve of this.curves) {
        const k = this.last(curve);
        if (k < 0) continue;
        const { xs, ys, at } = this.drawn(curve);
        this.curve(pen, model.entries[curve.run].look, xs, ys, this.upTo(at, k));
      }
    });
    for (const curve of this.curves) {
      const k = this.last(curve);
      if (k < 0) continue;
      const py = Math.max(box.y, Math.min(box.y + box.height, this.y(curve.values[k])));
      this.end(pen, curve.run, this.x(curve.steps[k]), py, 5, 2.5);
    }
    this.told(pen);
  }

  /** The last value that is known by the step shown; -1 before the first. */
  private last(curve: Curve): number {
    let k = curve.steps.length - 1;
    while (k >= 0 && curve.steps[k] > this.model.step) k--;
    return k;
  }

  override note(): string {
    const outside = this.limits.map(({ at }) => at).filter((at) => !(at <= this.axis.limits[1]));
    return [
      this.limits.length > outside.length ? this.limitWords : "",
      outside.length ? `stable up to ${number(Math.min(...outside))}, above the view` : "",
      this.unknown ? "not computed here for changed runs" : "",
    ]
      .filter(Boolean)
      .join(" · ");
  }

  words(): string {
    const { few } = this.model;
    const named = this.curves.filter(({ run }) => few.includes(run));
    const said = saidOf(this.curves, named, (curve) => {
      const k = this.last(curve);
      if (k < 0) return null;
      const stable = curve.limit === null ? "" : `, stable up to ${spoken(curve.limit)}`;
      return `${this.model.entries[curve.run].label} has ${spoken(curve.values[k])}${stable}`;
    });
    return `Curves of the sharpness, the largest eigenvalue of the Hessian, against the step${this.axis.log ? ", on a log axis" : ""}. At step ${this.model.step}: ${said.join("; ")}.`;
  }
}
