/** A part of the runs, for a picture of its own: the same model, seen through it. */
import type { Model } from "./model.ts";
import type { PartData } from "./scene.ts";

/** The runs that a part shows: its own, and those that were added in the page. */
function within(part: PartData, model: Model, run: number): boolean {
  const { recorded } = model.entries[run];
  return recorded < 0 || part.runs.includes(recorded);
}

/**
 * The model as a part shows it: its runs alone, the chosen one among them, and its step where that is fixed.
 *
 * What is changed through it is changed for all.
 */
export function partOf(model: Model, part: PartData): Model {
  return new Proxy(model, {
    get(target, name, seen) {
      if (name === "shown") return target.shown.filter((run) => within(part, target, run));
      if (name === "step" && part.step !== null) return Math.min(part.step, target.steps);
      if (name === "chosen") {
        const { chosen } = target;
        if (target.entries[chosen] && within(part, target, chosen)) return chosen;
        return Math.max(
          0,
          target.entries.findIndex((_, run) => within(part, target, run)),
        );
      }
      return Reflect.get(target, name, seen);
    },
    set: (target, name, value) => Reflect.set(target, name, value),
  });
}

/** What stands above a part's picture: what its runs have in common, and what became of them. */
export function captionOf(model: Model, part: PartData): { label: string; outcome: string } {
  const runs = model.entries.flatMap((entry, run) =>
    part.runs.includes(entry.recorded) ? [{ entry, run }] : [],
  );
  // A landscape is called what it is, whatever runs are on it.
  if (part.about) return { label: part.label, outcome: part.outcome };
  const { scene } = model;
  const same =
    runs.length === part.runs.length &&
    runs.every(({ entry }) => entry.original) &&
    model.steps === scene.runs?.steps;
  if (same) return { label: part.label, outcome: part.outcome };
  return {
    label: part.step !== null ? part.label : runs.map(({ entry }) => entry.label).join(", "),
    outcome: runs.length === 1 ? ended(model, runs[0].run) : "",
  };
}

function ended(model: Model, run: number): string {
  const path = model.paths[run];
  if (path.divergedAt >= 0) return `${model.stop(run)} at step ${path.divergedAt}`;
  return "";
}
