/** The scene as Python describes it (src/thalweg/render/page/), and how it is read from its bytes. */
import type { ProgramData } from "./program.ts";

export type Numbers = Float64Array | Float32Array | Int32Array | Uint8Array;

export interface Axis {
  label: string;
  limits: [number, number];
  log: boolean;
  names: [number, string][];
  whole: boolean;
}

export interface Levels {
  values: number[];
  above: boolean;
  log: boolean;
  floor: number;
  ticks: [number, string][];
}

export interface Look {
  label: string;
  colour: number | null;
  shade: number | null;
  dash: number;
  marker: number;
}

export interface Hyper {
  name: string;
  glyph: string;
  value: number;
  meaning: string;
  low: number;
  high: number;
  openLow: boolean;
  openHigh: boolean;
  whole: boolean;
}

export interface Equations {
  lines: { name: string; text: string; slope: boolean; theta: boolean }[];
  names: { glyph: string; at: number }[];
  program: ProgramData;
}

export interface Rule {
  name: string;
  title: string;
  paper: string;
  fixed: Record<string, string | number | boolean>;
  /** What can be on or off, and whether it is. */
  switches: Record<string, boolean>;
  hyper: Hyper[];
  states: { name: string; symbol: string; perRun: boolean }[];
  step: ProgramData;
  start: ProgramData;
  probe: ProgramData | null;
  equations: Equations;
}

export interface FitData {
  inputs: string[];
  target: string;
  classes: [number, string][];
  logistic: boolean;
  squares: boolean;
  formula: string;
  model: ProgramData;
  scalings: [number, number][];
}

export interface ProblemData {
  kind: string;
  title: string;
  params: string[];
  symbols: string[];
  labels: string[];
  rows: number | null;
  closed: ProgramData | null;
  mean: { program: ProgramData; columns: Float64Array[]; weight: number } | null;
  penalty: ProgramData | null;
  fit: FitData | null;
  python: string | null;
  command: string[] | null;
}

export interface RunData {
  label: string;
  name: string;
  rule: number | null;
  hyper: Record<string, number>;
  start: number[];
  seed: number;
  look: Look;
  python: string;
  command: string;
}

interface Recorded {
  steps: Int32Array;
  theta: Float64Array;
  loss: Float64Array;
  gradient?: Float64Array;
  batch_loss?: Float64Array;
  states: Record<string, Float64Array>;
}

export interface RunsData {
  rules: Rule[];
  runs: RunData[];
  steps: number;
  every: number;
  batch: number | null;
  live: boolean;
  recorded: Recorded | null;
  first: boolean;
  diverged: number[];
  ends: { theta: number[][]; loss: number[] };
  scale: { label: string; low: number; high: number; log: boolean } | null;
  key: Look[];
}

export interface Ground {
  axes: number[];
  grid: (Float64Array | [number, number, number])[];
  origin: number[];
  loss: Numbers | null;
  done: Uint8Array | null;
  interpolated: boolean;
}

/** A point of a plane that has a name. */
export interface NamedPoint {
  text: string;
  /** It in words, with its place and its loss. */
  said: string;
  /** On a curve the height too; NaN where the loss is not finite. */
  at: [number, number];
  loss: number | null;
}

export interface MapAbout {
  ground: Ground;
  title: string;
  x: Axis;
  y: Axis;
  levels: Levels;
  minima: [number, number][];
  named?: NamedPoint[];
  equal: boolean;
  gradient: boolean;
}

export interface SurfaceAbout extends MapAbout {
  z: Axis;
  whole: boolean;
  notes: string[];
  camera: [number, number];
}

export interface ProfileAbout {
  ground: Ground;
  title: string;
  x: Axis;
  y: Axis;
  minima: [number, number][];
  named?: NamedPoint[];
  notes?: string[];
}

export type FitAbout = { notes: string[]; x: Axis; y: Axis } & (
  | { kind: "line"; points: Float64Array[] }
  | { kind: "plane"; z: Axis; points: Float64Array[] }
  | { kind: "boundary"; points: Float64Array[]; second: Uint8Array; names: string[] }
  | {
      kind: "table";
      observed: Float64Array;
      inputs: Float64Array[];
      classes: [number, string][];
    }
);

export interface DiagramAbout {
  equation: string;
  layers: { key: string; text: string; label: string; bias: boolean }[][];
  edges: { from: string; to: string; name: string }[];
  weights: ProgramData;
  order: number[];
}

export interface DataAbout {
  axes: Axis[];
  points: Float64Array[];
  counts: Int32Array | null;
  classes: Int32Array | null;
  names: string[];
  notes: string[];
  sheet: { names: string[]; cells: string[][]; rows: number };
}

export interface About {
  surface?: SurfaceAbout;
  contour?: MapAbout;
  profile?: ProfileAbout;
  fit?: FitAbout;
  loss?: { x: Axis; y: Axis; title: string };
  parameters?: { goals: number[][] };
  sharpness?: {
    x: Axis;
    y: Axis;
    steps: Int32Array;
    /** Of each run at each of the steps, NaN where it is not known. */
    values: Float64Array;
    limits: (number | null)[];
    limit: string;
  };
  sweep?: { name: string; x: Axis; y: Axis; bound: number | null; notes: string[] };
  state?: { run: number };
  diagram?: DiagramAbout;
  data?: DataAbout;
}

export interface Theme {
  paper: string;
  ink: string;
  quiet: string;
  faint: string;
  palette: string[];
  ramp: string[];
  shades: string[];
  isoline: string;
  points: string;
}

/** One of several pictures of each panel: of some of the runs, or of one step. */
export interface PartData {
  label: string;
  outcome: string;
  runs: number[];
  step: number | null;
  /** Of several landscapes: its own ground. */
  about?: About;
}

export interface SceneData {
  format: number;
  title: string;
  subtitle: string;
  alt: string;
  panels: string[];
  /** What divides the runs into parts, or the steps that they are shown at. */
  by: string | number[] | null;
  parts: PartData[];
  problem: ProblemData;
  runs: RunsData | null;
  rules: Rule[];
  about: About;
  minima: number[][];
  losses: number[];
  themes: Record<string, Theme>;
  dashes: number[][];
}

/** Of the scenes that this page reads. */
export const FORMAT = 1;

const KINDS = {
  f8: Float64Array,
  f4: Float32Array,
  i4: Int32Array,
  u1: Uint8Array,
} as const;

const SPECIAL: Record<string, number> = {
  inf: Infinity,
  "-inf": -Infinity,
  nan: Number.NaN,
};

/** Reads what `thalweg.render.page.pack` has written; arrays are views of the bytes where that is possible. */
export function unpack(bytes: ArrayBuffer): unknown {
  const length = new DataView(bytes).getUint32(0, true);
  const text = new TextDecoder().decode(new Uint8Array(bytes, 4, length));
  const first = Math.ceil((4 + length) / 8) * 8;
  return JSON.parse(text, (_key, value) => {
    const stands = value !== null && typeof value === "object" ? value.$ : undefined;
    if (stands === undefined) return value;
    if (typeof stands === "string") return SPECIAL[stands];
    const [kind, offset, shape] = stands as [keyof typeof KINDS, number, number[]];
    return new KINDS[kind](
      bytes,
      first + offset,
      shape.reduce((a, b) => a * b, 1),
    );
  });
}

export function readScene(bytes: ArrayBuffer): SceneData {
  const scene = unpack(bytes) as SceneData;
  if (scene.format !== FORMAT)
    throw new Error(
      `a scene of format ${scene.format} needs a newer thalweg; this page reads ${FORMAT}`,
    );
  return scene;
}
