/** The runs: each switched on and off, with its optimizer, its rate and its other numbers. */

import { type Entry, MANY, type Model } from "../core/model.ts";
import { number, spoken } from "../core/numbers.ts";
import type { Hyper, Rule } from "../core/scene.ts";
import { colourOf, markerShape } from "../draw/marks.ts";
import type { Context } from "../panels/panel.ts";
import { button, focused, h, s } from "./dom.ts";

/** Where on a slider a number lies: rates by factors, shares that are kept by how little is lost. */
interface Track {
  low: number;
  high: number;
  to(value: number): number;
  from(place: number): number;
}

function trackOf(hyper: Hyper, now: number): Track {
  if (hyper.high <= 1) {
    // 0.9, 0.99, 0.999 are as far from each other.
    return {
      low: 0,
      high: 1,
      to: (v) => (1 - (1 - v) ** (1 / 3)) * 1000,
      from: (p) => {
        const kept = 1 - (1 - p / 1000) ** 3;
        return Math.min(hyper.openHigh ? 0.9999 : 1, Number(kept.toPrecision(kept > 0.9 ? 4 : 3)));
      },
    };
  }
  if (hyper.name === "momentum")
    return { low: 0, high: 1, to: (v) => v * 1000, from: (p) => Math.round(p) / 1000 };
  const middle = hyper.value > 0 ? hyper.value : now > 0 ? now : 1;
  const low = Math.min(Math.log10(middle) - 3, now > 0 ? Math.log10(now) : 0);
  const high = Math.max(Math.log10(middle) + 3, now > 0 ? Math.log10(now) : 0);
  return {
    low,
    high,
    to: (v) => (v > 0 ? ((Math.log10(v) - low) / (high - low)) * 1000 : 0),
    from: (p) => {
      const value = Number((10 ** (low + (p / 1000) * (high - low))).toPrecision(3));
      return hyper.whole ? Math.max(1, Math.round(value)) : value;
    },
  };
}

export class Runs {
  readonly element = h("section", { class: "runs", "aria-label": "Runs" });
  private readonly list = h("ul", { class: "entries" });
  private readonly model: Model;
  private losses: HTMLElement[] = [];
  private open = new Set<string>();

  constructor(private readonly context: Context) {
    this.model = context.model;
    this.element.append(this.list);
    this.model.on("shown", () => this.build());
    this.model.on("settled", () => this.build());
    this.model.on("step", () => this.step());
    this.model.on("runs", () => this.step());
    this.model.on("theme", () => this.build());
    this.build();
  }

  private build(): void {
    const focus = focused(this.element)?.getAttribute("data-id");
    const { model } = this;
    this.losses = [];
    if (model.entries.length > MANY) this.list.replaceChildren(this.summary());
    else this.list.replaceChildren(...model.entries.map((entry, run) => this.row(entry, run)));
    if (model.live && model.entries.length < MANY) this.list.append(this.adder());
    if (focus) this.list.querySelector<HTMLElement>(`[data-id="${CSS.escape(focus)}"]`)?.focus();
    this.step();
  }

  private summary(): HTMLElement {
    const { runs } = this.context.scene;
    const scale = runs?.scale;
    const { entries } = this.model;
    const item = h("li", { class: "many" }, h("strong", {}, `${entries.length} runs`));
    if (scale) {
      const stops = this.context.theme().shades.join(", ");
      item.append(
        h("span", { class: "shade", style: `background:linear-gradient(90deg, ${stops})` }),
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
    item.addEventListener("click", (event) => {
      if (!(event.target as HTMLElement).closest("input, select, button, summary, label"))
        model.choose(run);
    });
    if (model.entries.length > 1) {
      const chosen = run === model.chosen;
      if (chosen) item.classList.add("chosen");
    }
    if (!live) {
      const why = !model.live
        ? "recorded: it cannot be changed here"
        : "recorded: a program of its own, which only Python runs";
      item.append(
        h("p", { class: "quiet" }, entry.label === entry.name ? why : `${entry.label} · ${why}`),
      );
      return item;
    }
    if (model.interpolated(run))
      item.append(
        h(
          "p",
          { class: "quiet" },
          `interpolated between ${model.samples?.count} samples, not recorded`,
        ),
      );
    if (model.drifted(run))
      item.append(
        h("p", { class: "quiet" }, "chaotic: rounding leads this path elsewhere than Python's"),
      );
    const rule = entry.rule as Rule;
    const [main, rest] = [
      rule.hyper.filter((p) => p.name === "lr" || p.name === "momentum"),
      rule.hyper.filter((p) => p.name !== "lr" && p.name !== "momentum"),
    ];
    for (const hyper of main) item.append(this.dial(entry, run, hyper));
    for (const [name, value] of Object.entries(rule.fixed))
      item.append(
        h(
          "p",
          { class: "quiet fixed" },
          name === "lr"
            ? `rate by a schedule: ${value}`
            : value === true
              ? name
              : `${name} = ${value}`,
        ),
      );
    if (rest.length || model.entries.length > 1) {
      const key = `${run}`;
      const more = h(
        "details",
        { class: "rest", open: this.open.has(key) },
        h("summary", { "data-id": `more ${run}` }, "more"),
      );
      more.addEventListener("toggle", () => {
        if (more.open) this.open.add(key);
        else this.open.delete(key);
      });
      for (const hyper of rest) more.append(this.dial(entry, run, hyper));
      more.append(h("p", { class: "quiet" }, `${rule.title}. ${rule.paper}`));
      if (model.entries.length > 1)
        more.append(
          h(
            "button",
            { type: "button", class: "text", onclick: () => model.remove(run) },
            "remove this run",
          ),
        );
      item.append(more);
    }
    return item;
  }

  private kind(entry: Entry, run: number): HTMLElement {
    const { rules } = this.context.scene;
    const names = rules.map((rule) => rule.name);
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
      // Switches other than the usual ones make it a rule of its own.
      ...(Object.keys(own.fixed).length || !names.includes(own.name)
        ? [h("option", { value: "own", selected: true }, own.name)]
        : []),
      ...rules.map((rule, k) =>
        h(
          "option",
          { value: k, selected: rule.name === own.name && !Object.keys(own.fixed).length },
          rule.name,
        ),
      ),
    );
    return select;
  }

  private dial(entry: Entry, run: number, hyper: Hyper): HTMLElement {
    const { model } = this;
    const now = () => entry.hyper[hyper.name] ?? hyper.value;
    const track = trackOf(hyper, now());
    const label = hyper.name === "lr" ? "rate" : hyper.name;
    const field: HTMLInputElement = h("input", {
      type: "number",
      step: "any",
      value: Number(now().toPrecision(6)),
      "aria-label": `${label} of ${entry.name}`,
      "data-id": `field ${run} ${hyper.name}`,
      onchange: () => {
        const value = field.valueAsNumber;
        const above = hyper.openLow ? value > hyper.low : value >= hyper.low;
        const below = hyper.openHigh ? value < hyper.high : value <= hyper.high;
        if (Number.isFinite(value) && above && below) model.setHyper(run, hyper.name, value);
        else field.value = String(Number(now().toPrecision(6)));
      },
    });
    const put = (settled: boolean) => {
      const value = track.from(slider.valueAsNumber);
      field.value = String(value);
      slider.setAttribute("aria-valuetext", spoken(value, 4));
      model.setHyper(run, hyper.name, value, settled);
    };
    const slider: HTMLInputElement = h("input", {
      type: "range",
      min: 0,
      max: 1000,
      step: 1,
      value: Math.round(track.to(now())),
      "aria-label": `${label} of ${entry.name}`,
      "aria-valuetext": spoken(now(), 4),
      "data-id": `dial ${run} ${hyper.name}`,
      oninput: () => put(false),
      onchange: () => put(true),
    });
    slider.style.setProperty("--ink", colourOf(this.context.theme(), entry.look));
    return h(
      "div",
      { class: "dial", title: hyper.meaning },
      h("span", { class: "glyph" }, h("i", {}, hyper.glyph), h("span", { class: "what" }, label)),
      slider,
      field,
    );
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
      ...rules.map((rule, k) => h("option", { value: k }, `${rule.name}: ${rule.title}`)),
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
        : number(loss);
      output.title = stopped ? `loss ${number(loss)}` : "loss at this step";
      output.classList.toggle("bad", stopped);
    });
  }
}

export { button };
