/** The loss along one parameter, with the runs as points on the curve. Its start can be dragged. */
import { type Grid, gridOf } from "../core/ground.ts";
import { clamp, number, spoken } from "../core/numbers.ts";
import type { ProfileAbout } from "../core/scene.ts";
import { namedMarks, namedSaid, namedWords, type Placed } from "../draw/named.ts";
import { type Pen, reached } from "../draw/pen.ts";
import { Words } from "../draw/words.ts";
import type { Context } from "./panel.ts";
import { LINE, Plot } from "./plot.ts";
import { saidOf } from "./said.ts";
import { StartHandle } from "./start.ts";

export class Profile extends Plot {
  private readonly about: ProfileAbout;
  private readonly grid: Grid;
  private readonly handle: StartHandle | null;

  constructor(context: Context) {
    super(context);
    const { about, problem } = context.scene;
    if (!about.profile) throw new Error("the profile panel has no ground");
    this.about = about.profile;
    this.grid = gridOf(this.about.ground, context.model.computed);
    const [axis] = this.about.ground.axes;
    const [low, high] = this.about.x.limits;
    // On the curve: only the parameter can be chosen, the loss follows.
    this.handle =
      context.model.live && axis >= 0 && problem.params.length === 1
        ? new StartHandle(context, [axis], {
            toPixel: (x) => [this.x(x), this.y(this.lossAt(x))],
            toData: (px) => [clamp(this.x.invert(px), this.about.x.limits), 0],
            step: () => [(high - low) / 50, 0],
          })
        : null;
    if (this.handle) {
      this.element.append(this.handle.element);
      this.element.addEventListener("pointerdown", (event) => {
        if (event.button !== 0 || event.target instanceof HTMLButtonElement) return;
        this.handle?.take(event, true);
      });
    }
  }

  private lossAt(x: number): number {
    const { xs, loss } = this.grid;
    const place = ((x - xs[0]) / (xs[xs.length - 1] - xs[0])) * (xs.length - 1);
    const k = Math.max(0, Math.min(xs.length - 2, Math.floor(place)));
    return clamp(loss[k] + (place - k) * (loss[k + 1] - loss[k]), this.about.y.limits);
  }

  protected layout(): void {
    this.box = this.room(14, 10, 50, this.about.y);
    this.scales(this.about.x, this.about.y);
    this.handle?.place();
  }

  protected base(pen: Pen): void {
    const { about, box, theme, grid } = this;
    this.axes(pen, about.x, about.y);
    pen.clip(box.x, box.y, box.width, box.height, () => {
      const dx = box.width / grid.xs.length;
      grid.bad.forEach((bad, k) => {
        if (bad)
          pen.rect(this.x(grid.xs[k]) - dx / 2, box.y, dx + 0.5, box.height, {
            fill: theme.faint,
            alpha: 0.6,
          });
      });
      const xs = Float64Array.from(grid.xs, (v) => this.x(v));
      const ys = Float64Array.from(grid.loss, (v) => this.y(v));
      pen.line(xs, ys, xs.length, { colour: theme.isoline, width: 2 });
    });
    for (const [x, y] of about.minima) {
      const [px, py] = [this.x(x), this.y(y)];
      pen.line([px - 7, px + 7], [py, py], 2, { colour: theme.ink, width: 1.8 });
      pen.line([px, px], [py - 7, py + 7], 2, { colour: theme.ink, width: 1.8 });
    }
    namedMarks(pen, theme, this.named);
  }

  /** At the edge where the loss is not finite, and the name says so. */
  private get named(): Placed[] {
    const [low] = this.about.y.limits;
    return (this.about.named ?? []).map(({ text, at: [x, y] }) =>
      Number.isFinite(y)
        ? { text, x: this.x(x), y: this.y(y) }
        : { text: `${text}: loss not finite`, x: this.x(x), y: this.y(low) },
    );
  }

  protected top(pen: Pen): void {
    if (this.about.ground.axes[0] >= 0) this.runs(pen);
    const words = new Words(this.box);
    words.spare(
      this.grid.xs.map((x) => this.x(x)),
      this.grid.loss.map((loss) => this.y(loss)),
    );
    namedWords(pen, this.theme, this.named, words);
  }

  private runs(pen: Pen): void {
    const { about, box, model } = this;
    const [axis] = about.ground.axes;
    pen.clip(box.x - 8, box.y - 8, box.width + 16, box.height + 16, () => {
      for (const run of model.shown) {
        const path = model.paths[run];
        const { look } = model.entries[run];
        const k = model.at(run);
        const xs = new Float64Array(k + 1);
        const ys = new Float64Array(k + 1);
        for (let i = 0; i <= k; i++) {
          xs[i] = reached(this.x(path.theta[i * path.d + axis]));
          ys[i] = reached(this.y(path.loss[i]));
        }
        pen.line(xs, ys, k + 1, {
          colour: this.colour(look),
          width: LINE * 0.7,
          dash: this.dash(look, LINE),
          alpha: 0.85,
        });
        if (!model.many && k < 400)
          for (let i = 0; i <= k; i++) pen.circle(xs[i], ys[i], 2.2, { fill: this.colour(look) });
        const px = clamp(xs[k], [box.x, box.x + box.width]);
        const py = clamp(ys[k], [box.y, box.y + box.height]);
        this.end(pen, run, px, py, 6, 6);
      }
    });
  }

  override note(): string {
    const outside = this.model.shown.filter((run) => {
      const path = this.model.paths[run];
      const value = path.theta[this.model.at(run) * path.d + this.about.ground.axes[0]];
      const [low, high] = this.about.x.limits;
      return value < low || value > high;
    });
    const said = outside
      .slice(0, 2)
      .map(
        (run) =>
          `${this.model.entries[run].name} outside the view, loss ${number(this.model.lossAt(run), 2)}`,
      );
    return [this.about.title, ...(this.about.notes ?? []), ...said].filter(Boolean).join(" · ");
  }

  words(): string {
    const { about, model } = this;
    const said = saidOf(model.shown, model.few, (run) => {
      const path = model.paths[run];
      const k = model.at(run);
      return `${model.entries[run].label} at ${spoken(path.theta[k * path.d + about.ground.axes[0]])}, loss ${spoken(path.loss[k])}`;
    });
    const at = said.length ? [`At step ${model.step}: ${said.join("; ")}.`] : [];
    const curve = `The loss along ${about.x.label} as a curve.`;
    return [curve, ...namedSaid(about.named), ...at].join(" ");
  }
}
