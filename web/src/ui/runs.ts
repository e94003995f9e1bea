/** The runs: each switched on and off, with its optimizer, its rate and its other numbers. */

import { type Entry, MANY } from "../core/entry.ts";
import type { Model } from "../core/model.ts";
import { number } from "../core/numbers.ts";
import type { Hyper, Rule } from "../core/scene.ts";
import { focused, h, icon, s } from "../dom.ts";
import { colourOf, markerShape } from "../draw/marks.ts";
import type { Context } from "../panels/panel.ts";
import { dial } from "./dial.ts";
import { fixed, more } from "./more.ts";

export class Runs {
  readonly element = h("section", { class: "runs", "aria-label": "Runs" });
  private readonly list = h("ul", { class: "entries" });
  private readonly model: Model;
  private losses: HTMLElement[] = [];
  private items: HTMLElement[] = [];
  private open = new Set<string>();

  constructor(private readonly context: Context) {
    this.model = context.model;
    this.element.append(this.list);
    this.model.on("shown", () => this.build());
    this.model.on("settled", () => this.build());
    this.model.on("step", () => this.step());
    this.model.on("runs", () => this.step());
    this.model.on("theme", () => this.build());
    this.model.on("chosen", () => this.mark());
    this.build();
  }

  private build(): void {
    const focus = focused(this.element)?.getAttribute("data-id");
    const { model } = this;
    this.losses = [];
    this.items = [];
    if (model.many)
      this.list.replaceChildren(
        this.summary(),
        this.chooser(),
        this.row(model.entries[model.chosen], model.chosen),
      );
    else this.list.replaceChildren(...model.entries.map((entry, run) => this.row(entry, run)));
    if (model.live && model.entries.length < MANY) this.list.append(this.adder());
    if (focus) this.list.querySelector<HTMLElement>(`[data-id="${CSS.escape(focus)}"]`)?.focus();
    this.mark();
    this.step();
  }

  private mark(): void {
    const { chosen, entries } = this.model;
    this.items.forEach((item, run) => {
      item.classList.toggle("chosen", run === chosen && entries.length > 1);
    });
  }

  /** Of many runs, one is shown with its settings. */
  private chooser(): HTMLElement {
    const { model } = this;
    const select: HTMLSelectElement = h(
      "select",
      {
        "aria-label": "The run to change",
        "data-id": "which",
        onchange: () => {
          model.choose(Number(select.value));
          this.build();
        },
      },
      ...model.entries.map((entry, run) =>
        h("option", { value: run, selected: run === model.chosen }, entry.label),
      ),
    );
    return h("li", { class: "adder" }, select);
  }

  private summary(): HTMLElement {
    const { runs } = this.context.scene;
    const scale = runs?.scale;
    const { entries } = this.model;
    const item = h("li", { class: "many" }, h("strong", {}, `${entries.length} runs`));
    if (scale) {
      const stops = this.context.theme().shades.join(", ");
      const shade = h("span", { class: "shade" });
      shade.style.background = `linear-gradient(90deg, ${stops})`;
      item.append(
        shade,
        h(
          "span",
          { class: "ends" },
          h("span", {}, number(scale.low)),
          h("span", {}, scale.label),
          h("span", {}, number(scale.high)),
        ),
      );
    }
    const names = new Map(entries.map((entry) => [entry.look.label, entry]));
    if (!scale && names.size <= MANY)
      for (const [name, entry] of names)
        item.append(h("span", { class: "group" }, this.swatch(entry), name));
    return item;
  }

  private swatch(entry: Entry): SVGElement {
    const { scene } = this.context;
    const colour = colourOf(this.context.theme(), entry.look);
    const dash = scene.dashes[entry.look.dash % scene.dashes.length]
      .map((part) => part * 2)
      .join(" ");
    const shape = markerShape(entry.look.marker);
    const size = 4;
    const mark = shape
      ? s("polygon", {
          points: shape.map(([x, y]) => `${17 + size * x},${8 + size * y}`).join(" "),
          fill: colour,
        })
      : s("circle", { cx: 17, cy: 8, r: size, fill: colour });
    return s(
      "svg",
      { viewBox: "0 0 34 16", width: 34, height: 16, "aria-hidden": "true", class: "swatch" },
      s("line", {
        x1: 1,
        y1: 8,
        x2: 33,
        y2: 8,
        stroke: colour,
        "stroke-width": 2.2,
        ...(dash ? { "stroke-dasharray": dash } : {}),
      }),
      mark,
    );
  }

  private row(entry: Entry, run: number): HTMLElement {
    const { model } = this;
    const live = model.isLive(entry);
    const loss = h("output", { class: "value" });
    this.losses[run] = loss;
    const check = h("input", {
      type: "checkbox",
      checked: entry.shown,
      "aria-label": `Show ${entry.label}`,
      "data-id": `show ${run}`,
      onchange: () => model.toggle(run),
    });
    const head = h(
      "div",
      { class: "head" },
      h(
        "label",
        { class: "switch", title: "Show or hide" },
        check,
        this.swatch(entry) as unknown as Node,
      ),
      live ? this.kind(entry, run) : h("span", { class: "name" }, entry.name),
      loss,
    );
    const item = h("li", { class: entry.shown ? "entry" : "entry off" }, head);
    this.items[run] = item;
    // By keys, a run is chosen by what is focused in it.
    item.addEventListener("focusin", () => model.choose(run));
    item.addEventListener("click", () => model.choose(run));
    if (!live) {
      const why = !model.live
        ? "recorded: it cannot be changed here"
        : "recorded: a program of its own, which only Python runs";
      item.append(
        h("p", { class: "quiet" }, entry.label === entry.name ? why : `${entry.label} · ${why}`),
      );
      return item;
    }
    if (model.samples)
      item.append(
        h(
          "p",
          { class: "quiet" },
          model.interpolated(run)
            ? `interpolated between ${model.samples.count} samples, not recorded`
            : "recorded; what is changed here is interpolated between the samples",
        ),
      );
    if (model.drifted(run))
      item.append(
        h("p", { class: "quiet" }, "chaotic: rounding leads this path elsewhere than Python's"),
      );
    const rule = entry.rule as Rule;
    const few = model.entries.length <= 3 || model.many;
    const foremost = (p: Hyper) =>
      p.name === "lr" || (p.name === "momentum" && (few || entry.hyper.momentum > 0));
    for (const hyper of rule.hyper.filter(foremost))
      item.append(dial(this.context, entry, run, hyper));
    const said = fixed(rule, entry, model.steps);
    if (said) item.append(h("p", { class: "quiet" }, said));
    const key = `${run}`;
    const rest = more(
      this.context,
      entry,
      run,
      rule.hyper.filter((p) => !foremost(p)),
    );
    rest.hidden = !this.open.has(key);
    const opener = h(
      "button",
      {
        type: "button",
        class: "icon opener",
        "aria-label": `More of ${entry.label}`,
        title: "Its other numbers, switches and schedule",
        "aria-expanded": String(!rest.hidden),
        "data-id": `more ${run}`,
        onclick: () => {
          rest.hidden = !rest.hidden;
          opener.setAttribute("aria-expanded", String(!rest.hidden));
          if (rest.hidden) this.open.delete(key);
          else this.open.add(key);
        },
      },
      icon("below") as unknown as Node,
    );
    head.append(opener);
    item.append(rest);
    return item;
  }

  private kind(entry: Entry, run: number): HTMLElement {
    const { rules } = this.context.scene;
    const usual = rules.flatMap((rule, k) =>
      rules.findIndex((other) => other.name === rule.name) === k ? [{ rule, k }] : [],
    );
    const own = entry.rule as Rule;
    const select: HTMLSelectElement = h(
      "select",
      {
        class: "name",
        "aria-label": `Optimizer of run ${run + 1}`,
        "data-id": `kind ${run}`,
        onchange: () => {
          const rule = rules[Number(select.value)];
          if (rule) this.model.setRule(run, rule);
        },
      },
      // A wrapper is a rule of its own.
      ...(usual.some(({ rule }) => rule.name === own.name)
        ? []
        : [h("option", { value: "own", selected: true }, own.name)]),
      ...usual.map(({ rule, k }) =>
        h("option", { value: k, selected: rule.name === own.name }, rule.name),
      ),
    );
    return select;
  }

  private adder(): HTMLElement {
    const { rules } = this.context.scene;
    const select: HTMLSelectElement = h(
      "select",
      {
        "aria-label": "Add an optimizer",
        "data-id": "add",
        onchange: () => {
          const rule = rules[Number(select.value)];
          if (rule) this.model.add(rule);
        },
      },
      h("option", { value: "" }, "+ add an optimizer"),
      ...rules.flatMap((rule, k) =>
        rules.findIndex((other) => other.name === rule.name) === k
          ? [h("option", { value: k }, `${rule.name}: ${rule.title}`)]
          : [],
      ),
    );
    return h("li", { class: "adder" }, select);
  }

  private step(): void {
    const { model } = this;
    this.losses.forEach((output, run) => {
      if (!model.paths[run]) return;
      const loss = model.lossAt(run);
      const stopped = model.stopped(run);
      output.textContent = stopped
        ? `${model.stop(run)} at ${model.paths[run].divergedAt}`
        : model.lossWords(run, number).replace("loss ", "");
      output.title = stopped ? `loss ${number(loss)}` : "loss at this step";
      output.classList.toggle("bad", stopped);
    });
  }
}
