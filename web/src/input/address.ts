/** What is asked for and what is seen, as the part of the address behind the #. */
import type { Choice } from "../core/choice.ts";
import type { Ask, Point } from "../hosts/asks.ts";

export interface Seen {
  step?: number;
  chosen?: number;
  choice?: Choice;
  theme?: "light" | "dark" | "print" | "auto";
}

const WORDS = [
  "preset",
  "function",
  "formula",
  "table",
  "model",
  "target",
  "loss",
  "test",
] as const;

export function write(ask: Ask | null, seen: Seen): string {
  const all = new URLSearchParams();
  if (ask) {
    for (const name of WORDS) if (ask[name] !== undefined) all.set(name, ask[name]);
    if (ask.points) all.set("points", ask.points.map((pair) => pair.join(",")).join(";"));
    if (ask.store) all.set("store", "1");
    if (ask.steps !== undefined) all.set("steps", String(ask.steps));
  }
  if (seen.step !== undefined) all.set("step", String(seen.step));
  if (seen.chosen) all.set("chosen", String(seen.chosen));
  if (seen.theme && seen.theme !== "auto") all.set("theme", seen.theme);
  if (seen.choice) all.set("choice", JSON.stringify(seen.choice));
  const text = all.toString();
  return text ? `#${text}` : "";
}

/** Reads an address; what is not what it should be is left out, as anybody can write a link. */
export function read(hash: string): { ask: Ask | null; seen: Seen } {
  const all = new URLSearchParams(hash.replace(/^#/, ""));
  const ask: Ask = {};
  for (const name of WORDS) {
    const value = all.get(name);
    if (value !== null) ask[name] = value;
  }
  const points = all.get("points");
  if (points !== null)
    ask.points = points
      .split(";")
      .map((pair) => pair.split(",").map(Number) as Point)
      .filter((pair) => pair.length === 2 && pair.every(Number.isFinite));
  if (all.get("store")) ask.store = true;
  const steps = whole(all.get("steps"));
  if (steps !== undefined) ask.steps = steps;
  const seen: Seen = {};
  const step = whole(all.get("step"));
  if (step !== undefined) seen.step = step;
  const chosen = whole(all.get("chosen"));
  if (chosen !== undefined) seen.chosen = chosen;
  const theme = all.get("theme");
  if (theme === "light" || theme === "dark" || theme === "print") seen.theme = theme;
  try {
    const choice = JSON.parse(all.get("choice") ?? "null");
    if (choice && Array.isArray(choice.runs) && whole(String(choice.steps)) !== undefined)
      seen.choice = choice;
  } catch {
    // A link that was cut off shows the rest.
  }
  const kinds = ["preset", "function", "formula", "points", "table", "store"] as const;
  return { ask: kinds.some((kind) => ask[kind] !== undefined) ? ask : null, seen };
}

function whole(text: string | null): number | undefined {
  return text !== null && /^\d{1,7}$/.test(text) ? Number(text) : undefined;
}
