/** A run as it is set in the page: its rule, numbers, start and look. */

import type { Look, Rule, RunData } from "./scene.ts";
import { scheduled } from "./schedules.ts";

export interface Entry {
  /** Its own name, unless it is made from its settings. */
  label: string;
  name: string;
  rule: Rule | null;
  hyper: Record<string, number>;
  start: number[];
  seed: number;
  /** Name of the schedule of its rate; empty where that stays. */
  schedule: string;
  look: Look;
  shown: boolean;
  python: string;
  command: string;
  /** Whether it is as Python recorded it. */
  original: boolean;
  /** Index among the recorded runs, or -1. */
  recorded: number;
}

/** As many looks can be told apart. */
export const MANY = 8;

/** A number that is a switch too: where it is 0, its equations fall away. */
const DECAY = "weight_decay";

/** A run as Python gave it. */
export function recordedEntry(run: RunData, rules: readonly Rule[], recorded: number): Entry {
  return {
    label: run.label,
    name: run.name,
    rule: run.rule === null ? null : rules[run.rule],
    hyper: { ...run.hyper },
    start: run.start.slice(),
    seed: run.seed,
    schedule: "",
    look: run.look,
    shown: true,
    python: run.python,
    command: run.command,
    original: true,
    recorded,
  };
}

/** A new run of a rule with its usual numbers, which begins as another one does. */
export function newEntry(rule: Rule, look: Look, like: Entry): Entry {
  return {
    label: "",
    name: rule.name,
    rule,
    hyper: Object.fromEntries(rule.hyper.map((h) => [h.name, h.value])),
    start: like.start.slice(),
    seed: like.seed,
    schedule: "",
    look,
    shown: true,
    ...spelled(rule),
    original: false,
    recorded: -1,
  };
}

/** A colour, dash and marker that none of some runs has. */
export function freeLook(among: readonly Entry[]): Look {
  const taken = new Set(among.map((entry) => entry.look.colour));
  const free = Array.from({ length: MANY }, (_, k) => k).find((k) => !taken.has(k)) ?? 0;
  return { label: "", colour: free, shade: null, dash: free, marker: free };
}

/** Gives an entry another rule; the numbers that both have are kept where they are wanted. */
export function giveRule(entry: Entry, rule: Rule, kept: Record<string, number>): void {
  entry.rule = rule;
  entry.name = rule.name;
  entry.hyper = Object.fromEntries(
    rule.hyper.map((h) => [
      h.name,
      // A decay of 0 was none, which was switched on only now.
      h.name === DECAY ? kept[DECAY] || h.value || 0.01 : (kept[h.name] ?? h.value),
    ]),
  );
  if (!("lr" in entry.hyper)) entry.schedule = "";
  Object.assign(entry, spelled(rule));
}

/** A run's numbers; where its rate has a schedule, that stands in its place. */
export function settingsOf(
  entry: Entry,
  steps: number,
  comma: string,
  quote = "",
): Record<string, number | string> {
  if (!entry.schedule) return entry.hyper;
  const rate = scheduled(entry.schedule, entry.hyper.lr, steps, comma);
  return { ...entry.hyper, lr: `${quote}${rate}${quote}` };
}

/** A name made of the settings, as Python makes it. */
export function labelOf(entry: Entry, steps: number): string {
  const parts = [entry.name];
  const settings = settingsOf(entry, steps, ",");
  for (const h of entry.rule?.hyper ?? []) {
    const value = settings[h.name];
    if (typeof value === "string") parts.push(`${h.name}=${value}`);
    else if (h.name === "lr" || value !== h.value)
      parts.push(`${h.name}=${Number(value.toPrecision(6))}`);
  }
  for (const [name, value] of Object.entries(entry.rule?.fixed ?? {}))
    parts.push(value === true ? name : `${name}=${value}`);
  return parts.join(" ");
}

/** The rule that is a run's own with a switch turned; undefined where there is none. */
export function turned(
  rules: readonly Rule[],
  own: Rule,
  name: string,
  on: boolean,
): Rule | undefined {
  const numbers = (rule: Rule) =>
    rule.hyper
      .map((h) => h.name)
      .filter((one) => one !== DECAY && one !== "lr")
      .sort()
      .join();
  return rules.find(
    (rule) =>
      rule.name === own.name &&
      sameSwitches(rule.switches, { ...own.switches, [name]: on }) &&
      numbers(rule) === numbers(own),
  );
}

export function sameSwitches(a: Record<string, boolean>, b: Record<string, boolean>): boolean {
  const sorted = (switches: Record<string, boolean>) =>
    JSON.stringify(Object.entries(switches).sort(([p], [q]) => (p < q ? -1 : 1)));
  return sorted(a) === sorted(b);
}

/** How a rule with default switches is written, with places for its numbers. */
function spelled(rule: Rule): { python: string; command: string } {
  const names = rule.hyper.map((h) => h.name);
  const given = names.map((name) => `${name}={${name}}`);
  const fixed = Object.entries(rule.fixed).map(([name, value]) =>
    value === true ? `${name}=True` : `${name}=${value}`,
  );
  const all = [...given, ...fixed];
  return {
    python: `tw.${rule.name}(${all.join(", ")})`,
    command: `${rule.name.toLowerCase()}${all.length ? ":" : ""}${all.join(",")}`,
  };
}
