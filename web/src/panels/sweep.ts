/** The loss at the end against a setting: of the runs, and of the values between them, computed here. */
import { MANY } from "../core/entry.ts";
import { fitted, number, spoken } from "../core/numbers.ts";
import type { Axis, Look } from "../core/scene.ts";
import type { Pen } from "../draw/pen.ts";
import type { Context } from "./panel.ts";
import { LINE, Plot } from "./plot.ts";
import { saidOf } from "./said.ts";

interface Line {
  look: Look;
  label: string;
  values: number[];
  /** Infinite where it diverged. */
  losses: number[];
}

export class Sweep extends Plot {
  private readonly name: string;
  private lines: Line[] = [];
  private points: { run: number; value: number; loss: number }[] = [];
  private ax!: Axis;
  private ay!: Axis;
  private due = 0;

  constructor(
    context: Context,
    private readonly small = false,
  ) {
    super(context);
    this.name = context.scene.about.sweep?.name ?? "lr";
    this.gather();
    const later = () => {
      clearTimeout(this.due);
      this.due = window.setTimeout(() => {
        this.gather();
        this.redraw();
      }, 150);
    };
    // While something is moved, the paths come first.
    context.model.on("runs", later);
    context.model.on("shown", later);
  }

  override height(width: number): number {
    return this.small ? 170 : super.height(width);
  }

  private gather(): void {
    const { model, name } = this;
    this.lines = [];
    this.points = model.shown.flatMap((run) => {
      const entry = model.entries[run];
      const path = model.paths[run];
      const value = entry.hyper[name];
      if (value === undefined) return [];
      const loss = path.divergedAt >= 0 ? Infinity : path.loss[path.loss.length - 1];
      return [{ run, value, loss }];
    });
    const groups = new Map<string, number[]>();
    for (const { run } of this.points) {
      const entry = model.entries[run];
      const rest = Object.entries(entry.hyper).filter(([key]) => key !== name);
      const key = JSON.stringify([entry.name, entry.rule?.fixed, rest, entry.start]);
      groups.set(key, [...(groups.get(key) ?? []), run]);
    }
    for (const runs of groups.values()) {
      const entry = model.entries[runs[0]];
      if (runs.length < 4 && model.isLive(entry) && entry.rule && groups.size <= 8) {
        this.lines.push({
          look: entry.look,
          label: entry.name,
          ...model.sweep(entry.rule, entry, name),
        });
      } else {
        const own = this.points
          .filter((p) => runs.includes(p.run))
          .sort((a, b) => a.value - b.value);
        this.lines.push({
          look: entry.look,
          label: entry.name,
          values: own.map((p) => p.value),
          losses: own.map((p) => p.loss),
        });
      }
    }
    const values = [
      ...this.lines.flatMap((line) => line.values),
      ...this.points.map((p) => p.value),
    ];
    const losses = [
      ...this.lines.flatMap((line) => line.losses),
      ...this.points.map((p) => p.loss),
    ].filter(Number.isFinite);
    const log = (given: number[]) => {
      const low = Math.min(...given);
      return low > 0 && Math.max(...given) / low > 20;
    };
    this.ax = axisOf(name === "lr" ? "rate" : name, values, values.length > 0 && log(values));
    const starts = model.shown.map((run) => model.paths[run].loss[0]).filter(Number.isFinite);
    // What is far above the start says only "worse".
    const ceiling = Math.max(...starts, Number.NEGATIVE_INFINITY) * 10;
    const kept = losses.filter((loss) => !(loss > ceiling) || ceiling <= 0);
    this.ay = axisOf(
      this.small ? "last loss" : `loss at step ${model.steps}`,
      kept,
      kept.length > 0 && log(kept),
    );
  }

  protected layout(): void {
    this.box = this.room(12, 10, this.small ? 52 : 54, this.ay);
    this.scales(this.ax, this.ay);
  }

  protected base(pen: Pen): void {
    const { box, theme, context } = this;
    this.axes(pen, this.ax, this.ay);
    const bound = context.scene.about.sweep?.bound;
    if (bound && this.name === "lr" && bound >= this.ax.limits[0] && bound <= this.ax.limits[1]) {
      const at = this.x(bound);
      pen.line([at, at], [box.y, box.y + box.height], 2, {
        colour: theme.quiet,
        width: 1,
        dash: [3, 3],
      });
      pen.text(at + 4, box.y + 8, "2/λ", { colour: theme.quiet, size: 11 });
    }
    this.lines.forEach((line, row) => {
      const many = line.values.length > 60;
      const xs = Float64Array.from(line.values, (v) => this.x(v));
      const ys = Float64Array.from(line.losses, (v) =>
        Number.isFinite(v) ? this.y(v) : Number.NaN,
      );
      const colour = line.look.shade !== null ? theme.ink : this.colour(line.look);
      pen.clip(box.x, box.y, box.width, box.height, () => {
        pen.line(xs, ys, xs.length, {
          colour,
          width: LINE * 0.8,
          dash: this.dash(line.look, LINE),
          alpha: 0.9,
        });
      });
      // Those that diverge stand on a row above.
      line.losses.forEach((loss, k) => {
        if (loss !== Infinity || (many && k % 2)) return;
        const [px, py] = [xs[k], box.y + 6 + 8 * row];
        pen.line([px - 2.5, px + 2.5], [py - 2.5, py + 2.5], 2, { colour, width: 1.2 });
        pen.line([px - 2.5, px + 2.5], [py + 2.5, py - 2.5], 2, { colour, width: 1.2 });
      });
    });
  }

  protected top(pen: Pen): void {
    const { model, box } = this;
    const many = this.points.length > 8;
    for (const { run, value, loss } of this.points) {
      const { look } = model.entries[run];
      const px = this.x(value);
      if (loss === Infinity) {
        if (!many) this.cross(pen, px, box.y + 4, this.colour(look));
        continue;
      }
      const py = Math.max(box.y, Math.min(box.y + box.height, this.y(loss)));
      this.spot(pen, look, px, py, many ? 2.6 : run === model.chosen ? 6 : 5);
    }
  }

  override note(): string {
    const notes = this.context.scene.about.sweep?.notes ?? [];
    const crossed = this.lines.some((line) => line.losses.includes(Infinity));
    return [crossed ? "× diverges" : "", ...notes].filter(Boolean).join(" · ");
  }

  words(): string {
    const said = saidOf(this.lines, this.lines.slice(0, MANY), (line) => {
      let best = -1;
      line.losses.forEach((loss, k) => {
        if (Number.isFinite(loss) && (best < 0 || loss < line.losses[best])) best = k;
      });
      return best < 0
        ? `${line.label} diverges everywhere`
        : `${line.label} is lowest at ${number(line.values[best])}, with loss ${spoken(line.losses[best])}`;
    });
    return `The loss at step ${this.model.steps} against the ${this.ax.label}. ${said.join("; ")}.`;
  }
}

function axisOf(label: string, values: number[], log: boolean): Axis {
  const axis = { label, log, names: [], whole: false };
  if (!log) return { ...axis, limits: fitted(values) };
  const [low, high] = fitted(values.map(Math.log10));
  return { ...axis, limits: [10 ** low, 10 ** high] };
}
