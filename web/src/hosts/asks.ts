/** What Python is asked, and what it answers: over loopback in the local app, by messages in a notebook. */

export type Point = [number, number];

/** What is to be shown; `docs/explore.md` lists what may stand in it. */
export interface Ask {
  preset?: string;
  function?: string;
  formula?: string;
  points?: Point[];
  table?: string;
  model?: string;
  target?: string;
  loss?: string;
  test?: string;
  store?: boolean;
  steps?: number;
}

export interface About {
  notes: string[];
  scores: { label: string; train: number | null; test: number | null }[];
  words?: string;
  /** Of a store: what `version` gave when it was read. */
  version?: string;
}

export interface Proposal {
  model: string;
  target: string;
  loss: string;
}

export interface Given {
  table: string;
  source: string;
  rows: number;
  columns: { name: string; number: boolean }[];
  first: string[][];
  proposal: Proposal | null;
  why?: string;
}

export interface Start {
  functions: { name: string; shows: string; formula: string }[];
  presets: { name: string; title: string; words: string }[];
  store: string | null;
  table: string | null;
}

/** What Python says is wrong; with the place where it is a formula. */
export class Wrong extends Error {
  constructor(
    message: string,
    readonly text?: string,
    readonly position?: number,
  ) {
    super(message);
  }
}

/** What the user's own input needs of Python. */
export interface Python {
  upload(file: File): Promise<Given>;
  propose(table: string, target: string): Promise<Proposal>;
}
