/** What is rarely changed of a run: its other numbers, its switches, the schedule of its rate. */
import type { Entry } from "../core/entry.ts";
import type { Hyper, Rule } from "../core/scene.ts";
import { SCHEDULES, scheduled } from "../core/schedules.ts";
import { h } from "../dom.ts";
import type { Context } from "../panels/panel.ts";
import { dial } from "./dial.ts";

/** What is set in a run beside its dials, in a line. */
export function fixed(rule: Rule, entry: Entry, steps: number): string {
  const parts = Object.entries(rule.fixed).map(([name, value]) => {
    if (name === "lr") return `rate by a schedule: ${value}`;
    return value === true ? words(name) : `${words(name)} = ${value}`;
  });
  if (entry.schedule) parts.unshift(`rate: ${scheduled(entry.schedule, entry.hyper.lr, steps)}`);
  return parts.join(" · ");
}

const words = (name: string) => name.replace(/_/g, " ");

export function more(
  context: Context,
  entry: Entry,
  run: number,
  numbers: readonly Hyper[],
): HTMLElement {
  const { model } = context;
  const rule = entry.rule as Rule;
  const box = h("div", { class: "rest" });
  for (const hyper of numbers) box.append(dial(context, entry, run, hyper));
  if ("lr" in entry.hyper) box.append(schedule(context, entry, run));
  const switches = Object.entries(rule.switches).filter(([name, on]) =>
    model.turned(entry, name, !on),
  );
  if (switches.length)
    box.append(
      h(
        "div",
        { class: "switches" },
        ...switches.map(([name, on]) => {
          const check = h("input", {
            type: "checkbox",
            checked: on,
            "data-id": `switch ${run} ${name}`,
            onchange: () => model.turn(run, name, !on),
          });
          return h("label", {}, check, words(name));
        }),
      ),
    );
  box.append(h("p", { class: "quiet" }, `${rule.title}. ${rule.paper}`));
  if (model.entries.length > 1)
    box.append(
      h(
        "button",
        { type: "button", class: "text", onclick: () => model.remove(run) },
        "remove this run",
      ),
    );
  return box;
}

function schedule({ model }: Context, entry: Entry, run: number): HTMLElement {
  const select: HTMLSelectElement = h(
    "select",
    {
      "aria-label": `Schedule of ${model.called(run)}`,
      "data-id": `schedule ${run}`,
      onchange: () => model.setSchedule(run, select.value),
    },
    h("option", { value: "", selected: entry.schedule === "" }, "stays as it is"),
    ...Object.entries(SCHEDULES).map(([name, { title }]) =>
      h("option", { value: name, selected: name === entry.schedule }, title),
    ),
  );
  return h("label", { class: "schedule" }, h("span", {}, "rate over steps"), select);
}
