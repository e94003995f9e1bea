/** A number of a rule: a slider, and a field beside it. */
import type { Entry } from "../core/entry.ts";
import { spoken } from "../core/numbers.ts";
import type { Hyper } from "../core/scene.ts";
import { h } from "../dom.ts";
import { colourOf } from "../draw/marks.ts";
import type { Context } from "../panels/panel.ts";

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

export function dial(context: Context, entry: Entry, run: number, hyper: Hyper): HTMLElement {
  const { model } = context;
  const now = () => entry.hyper[hyper.name] ?? hyper.value;
  const track = trackOf(hyper, now());
  const label = hyper.name === "lr" ? "rate" : hyper.name;
  const field: HTMLInputElement = h("input", {
    type: "number",
    step: "any",
    value: Number(now().toPrecision(6)),
    "aria-label": `${label} of ${model.called(run)}`,
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
    "aria-label": `${label} of ${model.called(run)}`,
    "aria-valuetext": spoken(now(), 4),
    "data-id": `dial ${run} ${hyper.name}`,
    oninput: () => put(false),
    onchange: () => put(true),
  });
  slider.style.setProperty("--ink", colourOf(context.theme(), entry.look));
  return h(
    "div",
    { class: "dial", title: hyper.meaning },
    h("span", { class: "glyph" }, h("i", {}, hyper.glyph), h("span", { class: "what" }, label)),
    slider,
    field,
  );
}
