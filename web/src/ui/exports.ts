/** What can be taken out of the page as text: its data, and the call that gives what is seen. */
import { filled } from "../core/choice.ts";
import { type Entry, settingsOf } from "../core/entry.ts";
import type { Model } from "../core/model.ts";
import type { SceneData } from "../core/scene.ts";

/** A number as Python writes it. */
export function literal(value: number): string {
  if (Number.isNaN(value)) return 'float("nan")';
  if (!Number.isFinite(value)) return value > 0 ? 'float("inf")' : '-float("inf")';
  const text = String(value);
  return text.includes(".") || text.includes("e") ? text : `${text}.0`;
}

function distinct(starts: number[][]): number[][] {
  const seen = new Map(starts.map((start) => [start.join(), start]));
  return [...seen.values()];
}

/** Without momentum, Nesterov's is none, and Python refuses to call it so. */
function plain(entry: Entry, template: string): string {
  return entry.hyper.momentum === 0 ? template.replace(/,\s*nesterov=True/, "") : template;
}

function pythonOf(entry: Entry, steps: number): string {
  return filled(plain(entry, entry.python), settingsOf(entry, steps, ", ", '"'));
}

/** Groups of runs that one call makes: those of one seed, all from the same starts. */
function calls(
  entries: Entry[],
  steps: number,
  batched: boolean,
): { entries: Entry[]; starts: number[][]; seeds: number[] }[] {
  const distinctRuns = [...new Map(entries.map((e) => [pythonOf(e, steps), e])).values()];
  const starts = distinct(entries.map((e) => e.start));
  const seeds = batched ? [...new Set(entries.map((e) => e.seed))] : [0];
  // Every optimizer goes from every start with every seed; where these are the runs, one call is enough.
  if (distinctRuns.length * starts.length * seeds.length === entries.length)
    return [{ entries: distinctRuns, starts, seeds }];
  return entries.map((entry) => ({ entries: [entry], starts: [entry.start], seeds: [entry.seed] }));
}

/** Whether arrows of descent are on the contour that is seen. */
function arrows(scene: SceneData, panels: string[]): boolean {
  return panels.includes("contour") && scene.about.contour?.gradient === true;
}

/** The Python that gives what is seen, or why there is none. */
export function asPython(scene: SceneData, model: Model, panels: string[]): string {
  const { problem } = scene;
  if (!problem.python)
    return "# These runs were recorded: only the program that made them can make them again.";
  const shown = model.entries.filter((entry) => entry.shown);
  const groups = calls(shown, model.steps, model.batch !== null);
  const lines = ["import thalweg as tw", "", `problem = ${problem.python}`];
  groups.forEach((group, k) => {
    const optimizers = group.entries.map((e) => pythonOf(e, model.steps));
    const list = optimizers.length > 1 ? `[\n    ${optimizers.join(",\n    ")},\n]` : optimizers[0];
    const point = (start: number[]) => `[${start.map(literal).join(", ")}]`;
    const start =
      group.starts.length > 1 ? `[${group.starts.map(point).join(", ")}]` : point(group.starts[0]);
    const given = [`start=${start}`, `steps=${model.steps}`];
    if (model.batch !== null) {
      given.push(`batch_size=${model.batch}`);
      given.push(`seed=${group.seeds.length > 1 ? `[${group.seeds.join(", ")}]` : group.seeds[0]}`);
    }
    const name = groups.length > 1 ? `runs_${k + 1}` : "runs";
    lines.push(`${name} = tw.descend(problem, ${list}, ${given.join(", ")})`);
    const file = groups.length > 1 ? `page-${k + 1}.html` : "page.html";
    const listed = panels.map((p) => JSON.stringify(p)).join(", ");
    const by = scene.by === null || groups.length > 1 ? "" : `, by=${JSON.stringify(scene.by)}`;
    const gradient = arrows(scene, panels) ? ", gradient=True" : "";
    lines.push(`tw.save(tw.Scene(${name}, panels=[${listed}]${by}${gradient}), "${file}")`);
  });
  return `${lines.join("\n")}\n`;
}

/** A word as a POSIX shell takes it. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replace(/'/g, `'"'"'`)}'`;
}

/** The command that gives what is seen, or null where there is none. */
export function asCommand(scene: SceneData, model: Model, panels: string[]): string | null {
  const { problem } = scene;
  if (!problem.command) return null;
  const shown = model.entries.filter((entry) => entry.shown);
  const batched = model.batch !== null;
  return `${calls(shown, model.steps, batched)
    .map((group, k, all) => {
      const words = [...(problem.command as string[])];
      for (const entry of group.entries)
        words.push(
          "--optimizer",
          filled(plain(entry, entry.command), settingsOf(entry, model.steps, ",")),
        );
      for (const start of group.starts) words.push(`--start=${start.join(",")}`);
      words.push("--steps", String(model.steps));
      if (model.batch !== null) {
        words.push("--batch-size", String(model.batch));
        for (const seed of group.seeds) words.push("--seed", String(seed));
      }
      for (const panel of panels) words.push("--panel", panel);
      if (scene.by !== null && all.length === 1) words.push("--by", String(scene.by));
      if (arrows(scene, panels)) words.push("--gradient");
      words.push("-o", all.length > 1 ? `page-${k + 1}.html` : "page.html");
      return words.map(quoted).join(" ");
    })
    .join("\n")}\n`;
}

/** A cell of a CSV file; nothing that a spreadsheet would take for a formula. */
function cell(value: string | number): string {
  if (typeof value === "number")
    return Number.isFinite(value)
      ? String(value)
      : Number.isNaN(value)
        ? "nan"
        : value > 0
          ? "inf"
          : "-inf";
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** Every record of every run shown, one a line. */
export function asCsv(scene: SceneData, model: Model): string {
  const { params } = scene.problem;
  const batch = model.shown.some((run) => model.paths[run].batchLoss);
  const lines = [
    ["run", "step", ...params, "loss", ...(batch ? ["batch_loss"] : [])].map(cell).join(","),
  ];
  for (const run of model.shown) {
    const path = model.paths[run];
    for (let k = 0; k < path.steps.length; k++) {
      if (path.divergedAt >= 0 && path.steps[k] > path.divergedAt) break;
      const theta = Array.from(path.theta.subarray(k * path.d, (k + 1) * path.d));
      const extra = batch ? [path.batchLoss ? path.batchLoss[k] : Number.NaN] : [];
      lines.push(
        [model.entries[run].label, path.steps[k], ...theta, path.loss[k], ...extra]
          .map(cell)
          .join(","),
      );
    }
  }
  return `${lines.join("\n")}\n`;
}

export function asJson(scene: SceneData, model: Model): string {
  const plain = (values: ArrayLike<number>) =>
    Array.from(values, (v) =>
      Number.isFinite(v) ? v : Number.isNaN(v) ? "nan" : v > 0 ? "inf" : "-inf",
    );
  return `${JSON.stringify({
    title: scene.title,
    parameters: scene.problem.params,
    steps: model.steps,
    batch_size: model.batch,
    runs: model.shown.map((run) => {
      const path = model.paths[run];
      const entry = model.entries[run];
      return {
        label: entry.label,
        optimizer: entry.name,
        settings: settingsOf(entry, model.steps, ", "),
        start: entry.start,
        seed: entry.seed,
        diverged_at: path.divergedAt < 0 ? null : path.divergedAt,
        step: Array.from(path.steps),
        theta: Array.from(path.steps, (_, k) =>
          plain(path.theta.subarray(k * path.d, (k + 1) * path.d)),
        ),
        loss: plain(path.loss),
        ...(path.batchLoss ? { batch_loss: plain(path.batchLoss) } : {}),
      };
    }),
  })}\n`;
}
