/** What all runs have in common: the number of steps, and the rows of a mini-batch. */

import { focused, h } from "../dom.ts";
import type { Context } from "../panels/panel.ts";

export class Settings {
  readonly element = h("section", { class: "settings", "aria-label": "All runs" });

  constructor(context: Context) {
    const { model, scene } = context;
    const steps: HTMLInputElement = h("input", {
      type: "number",
      min: 1,
      max: 100_000,
      step: 1,
      value: model.steps,
      "aria-label": "Number of steps",
      onchange: () => {
        if (steps.valueAsNumber >= 1) model.setSteps(steps.valueAsNumber);
        steps.value = String(model.steps);
      },
    });
    this.element.append(h("label", { class: "setting" }, h("span", {}, "steps"), steps));
    const starts = scene.problem.params.length;
    if (starts <= 6) this.element.append(this.start(context));
    const rows = model.computed?.rows;
    if (rows && rows > 1) this.element.append(this.batch(context, rows));
    model.on("settled", () => {
      steps.value = String(model.steps);
    });
  }

  private start(context: Context): HTMLElement {
    const { model, scene } = context;
    const whose = () =>
      Math.max(
        0,
        model.entries.findIndex((entry) => model.isLive(entry)),
      );
    // On samples, only what they go along can be chosen.
    const free = scene.problem.symbols.flatMap((symbol, k) =>
      model.samples && !model.samples.axes.includes(k) ? [] : [{ symbol, k }],
    );
    const fields = free.map(({ symbol, k }) => {
      const field: HTMLInputElement = h("input", {
        type: "number",
        step: "any",
        "aria-label": `Start, ${symbol}`,
        title: `start, ${symbol}`,
        onchange: () => {
          const run = whose();
          const to = model.entries[run].start.slice();
          if (!Number.isFinite(field.valueAsNumber)) return;
          to[k] = field.valueAsNumber;
          model.moveStart(run, to, true);
        },
      });
      return field;
    });
    const fill = () => {
      const entry = model.entries[whose()];
      fields.forEach((field, i) => {
        if (focused(field) !== field && entry)
          field.value = String(Number(entry.start[free[i].k].toPrecision(5)));
      });
    };
    fill();
    model.on("runs", fill);
    return h(
      "div",
      { class: "setting" },
      h("span", {}, "start"),
      h("span", { class: "point" }, ...fields),
    );
  }

  private batch(context: Context, rows: number): HTMLElement {
    const { model } = context;
    const slider: HTMLInputElement = h("input", {
      type: "range",
      min: 1,
      max: rows,
      step: 1,
      "aria-label": "Rows of a mini-batch",
      oninput: () => put(slider.valueAsNumber),
    });
    const said = h("output", {});
    const put = (value: number) => model.setBatch(value >= rows ? null : value);
    const fill = () => {
      const now = model.batch ?? rows;
      slider.value = String(now);
      slider.setAttribute(
        "aria-valuetext",
        now >= rows ? `all ${rows} rows` : `${now} of ${rows} rows`,
      );
      said.textContent = now >= rows ? `all ${rows} rows` : `${now} of ${rows} rows`;
    };
    fill();
    model.on("runs", fill);
    return h("label", { class: "setting batch" }, h("span", {}, "batch"), slider, said);
  }
}
