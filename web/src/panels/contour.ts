/** The loss over two parameters from above, with the paths on it. Its start can be dragged. */
import { type Grid, gridOf, lookUp } from "../core/ground.ts";
import { clamp, number, spoken } from "../core/numbers.ts";
import type { MapAbout } from "../core/scene.ts";
import { arrow } from "../draw/arrow.ts";
import { plus, ramp } from "../draw/marks.ts";
import { namedMarks, namedSaid, namedWords, type Placed } from "../draw/named.ts";
import { type Pen, reached, widthOf } from "../draw/pen.ts";
import { type Box, Words } from "../draw/words.ts";
import { Batch } from "./batch.ts";
import { drawExits, type Exit, exitOf, inside } from "./exits.ts";
import type { Context } from "./panel.ts";
import { beside, Plot, ticksOf } from "./plot.ts";
import { contoursOf } from "./rings.ts";
import { saidOf } from "./said.ts";
import { StartHandle } from "./start.ts";
import { toggle } from "./toggle.ts";

/** The size of the numbers beside the colours. */
const LOSSES = 11;

export class Contour extends Plot {
  private grid: Grid;
  private bands: { value: number; rings: number[][][] }[] | null = null;
  private readonly about: MapAbout;
  private readonly handle: StartHandle | null;
  private readonly readout = document.createElement("output");
  private readonly batch: Batch;
  private showBatch = false;

  /** Of the surface's ground where that cannot be drawn in space. */
  constructor(context: Context, about: MapAbout | undefined = context.scene.about.contour) {
    super(context);
    if (!about) throw new Error("the contour panel has no ground");
    this.about = about;
    this.batch = new Batch(context.model, about);
    this.grid = gridOf(this.about.ground, context.model.computed);
    this.readout.className = "readout";
    this.element.append(this.readout);
    const { axes } = this.about.ground;
    const movable = context.model.live && axes.every((axis) => axis >= 0);
    this.handle = movable
      ? new StartHandle(context, axes, {
          toPixel: (x, y) => [this.x(x), this.y(y)],
          toData: (px, py) => [
            clamp(this.x.invert(px), this.about.x.limits),
            clamp(this.y.invert(py), this.about.y.limits),
          ],
          step: () => [
            (this.about.x.limits[1] - this.about.x.limits[0]) / 50,
            (this.about.y.limits[1] - this.about.y.limits[0]) / 50,
          ],
        })
      : null;
    if (this.handle) this.element.append(this.handle.element);
    this.listen();
  }

  private listen(): void {
    const within = (event: PointerEvent): [number, number] | null => {
      const frame = this.element.getBoundingClientRect();
      const [px, py] = [event.clientX - frame.left, event.clientY - frame.top];
      return inside(this.box, px, py) ? [px, py] : null;
    };
    this.element.addEventListener("pointermove", (event) => {
      const at = within(event);
      if (!at) {
        this.readout.textContent = "";
        return;
      }
      const [x, y] = [this.x.invert(at[0]), this.y.invert(at[1])];
      const loss = lookUp(this.grid, x, y);
      const { symbols } = this.context.scene.problem;
      const [i, j] = this.about.ground.axes;
      this.readout.textContent = `${symbols[i] ?? "α"} ${number(x)}  ${symbols[j] ?? "β"} ${number(y)}  loss ${number(loss)}`;
    });
    this.element.addEventListener("pointerleave", () => {
      this.readout.textContent = "";
    });
    this.element.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || event.target instanceof HTMLButtonElement) return;
      const at = within(event);
      if (at) this.handle?.take(event, true);
    });
  }

  override height(width: number): number {
    const { about } = this;
    const [x, y] = [about.x.limits, about.y.limits];
    const ratio = about.equal ? (x[1] - x[0]) / (y[1] - y[0]) : 1.2;
    const room = this.context.small ? 62 : 116;
    return Math.max(this.context.small ? 150 : 260, Math.min(560, (width - room) / ratio + 52));
  }

  protected layout(): void {
    const { about } = this;
    let room = this.place(50);
    // How long the numbers are is known once it is known how high the box is.
    const left = beside(ticksOf(about.y, room.height / 44));
    if (room.x < left) room = this.place(left);
    this.box = room;
    this.scales(about.x, about.y);
    this.handle?.place();
  }

  /** The box in the middle of its room, with equal units where that is asked for. */
  private place(left: number): Box {
    const { about } = this;
    const losses = about.levels.ticks.map(([, text]) => widthOf(text, LOSSES));
    const room = this.context.small
      ? this.room(12, 10, left)
      : this.room(Math.max(66, 32 + Math.ceil(Math.max(0, ...losses))), 20, left);
    if (!about.equal) return room;
    const [x, y] = [about.x.limits, about.y.limits];
    const ratio = (x[1] - x[0]) / (y[1] - y[0]);
    const width = Math.min(room.width, room.height * ratio);
    const height = width / ratio;
    return {
      x: room.x + (room.width - width) / 2,
      y: room.y + (room.height - height) / 2,
      width,
      height,
    };
  }

  /** Rings in data units, once: they are the same at every size. */
  private areas(): { value: number; rings: number[][][] }[] {
    if (this.bands) return this.bands;
    const { grid, about } = this;
    const values = about.levels.values;
    this.bands = contoursOf(grid, values).map((rings, k) => ({ value: values[k], rings }));
    return this.bands;
  }

  protected base(pen: Pen): void {
    const { box, theme, about } = this;
    const { levels } = about;
    const count = levels.values.length - (levels.above ? 0 : 1);
    const colour = (k: number) => ramp(theme.ramp, k / Math.max(1, count - 1));
    pen.clip(box.x, box.y, box.width, box.height, () => {
      pen.rect(box.x, box.y, box.width, box.height, { fill: colour(0) });
      this.areas().forEach(({ rings }, k) => {
        if (k >= count) return;
        const placed = rings.map((ring) => ring.map(([x, y]) => [this.x(x), this.y(y)]));
        if (!placed.length) return;
        pen.rings(placed, {
          fill: colour(k),
          ...(k ? { stroke: theme.isoline, width: 0.8 } : {}),
        });
      });
      this.missing(pen);
      if (this.about.gradient) this.gradients(pen);
      this.futures(pen);
    });
    for (const [x, y] of about.minima) plus(pen, theme, this.x(x), this.y(y), 7.5);
    this.axes(pen, about.x, about.y, false);
    pen.rect(box.x, box.y, box.width, box.height, { stroke: theme.faint, width: 1 });
    if (!this.context.small) this.bar(pen, colour, count);
  }

  /** Hatched where the loss is not finite. */
  private missing(pen: Pen): void {
    const { grid, theme } = this;
    if (!grid.bad.includes(1)) return;
    const nx = grid.xs.length;
    const dx = Math.abs(this.x(grid.xs[1]) - this.x(grid.xs[0]));
    const dy = Math.abs(this.y(grid.ys[1]) - this.y(grid.ys[0]));
    for (let j = 0; j < grid.ys.length; j++)
      for (let i = 0; i < nx; i++) {
        if (!grid.bad[j * nx + i]) continue;
        const [x, y] = [this.x(grid.xs[i]) - dx / 2, this.y(grid.ys[j]) - dy / 2];
        pen.rect(x, y, dx + 0.5, dy + 0.5, { fill: theme.faint });
        if ((i + j) % 3 === 0)
          pen.line([x, x + dx], [y + dy, y], 2, { colour: theme.quiet, width: 0.7 });
      }
  }

  /** Arrows of descent, all of one length: their direction is what they say. */
  private gradients(pen: Pen): void {
    const { computed } = this.model;
    const { ground } = this.about;
    if (!computed) return;
    const across = Math.max(6, Math.round(this.box.width / 38));
    const up = Math.max(5, Math.round(this.box.height / 38));
    const n = across * up;
    const theta = new Float64Array(computed.d * n);
    const [a, b] = ground.axes;
    const places: [number, number][] = [];
    for (let k = 0; k < computed.d; k++) theta.fill(ground.origin[k], k * n, (k + 1) * n);
    for (let j = 0, at = 0; j < up; j++)
      for (let i = 0; i < across; i++, at++) {
        const px = this.box.x + ((i + 0.5) / across) * this.box.width;
        const py = this.box.y + ((j + 0.5) / up) * this.box.height;
        places.push([px, py]);
        theta[a * n + at] = this.x.invert(px);
        theta[b * n + at] = this.y.invert(py);
      }
    const evaluator = computed.evaluator(n);
    evaluator.evaluate(theta);
    const sx = this.x(1) - this.x(0);
    const sy = this.y(1) - this.y(0);
    places.forEach(([px, py], k) => {
      const dx = -evaluator.gradient[a * n + k] * sx;
      const dy = -evaluator.gradient[b * n + k] * sy;
      const size = Math.hypot(dx, dy);
      if (!(size > 0) || !Number.isFinite(size)) return;
      const [u, v] = [(dx / size) * 9, (dy / size) * 9];
      arrow(pen, px - u, py - v, px + u, py + v, this.theme.quiet, 1, 0.65);
    });
  }

  private get named(): Placed[] {
    return (this.about.named ?? []).map(({ text, at }) => ({
      text,
      x: this.x(at[0]),
      y: this.y(at[1]),
    }));
  }

  private bar(pen: Pen, colour: (k: number) => string, count: number): void {
    const { box, theme, about } = this;
    const x = box.x + box.width + 14;
    const height = box.height / count;
    const { values, ticks } = about.levels;
    for (let k = 0; k < count; k++)
      pen.rect(x, box.y + box.height - (k + 1) * height, 9, height + 0.4, { fill: colour(k) });
    pen.rect(x, box.y, 9, box.height, { stroke: theme.faint, width: 1 });
    let last = Infinity;
    for (const [value, text] of ticks) {
      const k = values.indexOf(value);
      if (k < 0) continue;
      const at = box.y + box.height - k * height;
      if (last - at < 15) continue;
      last = at;
      pen.text(x + 14, at, text, { colour: theme.quiet, size: LOSSES });
    }
    pen.text(x + 5, box.y - 2, "loss", {
      colour: theme.quiet,
      size: 11,
      align: "center",
      base: "bottom",
    });
  }

  /** Points of a run in pixels. */
  private pixels(run: number): { xs: Float64Array; ys: Float64Array } {
    const path = this.model.paths[run];
    const [a, b] = this.about.ground.axes;
    const n = path.steps.length;
    const xs = new Float64Array(n);
    const ys = new Float64Array(n);
    for (let k = 0; k < n; k++) {
      xs[k] = reached(this.x(path.theta[k * path.d + a]));
      ys[k] = reached(this.y(path.theta[k * path.d + b]));
    }
    return { xs, ys };
  }

  private get drawable(): boolean {
    return this.about.ground.axes.every((axis) => axis >= 0);
  }

  private cached: { xs: Float64Array; ys: Float64Array }[] = [];

  /** The whole of each path, faintly: what has not happened yet. */
  private futures(pen: Pen): void {
    this.cached = [];
    if (!this.drawable) return;
    for (const run of this.model.shown) {
      const { xs, ys } = (this.cached[run] = this.pixels(run));
      this.faint(pen, this.model.entries[run].look, xs, ys);
    }
  }

  protected top(pen: Pen): void {
    const { box, named, theme } = this;
    const words = new Words(box);
    const exits = this.drawable ? this.walks(pen) : [];
    // Over the paths, under the runs: these may stand on them.
    namedMarks(pen, theme, named);
    if (this.drawable) this.ends(pen);
    namedWords(pen, theme, named, words);
    drawExits(pen, words, theme.paper, exits, this.model.many || this.context.small ? 0 : 4);
  }

  /** Each path up to the step, and where it leaves the view. */
  private walks(pen: Pen): { exit: Exit; colour: string }[] {
    const { box, model, theme } = this;
    const { many } = model;
    const exits: { exit: Exit; colour: string }[] = [];
    pen.clip(box.x, box.y, box.width, box.height, () => {
      if (this.showBatch && model.entries[model.chosen])
        this.batch.draw(pen, {
          x: this.x,
          y: this.y,
          theme,
          colour: this.colour(model.entries[model.chosen].look),
        });
      for (const run of model.shown) {
        const { look } = model.entries[run];
        const { xs, ys } = this.cached[run];
        const n = model.at(run) + 1;
        const colour = this.colour(look);
        this.walked(pen, look, xs, ys, n, 1.2);
        if (!many && n < 400) this.dots(pen, xs, ys, n, colour);
        const { steps, loss } = model.paths[run];
        const exit = exitOf(box, { xs, ys, steps, loss }, n);
        if (exit) exits.push({ exit, colour });
      }
    });
    return exits;
  }

  private ends(pen: Pen): void {
    const { box, model } = this;
    for (const run of model.shown) {
      const { xs, ys } = this.cached[run];
      const k = model.at(run);
      if (inside(box, xs[k], ys[k])) this.end(pen, run, xs[k], ys[k], 6, 3);
    }
  }

  private dots(pen: Pen, xs: Float64Array, ys: Float64Array, n: number, colour: string): void {
    let [px, py] = [Infinity, Infinity];
    for (let k = 0; k < n; k++) {
      if (!(Math.max(Math.abs(xs[k] - px), Math.abs(ys[k] - py)) >= 6)) continue;
      [px, py] = [xs[k], ys[k]];
      pen.circle(px, py, 1.7, { fill: colour });
    }
  }

  override note(): string {
    const { about } = this;
    const parts = [about.title];
    if (about.ground.interpolated) parts.push("partly interpolated");
    if (this.model.shown.some((run) => this.model.interpolated(run)))
      parts.push("dropped starts: paths interpolated between the samples");
    return parts.filter(Boolean).join(" · ");
  }

  tools(): HTMLElement[] {
    const made: HTMLElement[] = [];
    const { computed } = this.model;
    if (computed && this.drawable) {
      made.push(
        toggle(
          "gradient",
          this.about.gradient,
          "Arrows of descent, along minus the gradient",
          (on) => {
            // In the scene, so that the calls that are copied say it.
            this.about.gradient = on;
            this.redraw();
          },
        ),
      );
    }
    if (computed?.rows && this.drawable && this.model.live) {
      made.push(
        toggle(
          "batch",
          this.showBatch,
          "The loss of this step's mini-batch, over that of all rows",
          (on) => {
            this.showBatch = on;
            if (on && this.model.batch === null)
              this.model.setBatch(Math.max(1, Math.min(8, Math.floor((computed.rows ?? 2) / 4))));
            this.step();
          },
        ),
      );
    }
    return made;
  }

  words(): string {
    const { model, about } = this;
    const parts = [
      `Contours of the loss over ${about.x.label} from ${spoken(about.x.limits[0])} to ${spoken(about.x.limits[1])} and ${about.y.label} from ${spoken(about.y.limits[0])} to ${spoken(about.y.limits[1])}.`,
    ];
    parts.push(...namedSaid(about.named));
    if (!this.drawable) return parts.join(" ");
    const said = saidOf(model.shown, model.few, (run) => {
      const path = model.paths[run];
      const k = model.at(run);
      const at = about.ground.axes.map((axis) => spoken(path.theta[k * path.d + axis])).join(", ");
      const what = model.stopped(run) ? `${model.stop(run)} at` : "is at";
      return `${model.entries[run].label} ${what} ${at}, loss ${spoken(path.loss[k])}`;
    });
    if (said.length) parts.push(`At step ${model.step}: ${said.join("; ")}.`);
    return parts.join(" ");
  }
}
