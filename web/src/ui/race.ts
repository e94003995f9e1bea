/** A race's fairness, its sensitivity to the rate, and the pad of rate and momentum. */

import { h } from "../dom.ts";
import type { Context } from "../panels/panel.ts";
import { Sweep } from "../panels/sweep.ts";
import { Pad } from "./pad.ts";

/** Rates that each optimizer may try. */
const BUDGET = 25;

export class Race {
  readonly element = h("section", { class: "race", "aria-label": "Rates" });
  private readonly line = h("p", { class: "fair", role: "status" });
  private tuned: string | null = null;

  /** What is of no use where no run has a rate. */
  private readonly rated: HTMLElement[] = [];

  constructor(private readonly context: Context) {
    const { model } = context;
    const equal = h(
      "button",
      {
        type: "button",
        class: "tool",
        title: "The rate of the chosen run for all of them",
        onclick: () => this.same(),
      },
      "same rate",
    );
    const best = h(
      "button",
      {
        type: "button",
        class: "tool",
        title: `Each its best of ${BUDGET} rates: the lowest loss at the last step`,
        onclick: () => this.best(),
      },
      model.entries.length > 1 ? "each its best rate" : "best rate",
    );
    const row = h("div", { class: "row" }, model.entries.length > 1 ? equal : null, best);
    this.rated.push(row);
    this.element.append(this.line, row);
    this.element.append(new Pad(context).element);
    // The sensitivity to the rate, unless a panel shows it already.
    if (!context.scene.panels.includes("sweep")) {
      const sweep = new Sweep(context, true);
      const area = h(
        "div",
        { class: "small", role: "img", "aria-label": "Last loss against the rate" },
        sweep.element,
      );
      const title = h("h3", {}, "Last loss by rate");
      this.rated.push(title, area);
      this.element.append(title, area);
      new ResizeObserver(() => sweep.resize(area.clientWidth, 170)).observe(area);
      model.on("theme", () => sweep.redraw());
    }
    const say = () => this.say();
    model.on("runs", say);
    model.on("shown", say);
    say();
  }

  private get racing(): number[] {
    const { model } = this.context;
    return model.shown.filter(
      (run) => model.isLive(model.entries[run]) && "lr" in model.entries[run].hyper,
    );
  }

  /** What the rates are, so that the picture shows; to notice when it no longer holds. */
  private get state(): string {
    const { model } = this.context;
    return JSON.stringify([
      model.steps,
      model.batch,
      this.racing.map((run) => [
        model.entries[run].name,
        model.entries[run].hyper,
        model.entries[run].start,
      ]),
    ]);
  }

  private say(): void {
    const { model } = this.context;
    const rates = this.racing.map((run) => model.entries[run].hyper.lr);
    for (const part of this.rated) part.hidden = !rates.length;
    if (this.tuned !== null && this.tuned === this.state) {
      this.line.textContent =
        rates.length > 1
          ? `Equal tuning budget: each at its best of ${BUDGET} rates, the lowest loss at step ${model.steps}.`
          : `The best of ${BUDGET} rates: the lowest loss at step ${model.steps}.`;
    } else if (rates.length < 2) {
      this.line.textContent = rates.length ? `One run, at rate ${rates[0]}.` : "No rate to change.";
    } else if (rates.every((rate) => rate === rates[0])) {
      this.line.textContent = `Equal rate: all at ${rates[0]}. The same number means different steps to different optimizers.`;
    } else {
      this.line.textContent =
        "Rates chosen by hand, each its own: this race compares settings, not optimizers.";
    }
  }

  private same(): void {
    const { model } = this.context;
    const racing = this.racing;
    const from = racing.includes(model.chosen) ? model.chosen : racing[0];
    if (from === undefined) return;
    const { lr } = model.entries[from].hyper;
    for (const run of racing)
      if (model.entries[run].hyper.lr !== lr) model.setHyper(run, "lr", lr, false);
    model.tell("settled");
  }

  private best(): void {
    const { model } = this.context;
    for (const run of this.racing) {
      const entry = model.entries[run];
      if (entry.rule) model.setHyper(run, "lr", model.goodRate(entry.rule, entry), false);
    }
    this.tuned = this.state;
    model.tell("settled");
    this.say();
  }
}
