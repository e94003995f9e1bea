/** The model beside the data, by the number of inputs and the kind of target. */
import {
  BufferAttribute,
  BufferGeometry,
  Color,
  DoubleSide,
  LineBasicMaterial,
  LineSegments,
  Mesh,
  MeshLambertMaterial,
} from "three";
import { number, spoken } from "../core/numbers.ts";
import { Predictor, thetaAt } from "../core/predict.ts";
import type { Axis, FitAbout, FitData, ProblemData } from "../core/scene.ts";
import { colourOf, mixed } from "../draw/marks.ts";
import type { Pen } from "../draw/pen.ts";
import { contoursOf, toggle } from "./contour.ts";
import type { Context, Panel } from "./panel.ts";
import { LINE, Plot } from "./plot.ts";
import { hasWebGL, Space } from "./space.ts";

type About<K extends FitAbout["kind"]> = Extract<FitAbout, { kind: K }>;

function fitOf(context: Context): { fit: FitData; problem: ProblemData } {
  const { problem } = context.scene;
  if (!problem.fit) throw new Error("the fit panel needs a model");
  return { fit: problem.fit, problem };
}

/** Up to as many residuals are drawn, and up to as many of them as squares. */
const RESIDUALS = 400;
const SQUARES = 80;

class LineFit extends Plot {
  private readonly fit: FitData;
  private readonly grid: Float64Array;
  private readonly curve: Predictor;
  private readonly rows: Predictor;
  private squares: boolean;

  constructor(
    context: Context,
    private readonly about: About<"line">,
  ) {
    super(context);
    const { fit, problem } = fitOf(context);
    this.fit = fit;
    const [low, high] = about.x.limits;
    this.grid = Float64Array.from({ length: 201 }, (_, k) => low + ((high - low) * k) / 200);
    this.curve = new Predictor(fit, problem.params.length, [this.grid], 201);
    this.rows = new Predictor(
      fit,
      problem.params.length,
      [about.points[0]],
      about.points[0].length,
    );
    this.squares = false;
  }

  private get few(): boolean {
    return this.about.points[0].length <= RESIDUALS;
  }

  protected layout(): void {
    this.box = this.room(14, 10, 50, this.about.y);
    this.scales(this.about.x, this.about.y);
  }

  protected base(pen: Pen): void {
    const { about, theme } = this;
    this.axes(pen, about.x, about.y);
    const [xs, ys] = about.points;
    const size = xs.length > 2000 ? 1.6 : xs.length > 200 ? 2.4 : 3.4;
    for (let i = 0; i < xs.length; i++)
      pen.circle(this.x(xs[i]), this.y(ys[i]), size, {
        fill: theme.points,
        stroke: theme.paper,
        width: 0.8,
        alpha: xs.length > 200 ? 0.6 : 0.9,
      });
  }

  protected top(pen: Pen): void {
    const { about, box, model, theme } = this;
    const [xs, ys] = about.points;
    pen.clip(box.x, box.y, box.width, box.height, () => {
      const chosen = model.shown.includes(model.chosen) ? model.chosen : model.shown[0];
      if (chosen !== undefined && this.few && !about.y.names.length) {
        const predicted = this.rows.at(thetaAt(model.paths[chosen], model.at(chosen)));
        const colour = this.colour(model.entries[chosen].look);
        for (let i = 0; i < xs.length; i++) {
          const [px, a, b] = [this.x(xs[i]), this.y(ys[i]), this.y(predicted[i])];
          if (!Number.isFinite(b)) continue;
          if (this.squares && xs.length <= SQUARES) {
            const side = Math.abs(b - a);
            pen.rect(px, Math.min(a, b), side, side, { fill: colour, alpha: 0.13 });
            pen.rect(px, Math.min(a, b), side, side, { stroke: colour, width: 0.8, alpha: 0.5 });
          }
          pen.line([px, px], [a, b], 2, { colour, width: 1, alpha: 0.7 });
        }
      }
      const many = model.entries.length > 8;
      const px = Float64Array.from(this.grid, (v) => this.x(v));
      for (const run of model.shown) {
        const { look } = model.entries[run];
        const predicted = this.curve.at(thetaAt(model.paths[run], model.at(run)));
        const py = Float64Array.from(predicted, (v) => Math.max(-1e5, Math.min(1e5, this.y(v))));
        const width = many ? 1 : LINE + (run === model.chosen ? 0.6 : 0);
        if (!many)
          pen.line(px, py, px.length, { colour: theme.paper, width: width * 2, alpha: 0.75 });
        pen.line(px, py, px.length, {
          colour: this.colour(look),
          width,
          dash: this.dash(look, width),
        });
      }
    });
  }

  override note(): string {
    return [formulaAt(this.context), ...this.about.notes].filter(Boolean).join(" · ");
  }

  tools(): HTMLElement[] {
    if (!this.few || this.about.points[0].length > SQUARES || !this.fit.squares) return [];
    return [
      toggle(
        "squares",
        this.squares,
        "Each residual as a square: the loss is their mean area",
        (on) => {
          this.squares = on;
          this.step();
        },
      ),
    ];
  }

  words(): string {
    const { about } = this;
    return `${about.y.label} against ${about.x.label}: ${about.points[0].length} points, and the model of each run at step ${this.model.step}. ${formulaAt(this.context, spoken)}`;
  }
}

/** The chosen run's parameters at this step: `w = 1.97, b = 0.02`. */
function formulaAt(context: Context, spell: (v: number) => string = (v) => number(v)): string {
  const { model, scene } = context;
  const run = model.shown.includes(model.chosen) ? model.chosen : model.shown[0];
  if (run === undefined) return "";
  const theta = thetaAt(model.paths[run], model.at(run));
  if (theta.length > 4) return "";
  return Array.from(theta, (v, k) => `${scene.problem.symbols[k]} = ${spell(v)}`).join(", ");
}

const GRID = 61;

class BoundaryFit extends Plot {
  private readonly predictor: Predictor;
  private readonly xs: Float64Array;
  private readonly ys: Float64Array;

  constructor(
    context: Context,
    private readonly about: About<"boundary">,
  ) {
    super(context);
    const { fit, problem } = fitOf(context);
    const line = ([low, high]: [number, number]) =>
      Float64Array.from({ length: GRID }, (_, k) => low + ((high - low) * k) / (GRID - 1));
    this.xs = line(about.x.limits);
    this.ys = line(about.y.limits);
    const [px, py] = [new Float64Array(GRID * GRID), new Float64Array(GRID * GRID)];
    for (let j = 0, k = 0; j < GRID; j++)
      for (let i = 0; i < GRID; i++, k++) {
        px[k] = this.xs[i];
        py[k] = this.ys[j];
      }
    this.predictor = new Predictor(fit, problem.params.length, [px, py], GRID * GRID);
  }

  protected layout(): void {
    this.box = this.room(14, 10, 50, this.about.y);
    this.scales(this.about.x, this.about.y);
  }

  protected base(pen: Pen): void {
    this.axes(pen, this.about.x, this.about.y);
  }

  protected top(pen: Pen): void {
    const { about, box, model, theme } = this;
    pen.clip(box.x, box.y, box.width, box.height, () => {
      for (const run of model.shown.slice(0, 8)) {
        const loss = this.predictor.at(thetaAt(model.paths[run], model.at(run)));
        if (!loss.some(Number.isFinite)) continue;
        const { look } = model.entries[run];
        const grid = { xs: this.xs, ys: this.ys, loss, bad: new Uint8Array(0) };
        const chosen = run === model.chosen || model.shown.length === 1;
        const levels = chosen ? [0.1, 0.25, 0.5, 0.75, 0.9] : [0.5];
        contoursOf(grid, levels).forEach((rings, k) => {
          const half = levels[k] === 0.5;
          const placed = rings.map((ring) => ring.map(([x, y]) => [this.x(x), this.y(y)]));
          if (chosen) pen.rings(placed, { fill: this.colour(look), alpha: 0.06 });
          for (const ring of placed)
            pen.line(
              ring.map(([x]) => x),
              ring.map(([, y]) => y),
              ring.length,
              {
                colour: this.colour(look),
                width: half ? LINE : 0.8,
                alpha: half ? 1 : 0.55,
                dash: half ? this.dash(look) : [],
              },
            );
        });
      }
    });
    const [xs, ys] = about.points;
    const [first, second] = classColours(theme);
    const size = xs.length > 500 ? 2.2 : 3.6;
    for (let i = 0; i < xs.length; i++) {
      const [px, py] = [this.x(xs[i]), this.y(ys[i])];
      if (about.second[i])
        pen.rect(px - size, py - size, 2 * size, 2 * size, {
          fill: second,
          stroke: theme.paper,
          width: 0.8,
        });
      else pen.circle(px, py, size * 1.1, { fill: first, stroke: theme.paper, width: 0.8 });
    }
  }

  override note(): string {
    return [`● ${this.about.names[0]}  ■ ${this.about.names[1]}`, ...this.about.notes].join(" · ");
  }

  words(): string {
    const { about } = this;
    return `${about.y.label} against ${about.x.label}: points of the classes ${about.names.join(" and ")}, and the line on which each run's model gives both one half, at step ${this.model.step}. ${formulaAt(this.context, spoken)}`;
  }
}

export function classColours(theme: {
  ink: string;
  paper: string;
  points: string;
}): [string, string] {
  return [mixed(theme.points, theme.paper, 0.25), theme.ink];
}

class TableFit extends Plot {
  private readonly predictor: Predictor;
  private readonly fit: FitData;

  constructor(
    context: Context,
    private readonly about: About<"table">,
  ) {
    super(context);
    const { fit, problem } = fitOf(context);
    this.fit = fit;
    this.predictor = new Predictor(fit, problem.params.length, about.inputs, about.observed.length);
  }

  protected layout(): void {
    this.box = this.room(14, 10, 50, this.about.y);
    this.scales(this.about.x, this.about.y);
  }

  protected base(pen: Pen): void {
    const { about, theme } = this;
    this.axes(pen, about.x, about.y);
    if (about.classes.length) {
      const at = this.x(0);
      pen.line([at, at], [this.box.y, this.box.y + this.box.height], 2, {
        colour: theme.ink,
        width: 1,
        dash: [3, 3],
      });
    } else {
      const [low, high] = about.x.limits;
      pen.line([this.x(low), this.x(high)], [this.y(low), this.y(high)], 2, {
        colour: theme.ink,
        width: 1,
        dash: [3, 3],
      });
    }
  }

  protected top(pen: Pen): void {
    const { about, box, model, theme } = this;
    const run = model.shown.includes(model.chosen) ? model.chosen : model.shown[0];
    if (run === undefined) return;
    const predicted = this.predictor.at(thetaAt(model.paths[run], model.at(run)));
    const fill = this.colour(model.entries[run].look);
    const sure = 10 ** -9;
    pen.clip(box.x, box.y, box.width, box.height, () => {
      for (let i = 0; i < predicted.length; i++) {
        if (!Number.isFinite(predicted[i])) continue;
        let [px, py] = [this.x(about.observed[i]), this.y(predicted[i])];
        if (about.classes.length) {
          const p = Math.max(sure, Math.min(1 - sure, predicted[i]));
          // Rows of one class lie beside each other, not on each other; the same way each time.
          const beside = (((i * 0.6180339887) % 1) - 0.5) * 0.7;
          px = this.x(Math.log10(p) - Math.log10(1 - p));
          py = this.y(about.observed[i] + beside);
        }
        pen.circle(px, py, 2.8, { fill, stroke: theme.paper, width: 0.6, alpha: 0.75 });
      }
    });
  }

  override note(): string {
    const { model } = this;
    const run = model.shown.includes(model.chosen) ? model.chosen : model.shown[0];
    const whose = run !== undefined && model.entries.length > 1 ? model.entries[run].label : "";
    return [whose, this.right, ...this.about.notes].filter(Boolean).join(" · ");
  }

  private get right(): string {
    const { about, model } = this;
    const run = model.shown.includes(model.chosen) ? model.chosen : model.shown[0];
    if (run === undefined) return "";
    const predicted = this.predictor.at(thetaAt(model.paths[run], model.at(run)));
    if (about.classes.length) {
      let right = 0;
      for (let i = 0; i < predicted.length; i++)
        if (predicted[i] > 0.5 === about.observed[i] > 0.5) right++;
      return `${right} of ${predicted.length} rows right`;
    }
    const mean = about.observed.reduce((a, b) => a + b, 0) / predicted.length;
    let [left, all] = [0, 0];
    for (let i = 0; i < predicted.length; i++) {
      left += (about.observed[i] - predicted[i]) ** 2;
      all += (about.observed[i] - mean) ** 2;
    }
    return all > 0 ? `R² ${number(1 - left / all)}` : "";
  }

  words(): string {
    return `What the model predicts for each of ${this.about.observed.length} rows, against what was observed, at step ${this.model.step}: ${this.right}. The target is ${this.fit.target}.`;
  }
}

class PlaneFit extends Space {
  private readonly predictor: Predictor;
  private readonly rows: Predictor;
  private readonly xs: Float64Array;
  private readonly ys: Float64Array;
  private mesh: Mesh | null = null;
  private net: LineSegments | null = null;
  private residuals: LineSegments | null = null;
  private static readonly N = 21;

  constructor(
    context: Context,
    private readonly about: About<"plane">,
  ) {
    super(context, [22, -60]);
    const { fit, problem } = fitOf(context);
    const n = PlaneFit.N;
    const line = ([low, high]: [number, number]) =>
      Float64Array.from({ length: n }, (_, k) => low + ((high - low) * k) / (n - 1));
    this.xs = line(about.x.limits);
    this.ys = line(about.y.limits);
    const [px, py] = [new Float64Array(n * n), new Float64Array(n * n)];
    for (let j = 0, k = 0; j < n; j++)
      for (let i = 0; i < n; i++, k++) {
        px[k] = this.xs[i];
        py[k] = this.ys[j];
      }
    const d = problem.params.length;
    this.predictor = new Predictor(fit, d, [px, py], n * n);
    this.rows = new Predictor(fit, d, about.points.slice(0, 2), about.points[0].length);
  }

  protected axes3(): [Axis, Axis, Axis] {
    return [this.about.x, this.about.y, this.about.z];
  }

  private get run(): number | undefined {
    const { model } = this;
    return model.shown.includes(model.chosen) ? model.chosen : model.shown[0];
  }

  protected build(): void {
    const { theme } = this;
    const n = PlaneFit.N;
    this.content.clear();
    const { run } = this;
    const colour = run === undefined ? theme.ink : colourOf(theme, this.model.entries[run].look);
    const geometry = new BufferGeometry();
    geometry.setAttribute("position", new BufferAttribute(new Float32Array(3 * n * n), 3));
    const faces: number[] = [];
    const edges: number[] = [];
    for (let j = 0; j < n; j++)
      for (let i = 0; i < n; i++) {
        const k = j * n + i;
        if (i + 1 < n && j + 1 < n) faces.push(k, k + 1, k + n, k + 1, k + n + 1, k + n);
        if (i + 1 < n && j % 2 === 0) edges.push(k, k + 1);
        if (j + 1 < n && i % 2 === 0) edges.push(k, k + n);
      }
    geometry.setIndex(faces);
    this.mesh = new Mesh(
      geometry,
      new MeshLambertMaterial({
        color: new Color(colour),
        side: DoubleSide,
        transparent: true,
        opacity: 0.35,
        depthWrite: false,
      }),
    );
    const net = new BufferGeometry();
    net.setAttribute("position", geometry.getAttribute("position"));
    net.setIndex(edges);
    this.net = new LineSegments(
      net,
      new LineBasicMaterial({ color: new Color(colour), transparent: true, opacity: 0.55 }),
    );
    const few = this.about.points[0].length <= RESIDUALS;
    const lines = new BufferGeometry();
    lines.setAttribute(
      "position",
      new BufferAttribute(new Float32Array(few ? 6 * this.about.points[0].length : 0), 3),
    );
    this.residuals = new LineSegments(
      lines,
      new LineBasicMaterial({ color: new Color(colour), transparent: true, opacity: 0.7 }),
    );
    this.content.add(this.mesh, this.net, this.residuals);
  }

  protected update(): void {
    const { run, mesh, residuals, about } = this;
    if (run === undefined || !mesh || !residuals) {
      this.content.visible = false;
      return;
    }
    this.content.visible = true;
    const theta = thetaAt(this.model.paths[run], this.model.at(run));
    const n = PlaneFit.N;
    const [low, high] = about.z.limits;
    const height = (v: number) => this.az(Math.max(low, Math.min(high, v)));
    const places = mesh.geometry.getAttribute("position") as BufferAttribute;
    const predicted = this.predictor.at(theta);
    for (let j = 0, k = 0; j < n; j++)
      for (let i = 0; i < n; i++, k++)
        places.setXYZ(k, this.ax(this.xs[i]), height(predicted[k]), this.ay(this.ys[j]));
    places.needsUpdate = true;
    mesh.geometry.computeVertexNormals();
    const ends = residuals.geometry.getAttribute("position") as BufferAttribute;
    if (ends.count) {
      const [xs, ys, zs] = about.points;
      const at = this.rows.at(theta);
      for (let i = 0; i < xs.length; i++) {
        const [x, y] = [this.ax(xs[i]), this.ay(ys[i])];
        ends.setXYZ(2 * i, x, height(zs[i]), y);
        ends.setXYZ(2 * i + 1, x, height(at[i]), y);
      }
      ends.needsUpdate = true;
    }
  }

  protected marks(pen: Pen): void {
    const [xs, ys, zs] = this.about.points;
    const { theme } = this;
    const every = Math.ceil(xs.length / 3000);
    for (let i = 0; i < xs.length; i += every) {
      const [px, py] = this.project(this.ax(xs[i]), this.ay(ys[i]), this.az(zs[i]));
      pen.circle(px, py, xs.length > 300 ? 2 : 3.2, {
        fill: theme.points,
        stroke: theme.paper,
        width: 0.8,
      });
    }
  }

  override note(): string {
    return [formulaAt(this.context), ...this.about.notes].filter(Boolean).join(" · ");
  }

  words(): string {
    const { about } = this;
    return `${about.points[0].length} points of ${about.z.label} over ${about.x.label} and ${about.y.label}, and the model as a surface through them at step ${this.model.step}. ${formulaAt(this.context, spoken)}`;
  }
}

/** Where there is no WebGL: what the model predicts against what was observed. */
class FlatPlane extends TableFit {
  override note(): string {
    return `predicted against observed: this browser has no WebGL · ${super.note()}`;
  }
}

export function fit(context: Context): Panel {
  const about = context.scene.about.fit;
  if (!about) throw new Error("the fit panel has no data");
  if (about.kind === "line") return new LineFit(context, about);
  if (about.kind === "boundary") return new BoundaryFit(context, about);
  if (about.kind === "table") return new TableFit(context, about);
  if (hasWebGL()) return new PlaneFit(context, about);
  const { z } = about;
  return new FlatPlane(context, {
    kind: "table",
    notes: about.notes,
    x: { ...z, label: `${z.label}, observed` },
    y: { ...z, label: `${z.label}, predicted` },
    observed: about.points[2],
    inputs: about.points.slice(0, 2),
    classes: [],
  });
}
