/** What can be chosen in the page, as plain data: for the host to keep, to send back, or to run. */
import { settingsOf } from "./entry.ts";
import type { Model } from "./model.ts";

export interface RunChoice {
  /** As the command line spells it, with numbers: `sgd:lr=0.1,momentum=0.9`. Made by the page, not read by it. */
  optimizer: string;
  /** The rule's name, and its numbers. */
  name: string;
  hyper: Record<string, number>;
  switches: Record<string, boolean>;
  /** Name of the schedule of its rate, or empty. */
  schedule: string;
  start: number[];
  seed: number;
  shown: boolean;
  /** Which of the scene's runs it began as; -1 for one that was added. */
  recorded: number;
}

export interface Choice {
  steps: number;
  batch: number | null;
  runs: RunChoice[];
}

/** A template with its numbers put in. */
export function filled(template: string, hyper: Record<string, number | string>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name) =>
    name in hyper ? String(hyper[name]) : whole,
  );
}

export function choiceOf(model: Model): Choice {
  return {
    steps: model.steps,
    batch: model.batch,
    runs: model.entries.map((entry) => ({
      optimizer: filled(entry.command, settingsOf(entry, model.steps, ",")),
      name: entry.name,
      hyper: { ...entry.hyper },
      switches: { ...entry.rule?.switches },
      schedule: entry.schedule,
      start: entry.start.slice(),
      seed: entry.seed,
      shown: entry.shown,
      recorded: entry.recorded,
    })),
  };
}

/** Whether two choices are the same, whatever the order of their names. */
export function sameChoice(a: Choice | undefined, b: Choice): boolean {
  return a !== undefined && JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));
}

function ordered(choice: Choice): unknown {
  return [
    choice.steps,
    choice.batch,
    choice.runs.map((run) => [
      run.name,
      Object.keys(run.hyper)
        .sort()
        .map((name) => [name, run.hyper[name]]),
      Object.entries(run.switches).sort(),
      run.schedule,
      run.start,
      run.seed,
      run.shown,
      run.recorded,
    ]),
  ];
}
