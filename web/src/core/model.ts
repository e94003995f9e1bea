/** What the page shows: runs and their settings, the step, and whom to tell when they change. */
import type { Choice } from "./choice.ts";
import { descend, type Spec, type Trajectory } from "./descend.ts";
import { endings } from "./endings.ts";
import {
  type Entry,
  freeLook,
  giveRule,
  labelOf,
  MANY,
  newEntry,
  recordedEntry,
  sameSwitches,
  turned,
} from "./entry.ts";
import { type Computable, computable } from "./problem.ts";
import { type Samples, samplesOf } from "./samples.ts";
import type { Rule, RunsData, SceneData } from "./scene.ts";
import { SCHEDULES } from "./schedules.ts";

/**
 * What changed: the step; the runs' paths; which runs are shown; what has the focus; colours; a change that was on its
 * way is finished; whether it plays.
 */
type Change = "step" | "runs" | "shown" | "chosen" | "theme" | "settled" | "playing";

export class Model {
  /** The problem, where it can be computed here. */
  readonly computed: Computable | null;
  /** Else the samples of its loss, on which starts can be dropped: everything there is interpolated. */
  readonly samples: Samples | null;
  entries: Entry[] = [];
  paths: Trajectory[] = [];
  steps = 0;
  batch: number | null = null;
  step = 0;
  /** The run whose step is taken apart, and whose weights are shown. */
  chosen = 0;
  playing = false;
  speed = 1;
  /** Milliseconds that the last paths took. */
  took = 0;
  private readonly listeners = new Map<Change, Set<() => void>>();

  constructor(readonly scene: SceneData) {
    const { runs } = scene;
    this.computed = computable(scene.problem);
    this.samples = this.computed ? null : samplesOf(scene);
    if (runs) this.begin(runs);
  }

  /** Takes the runs as Python gave them. */
  private begin(runs: RunsData): void {
    this.steps = runs.steps;
    this.batch = runs.batch;
    this.entries = runs.runs.map((run, k) => recordedEntry(run, runs.rules, k));
    this.compute(!runs.first && runs.live);
    this.step = this.steps;
    this.chosen = Math.max(0, this.best());
  }

  on(change: Change, listener: () => void): () => void {
    const known = this.listeners.get(change) ?? new Set();
    known.add(listener);
    this.listeners.set(change, known);
    return () => known.delete(listener);
  }

  tell(...changes: Change[]): void {
    for (const change of changes)
      for (const listener of this.listeners.get(change) ?? []) listener();
  }

  /** Whether runs can be changed. */
  get live(): boolean {
    return this.samples !== null || (this.computed !== null && this.scene.runs?.live === true);
  }

  get d(): number {
    return this.scene.problem.params.length;
  }

  /** Whether a run is computed here. */
  isLive(entry: Entry): boolean {
    return this.live && entry.rule !== null;
  }

  /** Whether the runs are too many to have a look each, and words. */
  get many(): boolean {
    return this.entries.length > MANY;
  }

  get shown(): number[] {
    return this.entries.flatMap((entry, k) => (entry.shown ? [k] : []));
  }

  /** The run that is taken apart: the chosen one where it is shown, else the first; undefined where none is. */
  get focus(): number | undefined {
    const { shown, chosen } = this;
    return shown.includes(chosen) ? chosen : shown[0];
  }

  /** The first of the runs shown, the one in focus among them: more are too long to be listened to, and too close to be told apart. */
  get few(): number[] {
    const { shown, focus } = this;
    const first = shown.slice(0, MANY);
    if (focus !== undefined && !first.includes(focus)) first[MANY - 1] = focus;
    return first;
  }

  /** Computes the paths of all runs that can be computed; the others stay as recorded. */
  compute(anew = true): void {
    const from = performance.now();
    const paths: Trajectory[] = new Array(this.entries.length);
    const which: number[] = [];
    const specs: Spec[] = [];
    this.entries.forEach((entry, k) => {
      if (this.isLive(entry) && ((anew && !this.samples) || !entry.original) && entry.rule) {
        which.push(k);
        specs.push(this.specOf(entry, entry.rule));
      } else {
        paths[k] = this.recordOf(entry.recorded);
      }
    });
    const field = this.computed ?? this.samples;
    if (specs.length && field) {
      descend(field, specs, this.steps, this.batch).forEach((path, i) => {
        paths[which[i]] = path;
      });
    }
    this.paths = paths;
    this.took = performance.now() - from;
  }

  private specOf(entry: Entry, rule: Rule): Spec {
    const { hyper, start, seed } = entry;
    return { rule, hyper, start, seed, factor: this.factorOf(entry) };
  }

  private factorOf(entry: Entry): ((t: number) => number) | null {
    const schedule = SCHEDULES[entry.schedule];
    const { steps } = this;
    return schedule ? (t) => schedule.factor(t, steps) : null;
  }

  /** A run's numbers at the step `t`, counted from 1. */
  numbersAt(run: number, t: number): Record<string, number> {
    const entry = this.entries[run];
    const factor = this.factorOf(entry);
    return factor ? { ...entry.hyper, lr: entry.hyper.lr * factor(t) } : entry.hyper;
  }

  private recordOf(run: number): Trajectory {
    const { runs } = this.scene;
    const recorded = runs?.recorded;
    if (!runs || !recorded || run < 0) throw new Error("this run was not recorded");
    const { d } = this;
    const n = recorded.steps.length;
    const part = (values: Float64Array, size: number) =>
      values.subarray(run * n * size, (run + 1) * n * size);
    const states: Record<string, Float64Array> = {};
    for (const [name, values] of Object.entries(recorded.states)) {
      const size = values.length / (n * runs.runs.length);
      states[name] = part(values, size);
    }
    return {
      d,
      steps: recorded.steps,
      theta: part(recorded.theta, d),
      loss: part(recorded.loss, 1),
      gradient: recorded.gradient ? part(recorded.gradient, d) : null,
      batchLoss: recorded.batch_loss ? part(recorded.batch_loss, 1) : null,
      states,
      divergedAt: runs.diverged[run],
    };
  }

  /** Whether a run as Python recorded it ends elsewhere when it is computed here: a path that is chaotic. */
  drifted(run: number): boolean {
    const entry = this.entries[run];
    const { runs } = this.scene;
    if (!runs || !entry.original || entry.recorded < 0 || !this.isLive(entry) || runs.first)
      return false;
    if (this.steps !== runs.steps || this.batch !== runs.batch) return false;
    const path = this.paths[run];
    if (path.divergedAt !== runs.diverged[entry.recorded]) return true;
    const wanted = runs.ends.loss[entry.recorded];
    const found = path.loss[path.divergedAt >= 0 ? path.divergedAt : path.loss.length - 1];
    return (
      Math.abs(found - wanted) > 1e-6 * Math.max(Math.abs(wanted), 1e-6 * Math.abs(path.loss[0]))
    );
  }

  /** Changes settings, and computes anew. `settled` where the change is finished, not on its way. */
  change(alter: () => void, settled = true): void {
    alter();
    this.compute();
    this.step = Math.min(this.step, this.steps);
    this.tell("runs", "step");
    if (settled) this.tell("settled");
  }

  /** Puts the runs that begin where a run begins at another place. */
  moveStart(run: number, to: readonly number[], settled: boolean): void {
    const from = this.entries[run].start.slice();
    this.change(() => {
      for (const entry of this.entries) {
        if (!this.isLive(entry) || !entry.start.every((v, k) => v === from[k])) continue;
        entry.start = this.samples ? this.samples.placed(to) : to.slice();
        entry.original = false;
      }
    }, settled);
  }

  setHyper(run: number, name: string, value: number, settled = true): void {
    const entry = this.entries[run];
    this.change(() => {
      entry.hyper = { ...entry.hyper, [name]: value };
      this.renamed(entry);
    }, settled);
  }

  setSchedule(run: number, name: string): void {
    const entry = this.entries[run];
    this.change(() => {
      entry.schedule = name;
      this.renamed(entry);
    });
  }

  /** The rule that an entry gets from a switch; undefined where there is none. */
  turned(entry: Entry, name: string, on: boolean): Rule | undefined {
    return entry.rule ? turned(this.scene.rules, entry.rule, name, on) : undefined;
  }

  /** Turns a switch of a run's rule: Nesterov's momentum, weight decay. */
  turn(run: number, name: string, on: boolean): void {
    const entry = this.entries[run];
    const rule = this.turned(entry, name, on);
    if (!rule) return;
    this.change(() => {
      giveRule(entry, rule, entry.hyper);
      this.renamed(entry);
    });
  }

  /** Gives a run another optimizer, at the rate that fits it here. */
  setRule(run: number, rule: Rule): void {
    this.change(() => {
      const entry = this.entries[run];
      const same = rule.name === entry.name;
      giveRule(entry, rule, same ? entry.hyper : {});
      if (!same && "lr" in entry.hyper) entry.hyper.lr = this.goodRate(rule, entry);
      this.renamed(entry);
    });
  }

  /** Adds a run that begins as the first one does. */
  add(rule: Rule): number {
    const entry = newEntry(rule, freeLook(this.entries), this.entries[0]);
    if ("lr" in entry.hyper) entry.hyper.lr = this.goodRate(rule, entry);
    this.renamed(entry);
    this.change(() => this.entries.push(entry));
    this.tell("shown");
    return this.entries.length - 1;
  }

  remove(run: number): void {
    this.change(() => this.entries.splice(run, 1));
    this.chosen = Math.min(this.chosen, this.entries.length - 1);
    this.tell("shown");
  }

  /** Takes over a choice that was made elsewhere; runs whose rule is not known here are left out. */
  adopt(choice: Choice): void {
    const { scene } = this;
    const entries: Entry[] = [];
    for (const run of choice.runs) {
      const recorded = scene.runs?.runs[run.recorded];
      const known = this.entries.find((entry) => entry.recorded === run.recorded);
      let entry: Entry | null = null;
      if (recorded && scene.runs) {
        const fresh = recordedEntry(recorded, scene.runs.rules, run.recorded);
        const own = fresh.rule?.switches ?? {};
        if (fresh.name === run.name && sameSwitches(own, run.switches)) entry = fresh;
        else if (!this.live) continue;
      }
      const rule = scene.rules.find(
        (other) => other.name === run.name && sameSwitches(other.switches, run.switches),
      );
      if (!entry && rule && this.live)
        entry = newEntry(rule, known?.look ?? freeLook(entries), this.entries[0]);
      if (!entry) continue;
      entry.shown = run.shown;
      if (this.isLive(entry)) {
        const same =
          entry.original &&
          !run.schedule &&
          JSON.stringify([entry.start, entry.seed]) === JSON.stringify([run.start, run.seed]) &&
          Object.entries(entry.hyper).every(([name, value]) => run.hyper[name] === value);
        entry.start = run.start.slice();
        entry.seed = run.seed;
        entry.hyper = { ...entry.hyper, ...run.hyper };
        entry.schedule = run.schedule in SCHEDULES ? run.schedule : "";
        if (!same) this.renamed(entry);
      }
      entries.push(entry);
    }
    if (!entries.length) return;
    const anew = this.live;
    const atEnd = this.step === this.steps;
    this.entries = entries;
    this.chosen = Math.min(this.chosen, entries.length - 1);
    if (anew) {
      this.steps = choice.steps;
      this.batch = choice.batch;
    }
    this.compute(anew);
    this.step = atEnd ? this.steps : Math.min(this.step, this.steps);
    this.tell("runs", "shown", "step", "settled");
  }

  toggle(run: number): void {
    this.entries[run].shown = !this.entries[run].shown;
    this.tell("shown");
  }

  choose(run: number): void {
    if (run === this.chosen || !this.entries[run]) return;
    this.chosen = run;
    this.tell("chosen");
  }

  /** The rate with the lowest last loss among twenty-five. */
  goodRate(rule: Rule, entry: Entry): number {
    const found = this.sweep(rule, entry, "lr");
    let best = -1;
    found.losses.forEach((loss, k) => {
      if (Number.isFinite(loss) && (best < 0 || loss < found.losses[best])) best = k;
    });
    return best < 0 ? (rule.hyper.find((h) => h.name === "lr")?.value ?? 0.01) : found.values[best];
  }

  /** The last loss against a setting, others as they are; infinite where it diverges. */
  sweep(
    rule: Rule,
    entry: Entry,
    name: string,
    count = 25,
  ): { values: number[]; losses: number[] } {
    const values = this.valuesOf(rule, name, count);
    const field = this.computed ?? this.samples;
    if (!field) return { values, losses: values.map(() => Number.NaN) };
    const specs = values.map((value) => ({
      ...this.specOf(entry, rule),
      hyper: { ...entry.hyper, [name]: value },
    }));
    const found = endings(field, specs, this.steps, this.batch);
    const losses = Array.from(found.loss, (loss, k) => (found.diverged[k] ? Infinity : loss));
    return { values, losses };
  }

  /** Values that a sweep tries: rates by factors, shares that are kept evenly. */
  private valuesOf(rule: Rule, name: string, count: number): number[] {
    const hyper = rule.hyper.find((h) => h.name === name);
    const share = (k: number) => k / (count - 1);
    if (hyper && (hyper.high <= 1 || name === "momentum"))
      return Array.from({ length: count }, (_, k) => Number((0.99 * share(k)).toPrecision(3)));
    const middle = name === "lr" || !hyper || hyper.value <= 0 ? -2 : Math.log10(hyper.value);
    return Array.from({ length: count }, (_, k) =>
      Number((10 ** (middle - 3 + 6 * share(k))).toPrecision(3)),
    );
  }

  private renamed(entry: Entry): void {
    entry.original = false;
    if (this.samples) entry.start = this.samples.placed(entry.start);
    entry.label = labelOf(entry, this.steps);
    entry.look = { ...entry.look, label: entry.label };
  }

  /** Index of the record of a run at the step shown, or of its last one before it. */
  at(run: number, step = this.step): number {
    const path = this.paths[run];
    const { steps } = path;
    let index = step;
    if (steps.length !== this.steps + 1) {
      let low = 0;
      let high = steps.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (steps[middle] <= step) low = middle;
        else high = middle - 1;
      }
      index = low;
    }
    if (path.divergedAt < 0 || step <= path.divergedAt) return index;
    while (index > 0 && steps[index] > path.divergedAt) index--;
    return index;
  }

  /** A run by its optimizer, and by its number where others have the same. */
  called(run: number): string {
    const { name } = this.entries[run];
    const alone = this.entries.filter((entry) => entry.name === name).length === 1;
    return alone ? name : `${name}, run ${run + 1}`;
  }

  lossAt(run: number): number {
    return this.paths[run].loss[this.at(run)];
  }

  /** The losses that are known of a run: of a program that notes no others, those of its batches. */
  lossesOf(run: number): Float64Array {
    const { loss, batchLoss } = this.paths[run];
    return batchLoss && loss.every(Number.isNaN) ? batchLoss : loss;
  }

  /** The loss at the step shown, in words. */
  lossWords(run: number, spell: (value: number) => string): string {
    const loss = this.lossesOf(run)[this.at(run)];
    if (Number.isNaN(loss) && !this.stopped(run)) return "loss not recorded";
    return `${this.lossesOf(run) === this.paths[run].loss ? "" : "batch "}loss ${spell(loss)}`;
  }

  /** The run with the lowest loss at the end, of those that do not diverge; -1 where all do. */
  best(among = this.entries.map((_, k) => k)): number {
    let best = -1;
    for (const run of among) {
      const path = this.paths[run];
      if (path.divergedAt >= 0) continue;
      const last = path.loss[path.loss.length - 1];
      if (best < 0 || last < this.paths[best].loss[this.paths[best].loss.length - 1]) best = run;
    }
    return best;
  }

  /** Whether a run's path is interpolated between samples, not computed or recorded. */
  interpolated(run: number): boolean {
    return this.samples !== null && !this.entries[run].original;
  }

  /** How a run stopped: it diverged, or it left what was sampled, where nothing is known. */
  stop(run: number): string {
    const path = this.paths[run];
    const left = this.interpolated(run) && Number.isNaN(path.loss[path.divergedAt]);
    return left ? "left the samples" : "diverged";
  }

  /** Whether a run stopped by the step shown. */
  stopped(run: number): boolean {
    const at = this.paths[run].divergedAt;
    return at >= 0 && at <= this.step;
  }

  go(step: number): void {
    const to = Math.max(0, Math.min(this.steps, Math.round(step)));
    if (to === this.step) return;
    this.step = to;
    this.tell("step");
  }

  /** Begins or ends to play; from the start where it stands at the end. */
  play(on: boolean): void {
    if (on === this.playing) return;
    this.playing = on;
    if (on && this.step >= this.steps) this.go(0);
    this.tell("playing");
  }

  setSteps(steps: number): void {
    const atEnd = this.step === this.steps;
    this.change(() => {
      this.steps = Math.max(1, Math.min(100_000, Math.round(steps)));
      if (atEnd) this.step = this.steps;
      for (const entry of this.entries) if (entry.schedule) this.renamed(entry);
    });
  }

  setBatch(batch: number | null): void {
    this.change(() => {
      const rows = this.computed?.rows ?? 0;
      this.batch = batch === null ? null : Math.max(1, Math.min(rows, Math.round(batch)));
    });
  }

  /** Everything as Python gave it. */
  reset(): void {
    const { runs } = this.scene;
    if (!runs) return;
    this.begin(runs);
    this.tell("runs", "shown", "step", "settled");
  }
}
