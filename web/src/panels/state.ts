/** One step of one run: as arrows at the moving point, and as the optimizer's own arithmetic with its numbers. */
import { evaluate, linesOf } from "../core/equations.ts";
import { gridOf } from "../core/ground.ts";
import { niceStep, number, spoken } from "../core/numbers.ts";
import { h } from "../dom.ts";
import { arrow } from "../draw/arrow.ts";
import { ramp } from "../draw/marks.ts";
import { type Pen, widthOf } from "../draw/pen.ts";
import type { Context } from "./panel.ts";
import { Plot } from "./plot.ts";
import { contoursOf } from "./rings.ts";

/** Parameters that have a column of numbers. */
const COLUMNS = 2;

export class State extends Plot {
  private readonly table = h("div", {
    class: "steps-table",
    tabindex: 0,
    role: "region",
    "aria-label": "The step's arithmetic",
  });
  private view: { x: [number, number]; y: [number, number] } | null = null;
  private wide = false;

  constructor(context: Context) {
    super(context);
    this.element.append(this.table);
  }

  override height(width: number): number {
    return width > 620 ? 380 : 250 + 330;
  }

  /** The run whose step is shown: the chosen one, else the first shown that has a rule. */
  private get run(): number | undefined {
    const { model } = this;
    const fits = (run: number) => model.entries[run]?.rule && model.paths[run].gradient;
    if (model.shown.includes(model.chosen) && fits(model.chosen)) return model.chosen;
    return model.shown.find(fits);
  }

  protected layout(): void {
    this.wide = this.width > 620;
    const side = this.wide
      ? Math.min(this.width * 0.46, this.tall - 20)
      : Math.min(this.width - 20, 250);
    this.box = {
      x: 8,
      y: 8,
      width: this.wide ? side : this.width - 16,
      height: this.wide ? this.tall - 16 : 236,
    };
    this.table.style.left = this.wide ? `${this.box.width + 30}px` : "0";
    this.table.style.top = this.wide ? "0" : "254px";
    this.element.classList.toggle("no-picture", this.model.d !== 2);
  }

  protected base(): void {
    // All of it changes with the step.
  }

  private current() {
    const { run, model } = this;
    if (run === undefined) return null;
    const path = model.paths[run];
    const k = model.at(run);
    const { rule } = model.entries[run];
    if (!rule || !path.gradient || k < 1 || path.steps[k] - path.steps[k - 1] !== 1) return null;
    const { d } = path;
    const part = (values: Float64Array, at: number, size: number) =>
      values.subarray(at * size, (at + 1) * size);
    const states = rule.states.map((state) => {
      const values = path.states[state.name] ?? new Float64Array((k + 1) * (state.perRun ? 1 : d));
      const own = part(values, k - 1, state.perRun ? 1 : d);
      return own.some(Number.isNaN) ? new Float64Array(own.length) : own;
    });
    const before = part(path.theta, k - 1, d);
    const after = part(path.theta, k, d);
    const gradient = part(path.gradient, k - 1, d);
    const loss = (path.batchLoss ?? path.loss)[k - 1];
    const hyper = model.numbersAt(run, path.steps[k]);
    const known = { theta: before, gradient, t: path.steps[k], loss, states, hyper };
    return { run, path, k, rule, before, after, gradient, found: evaluate(rule, d, known), hyper };
  }

  protected top(pen: Pen): void {
    const now = this.current();
    this.write(now);
    if (!now || this.model.d !== 2) return;
    this.picture(pen, now);
  }

  private write(now: ReturnType<State["current"]>): void {
    const { model } = this;
    const { run } = this;
    if (!now) {
      const why =
        run === undefined
          ? "No run shown has a rule whose steps can be taken apart."
          : model.step < 1
            ? "No step has been taken yet: go one forward."
            : "This step was not recorded: only every step and the one before it can be taken apart.";
      this.table.replaceChildren(h("p", { class: "quiet" }, why));
      return;
    }
    const { symbols } = this.context.scene.problem;
    const moved = Array.from(now.after, (v, p) => ({ p, by: Math.abs(v - now.before[p]) }));
    const params = moved
      .sort((a, b) => b.by - a.by || a.p - b.p)
      .slice(0, Math.min(this.model.d, COLUMNS))
      .map(({ p }) => p)
      .sort((a, b) => a - b);
    const lines = linesOf(now.rule.equations, now.found, params, now.gradient);
    const numbers = params.map((p) => `g ${number(now.gradient[p], 4)}`);
    this.table.replaceChildren(
      h(
        "p",
        { class: "quiet" },
        `${model.entries[now.run].label}: step ${now.path.steps[now.k]}, ${now.path.batchLoss ? "the batch's gradient, loss" : "loss"} ${number(now.path.loss[now.k - 1])} → ${number(now.path.loss[now.k])}`,
      ),
      h(
        "dl",
        {},
        ...params.map((p, c) =>
          h(
            "div",
            { class: "params" },
            h("dt", {}, `${symbols[p]} = ${number(now.before[p], 4)}`),
            h("dd", {}, numbers[c]),
          ),
        ),
      ),
      ...lines.map((line) =>
        h(
          "div",
          { class: "equation" },
          h("p", { class: "symbols" }, `${line.name} ← ${line.symbols}`),
          ...line.numbers.map((text, c) =>
            h(
              "p",
              { class: "numbers" },
              params.length > 1 ? h("span", { class: "who" }, symbols[params[c]]) : null,
              `${text} = `,
              h("b", {}, line.values[c]),
            ),
          ),
        ),
      ),
    );
  }

  private picture(pen: Pen, now: NonNullable<ReturnType<State["current"]>>): void {
    const { box, theme, model } = this;
    const { computed } = model;
    const step = [now.after[0] - now.before[0], now.after[1] - now.before[1]];
    const rate = now.hyper.lr;
    const plain = rate === undefined ? null : [-rate * now.gradient[0], -rate * now.gradient[1]];
    const held = now.rule.states.findIndex((state) => state.name === "momentum");
    const memory = held >= 0 && rate !== undefined ? this.heldAfter(now, held) : null;
    const pull = memory?.some((v) => v !== 0) ? [-rate * memory[0], -rate * memory[1]] : null;
    const long = Math.max(Math.hypot(step[0], step[1]), 1e-300);
    // The step fills a good part of the picture; one unit is equally long both ways.
    const perPixel = long / (0.3 * Math.min(box.width, box.height));
    const middle = [now.before[0] + step[0] / 2, now.before[1] + step[1] / 2];
    const [hw, hh] = [(box.width / 2) * perPixel, (box.height / 2) * perPixel];
    this.view = { x: [middle[0] - hw, middle[0] + hw], y: [middle[1] - hh, middle[1] + hh] };
    const { x, y } = this.view;
    this.scales(
      { label: "", limits: x, log: false, names: [], whole: false },
      { label: "", limits: y, log: false, names: [], whole: false },
    );
    const at = (v: readonly number[]): [number, number] => [this.x(v[0]), this.y(v[1])];
    const from = at([now.before[0], now.before[1]]);
    pen.clip(box.x, box.y, box.width, box.height, () => {
      if (computed) {
        const grid = gridOf(
          {
            axes: [0, 1],
            grid: [
              [x[0], x[1], 31],
              [y[0], y[1], 31],
            ],
            origin: [0, 0],
            loss: null,
            done: null,
            interpolated: false,
          },
          computed,
        );
        const known = grid.loss.filter(Number.isFinite);
        const low = Math.min(...known);
        const high = Math.max(...known);
        if (high > low) {
          const each = niceStep(high - low, 9);
          const levels: number[] = [];
          for (let v = Math.ceil(low / each) * each; v < high; v += each) levels.push(v);
          pen.rect(box.x, box.y, box.width, box.height, { fill: theme.ramp[0] });
          contoursOf(grid, levels).forEach((rings, k) => {
            const placed = rings.map((ring) => ring.map(([u, v]) => at([u, v])));
            if (placed.length)
              pen.rings(placed, {
                fill: ramp(theme.ramp, (k + 1) / levels.length),
                stroke: theme.isoline,
                width: 0.7,
              });
          });
        }
      }
      const colour = this.colour(model.entries[now.run].look);
      let drawn = 0;
      const draw = (by: readonly number[], ink: string, width: number, text: string) => {
        const to = at([now.before[0] + by[0], now.before[1] + by[1]]);
        const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
        const size = Math.hypot(dx, dy);
        if (!(size > 0.5)) return;
        const most = 0.42 * Math.min(box.width, box.height);
        const cut = size > most * 1.6 ? (most * 1.6) / size : 1;
        arrow(
          pen,
          from[0],
          from[1],
          from[0] + cut * dx,
          from[1] + cut * dy,
          theme.paper,
          width + 3,
          0.85,
        );
        arrow(pen, from[0], from[1], from[0] + cut * dx, from[1] + cut * dy, ink, width, 1);
        const said = cut < 1 ? `${text}, ${number(1 / cut, 2)}× as long as drawn` : text;
        // Beside the head, on alternating sides, so that arrows that lie on each other keep their names apart.
        drawn++;
        const side = drawn === 1 ? 1 : -1;
        const off = drawn === 3 ? 27 : 12;
        const [nx, ny] = [(-dy / size) * side, (dx / size) * side];
        const wide = widthOf(said, 12);
        const x0 = from[0] + cut * dx + off * nx;
        pen.text(
          nx >= 0 ? Math.min(box.x + box.width - wide, x0) : Math.max(box.x + wide, x0),
          Math.max(box.y + 12, Math.min(box.y + box.height - 12, from[1] + cut * dy + off * ny)),
          said,
          { colour: ink, size: 12, align: nx >= 0 ? "left" : "right", halo: theme.paper },
        );
      };
      draw(step, colour, 3.2, "the step");
      if (plain) draw(plain, theme.ink, 1.8, "−rate × gradient");
      if (pull) draw(pull, theme.quiet, 1.8, "−rate × momentum");
      pen.circle(from[0], from[1], 5, { fill: theme.paper, stroke: theme.ink, width: 2 });
      const to = at([now.after[0], now.after[1]]);
      this.spot(pen, model.entries[now.run].look, to[0], to[1], 5);
    });
    pen.rect(box.x, box.y, box.width, box.height, { stroke: theme.faint, width: 1 });
  }

  /** The momentum after the step, from the record of the next one. */
  private heldAfter(
    now: NonNullable<ReturnType<State["current"]>>,
    which: number,
  ): number[] | null {
    const { path, k, rule } = now;
    const state = rule.states[which];
    if (state.perRun || !path.states[state.name]) return null;
    return Array.from(path.states[state.name].subarray(k * path.d, (k + 1) * path.d));
  }

  override note(): string {
    const { run, model } = this;
    if (run === undefined) return "";
    return model.entries.length > 1 ? `${model.entries[run].label} (click a run to choose it)` : "";
  }

  words(): string {
    const now = this.current();
    if (!now) return "No step to take apart here.";
    const { params } = this.context.scene.problem;
    const said = Array.from(
      now.after,
      (v, p) => `${params[p]} from ${spoken(now.before[p])} to ${spoken(v)}`,
    ).slice(0, 4);
    return `Step ${now.path.steps[now.k]} of ${this.model.entries[now.run].label}: ${said.join(", ")}.`;
  }
}
