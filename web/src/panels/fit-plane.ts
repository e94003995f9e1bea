/** The model of two inputs as a surface through the points. */
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
import { clamp, spoken } from "../core/numbers.ts";
import { Predictor, thetaAt } from "../core/predict.ts";
import type { Axis } from "../core/scene.ts";
import { colourOf } from "../draw/marks.ts";
import type { Pen } from "../draw/pen.ts";
import { type About, evenly, fitOf, formulaAt, pairs, RESIDUALS } from "./fitted.ts";
import type { Context } from "./panel.ts";
import { Space } from "./space.ts";

/** Points of the surface along each axis. */
const N = 21;

export class PlaneFit extends Space {
  private readonly predictor: Predictor;
  private readonly rows: Predictor;
  private readonly xs: Float64Array;
  private readonly ys: Float64Array;
  private mesh: Mesh | null = null;
  private net: LineSegments | null = null;
  private residuals: LineSegments | null = null;

  constructor(
    context: Context,
    private readonly about: About<"plane">,
  ) {
    super(context, [22, -60]);
    const { fit, problem } = fitOf(context);
    this.xs = evenly(about.x.limits, N);
    this.ys = evenly(about.y.limits, N);
    const d = problem.params.length;
    this.predictor = new Predictor(fit, d, pairs(this.xs, this.ys), N * N);
    this.rows = new Predictor(fit, d, about.points.slice(0, 2), about.points[0].length);
  }

  protected axes3(): [Axis, Axis, Axis] {
    return [this.about.x, this.about.y, this.about.z];
  }

  protected build(): void {
    const { theme } = this;
    const n = N;
    this.clear();
    const run = this.model.focus;
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
    const { mesh, residuals, about } = this;
    const run = this.model.focus;
    if (run === undefined || !mesh || !residuals) {
      this.content.visible = false;
      return;
    }
    this.content.visible = true;
    const theta = thetaAt(this.model.paths[run], this.model.at(run));
    const n = N;
    const height = (v: number) => this.az(clamp(v, about.z.limits));
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
