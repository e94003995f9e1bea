/** The loss over two parameters as a landscape, with the paths on it. */
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
import { LineMaterial } from "three/examples/jsm/lines/LineMaterial.js";
import { LineSegments2 } from "three/examples/jsm/lines/LineSegments2.js";
import { LineSegmentsGeometry } from "three/examples/jsm/lines/LineSegmentsGeometry.js";
import { type Grid, gridOf, lookUp } from "../core/ground.ts";
import { clamp, fitted, number, spoken } from "../core/numbers.ts";
import type { Axis, SurfaceAbout } from "../core/scene.ts";
import { colourOf, dashOf, marker, plus, ramp } from "../draw/marks.ts";
import { namedMarks, namedSaid, namedWords } from "../draw/named.ts";
import { type Pen, widthOf } from "../draw/pen.ts";
import { around, type Words } from "../draw/words.ts";
import { Contour } from "./contour.ts";
import type { Context, Panel } from "./panel.ts";
import { contoursOf } from "./rings.ts";
import { saidOf } from "./said.ts";
import { hasWebGL, Space } from "./space.ts";
import { StartHandle } from "./start.ts";
import { toggle } from "./toggle.ts";

/** How far above the ground paths lie. */
const LIFT = 0.012;

interface Track {
  run: number;
  line: LineSegments2;
  /** How many pieces are drawn up to each record. */
  upTo: Int32Array;
}

class Surface extends Space {
  private readonly about: SurfaceAbout;
  private readonly grid: Grid;
  private readonly handle: StartHandle | null;
  private z: Axis;
  private mesh: Mesh | null = null;
  private tracks: Track[] = [];
  private rings: number[][][][] | null = null;
  private groundKey = "";

  constructor(context: Context) {
    const about = context.scene.about.surface;
    if (!about) throw new Error("the surface panel has no ground");
    super(context, about.camera);
    this.about = about;
    this.grid = gridOf(about.ground, context.model.computed);
    this.z = about.z;
    const { axes } = about.ground;
    const span = (axis: Axis) => axis.limits[1] - axis.limits[0];
    if (about.equal) {
      const [w, h] = [span(about.x), span(about.y)];
      this.sides = [Math.min(1.15, Math.sqrt(w / h)), Math.min(1.15, Math.sqrt(h / w)), 0.62];
    }
    this.handle =
      context.model.live && axes.every((axis) => axis >= 0)
        ? new StartHandle(context, axes, {
            toPixel: (x, y) => this.project(this.ax(x), this.ay(y), this.heightAt(x, y)),
            toData: (px, py) => this.under(px, py),
            step: () => [span(about.x) / 50, span(about.y) / 50],
          })
        : null;
    if (this.handle) this.element.append(this.handle.element);
  }

  private lastUnder: [number, number] | null = null;

  /** The place of the ground that is seen at a pixel; where none is, the last one. */
  private under(px: number, py: number): [number, number] {
    const hit = this.mesh && this.aim(px, py).intersectObject(this.mesh, false)[0];
    if (hit) this.lastUnder = [this.ax.invert(hit.point.x), this.ay.invert(hit.point.z)];
    if (this.lastUnder) return this.lastUnder;
    const { model } = this.context;
    const { start } = model.entries[Math.max(0, model.chosen)];
    const { axes } = this.about.ground;
    return [start[axes[0]], start[axes[1]]];
  }

  protected axes3(): [Axis, Axis, Axis] {
    return [this.about.x, this.about.y, this.z];
  }

  private heightAt(x: number, y: number): number {
    const loss = lookUp(this.grid, x, y);
    return Number.isFinite(loss) ? this.az(clamp(loss, this.z.limits)) : this.sides[2];
  }

  /** How high a run stands: on the ground, or at its own loss where the ground is a cut that it passes by. */
  private standing(run: number, x: number, y: number, loss: number): number {
    if (this.about.whole || this.model.interpolated(run) || !Number.isFinite(loss))
      return this.heightAt(x, y);
    return this.az(clamp(loss, this.z.limits));
  }

  protected build(): void {
    const { theme, about } = this;
    const key = `${theme.paper} ${this.z.log} ${this.z.limits}`;
    if (key !== this.groundKey) {
      this.groundKey = key;
      this.clear();
      this.tracks = [];
      this.ground();
      this.isolines();
    }
    for (const { line } of this.tracks) this.discard(line);
    this.tracks = about.ground.axes.every((axis) => axis >= 0)
      ? this.model.shown.map((run) => this.track(run))
      : [];
  }

  /** The ground, without the cells in which the loss is not finite. */
  private ground(): void {
    const { grid, theme, about } = this;
    const nx = grid.xs.length;
    const ny = grid.ys.length;
    const places = new Float32Array(3 * nx * ny);
    const colours = new Float32Array(3 * nx * ny);
    const { values } = about.levels;
    const table = Array.from({ length: 65 }, (_, k) => new Color(ramp(theme.ramp, k / 64)));
    for (let j = 0, k = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, k++) {
        const loss = grid.loss[k];
        places[3 * k] = this.ax(grid.xs[i]);
        places[3 * k + 1] = Number.isFinite(loss) ? this.az(clamp(loss, this.z.limits)) : 0;
        places[3 * k + 2] = this.ay(grid.ys[j]);
        const c = table[Math.round(64 * band(values, loss))];
        colours[3 * k] = c.r;
        colours[3 * k + 1] = c.g;
        colours[3 * k + 2] = c.b;
      }
    const faces: number[] = [];
    for (let j = 0; j + 1 < ny; j++)
      for (let i = 0; i + 1 < nx; i++) {
        const [a, b, c, d] = [j * nx + i, j * nx + i + 1, (j + 1) * nx + i, (j + 1) * nx + i + 1];
        if ([a, b, c, d].some((k) => Number.isNaN(grid.loss[k]))) continue;
        // Level tops where the view ends would look like a roof.
        if ([a, b, c, d].every((k) => grid.loss[k] > this.z.limits[1])) continue;
        faces.push(a, b, c, b, d, c);
      }
    const geometry = new BufferGeometry();
    geometry.setAttribute("position", new BufferAttribute(places, 3));
    geometry.setAttribute("color", new BufferAttribute(colours, 3));
    geometry.setIndex(faces);
    geometry.computeVertexNormals();
    this.mesh = new Mesh(
      geometry,
      new MeshLambertMaterial({
        vertexColors: true,
        side: DoubleSide,
        polygonOffset: true,
        polygonOffsetFactor: 2,
        polygonOffsetUnits: 2,
      }),
    );
    this.content.add(this.mesh);
  }

  private isolines(): void {
    const { about, theme, grid } = this;
    this.rings ??= contoursOf(grid, about.levels.values.slice(1));
    const [[x0, x1], [y0, y1]] = [about.x.limits, about.y.limits];
    const points: number[] = [];
    this.rings.forEach((rings, k) => {
      const level = about.levels.values[k + 1];
      if (level > this.z.limits[1]) return;
      const height = this.az(clamp(level, this.z.limits)) + 0.003;
      for (const ring of rings)
        for (let i = 0; i + 1 < ring.length; i++) {
          const [[ax, ay], [bx, by]] = [ring[i], ring[i + 1]];
          if (
            Math.min(ax, bx) < x0 ||
            Math.max(ax, bx) > x1 ||
            Math.min(ay, by) < y0 ||
            Math.max(ay, by) > y1
          )
            continue;
          points.push(this.ax(ax), height, this.ay(ay), this.ax(bx), height, this.ay(by));
        }
    });
    const geometry = new BufferGeometry();
    geometry.setAttribute("position", new BufferAttribute(Float32Array.from(points), 3));
    this.content.add(new LineSegments(geometry, new LineBasicMaterial({ color: theme.isoline })));
  }

  /** A path over the ground; long steps follow the hills between their ends. */
  private track(run: number): Track {
    const path = this.model.paths[run];
    const [a, b] = this.about.ground.axes;
    const { look } = this.model.entries[run];
    const [[x0, x1], [y0, y1]] = [this.about.x.limits, this.about.y.limits];
    const n = path.steps.length;
    const points: number[] = [];
    const upTo = new Int32Array(n);
    const inside = (x: number, y: number) => x >= x0 && x <= x1 && y >= y0 && y <= y1;
    let previous: [number, number, number] | null = null;
    for (let k = 0; k < n; k++) {
      const [x, y] = [path.theta[k * path.d + a], path.theta[k * path.d + b]];
      if (Number.isNaN(x + y)) {
        upTo.fill(points.length / 6, k);
        break;
      }
      const loss = path.loss[k];
      if (previous) {
        const [px, py, before] = previous;
        const long = Math.max(Math.abs(x - px) / (x1 - x0), Math.abs(y - py) / (y1 - y0));
        const pieces = Math.min(40, Math.max(1, Math.ceil(long / 0.02)));
        for (let i = 0; i < pieces; i++) {
          const ends = [i / pieces, (i + 1) / pieces].map((s): [number, number, number] => [
            px + s * (x - px),
            py + s * (y - py),
            before + s * (loss - before),
          ]);
          if (!ends.every(([u, v]) => inside(u, v))) continue;
          for (const [u, v, own] of ends)
            points.push(this.ax(u), this.standing(run, u, v, own) + LIFT, this.ay(v));
        }
      }
      previous = [x, y, loss];
      upTo[k] = points.length / 6;
    }
    const geometry = new LineSegmentsGeometry();
    geometry.setPositions(points.length ? points : [0, -9, 0, 0, -9, 0]);
    const width = this.model.many ? 1.4 : 2.6;
    const dash = dashOf(this.context.scene.dashes, look, 0.012);
    const material = new LineMaterial({
      color: new Color(colourOf(this.theme, look)).getHex(),
      linewidth: width,
      dashed: dash.length > 0,
      dashSize: dash[0] ?? 1,
      gapSize: dash[1] ?? 0,
    });
    material.resolution.set(this.width, this.tall);
    const line = new LineSegments2(geometry, material);
    if (dash.length) line.computeLineDistances();
    this.content.add(line);
    return { run, line, upTo };
  }

  protected update(): void {
    for (const { run, line, upTo } of this.tracks)
      line.geometry.instanceCount = Math.max(0, upTo[this.model.at(run)]);
  }

  protected marks(pen: Pen, words: Words): void {
    const { about, model, theme } = this;
    for (const [x, y] of about.minima) {
      const [px, py] = this.project(this.ax(x), this.ay(y), this.heightAt(x, y));
      plus(pen, theme, px, py, 7);
    }
    const named = (about.named ?? []).map(({ text, at: [x, y], loss }) => {
      const known = loss !== null && Number.isFinite(loss);
      const height = known ? this.az(clamp(loss, this.z.limits)) : this.heightAt(x, y);
      const [px, py] = this.project(this.ax(x), this.ay(y), height + LIFT);
      return { text, x: px, y: py };
    });
    namedMarks(pen, theme, named);
    const [a, b] = about.ground.axes;
    const outside: { text: string; colour: string; px: number; py: number }[] = [];
    for (const { run } of this.tracks) {
      const path = model.paths[run];
      const { look } = model.entries[run];
      const k = model.at(run);
      const [x, y] = [path.theta[k * path.d + a], path.theta[k * path.d + b]];
      const colour = colourOf(theme, look);
      const [cx, cy] = [clamp(x, about.x.limits), clamp(y, about.y.limits)];
      const height = this.standing(run, cx, cy, path.loss[k]) + LIFT;
      const [px, py] = this.project(this.ax(cx), this.ay(cy), height);
      if (cx === x && cy === y) {
        marker(pen, look, px, py, model.many ? 3 : 6, {
          fill: colour,
          stroke: theme.paper,
          width: 1.4,
        });
      } else {
        const text = `outside the view, loss ${number(path.loss[k], 2)}`;
        outside.push({ text, colour, px, py });
      }
    }
    namedWords(pen, theme, named, words);
    for (const { text, colour, px, py } of outside.slice(0, 3)) {
      const width = widthOf(text, 11.5);
      const places = [-12, -27, -42, 18, 33].map((up) => around(px, py + up, width, 14));
      const place = words.place(places);
      pen.text(place.x, place.y + 7, text, { colour, size: 11.5, halo: theme.paper });
    }
    this.handle?.place();
  }

  protected override hover(px: number, py: number): string {
    const hit = this.mesh && this.aim(px, py).intersectObject(this.mesh, false)[0];
    if (!hit) return "";
    const [x, y] = [this.ax.invert(hit.point.x), this.ay.invert(hit.point.z)];
    const { symbols } = this.context.scene.problem;
    const [i, j] = this.about.ground.axes;
    return `${symbols[i] ?? "α"} ${number(x)}  ${symbols[j] ?? "β"} ${number(y)}  loss ${number(lookUp(this.grid, x, y))}`;
  }

  override note(): string {
    return [this.about.title, ...(this.z === this.about.z ? this.about.notes : [])]
      .filter(Boolean)
      .join(" · ");
  }

  tools(): HTMLElement[] {
    const { about, grid } = this;
    const finite = grid.loss.filter((v) => Number.isFinite(v)).sort();
    if (!finite.length || !(finite[finite.length - 1] > 0)) return [];
    const above = finite.filter((v) => v > 0);
    const positive = finite[0] >= 0;
    if (!about.z.log && !positive) return [];
    return [
      toggle("log", about.z.log, "Equal factors of the loss have equal heights", (on) => {
        if (on === about.z.log) this.z = about.z;
        else if (on) {
          const [low, high] = fitted(
            [
              Math.log10(above[Math.floor(above.length * 0.002)]),
              Math.log10(above[above.length - 1]),
            ],
            0.02,
          );
          this.z = { ...about.z, log: true, limits: [10 ** low, 10 ** high] };
        } else
          this.z = {
            ...about.z,
            log: false,
            limits: fitted([finite[0], finite[finite.length - 1]], 0.02),
          };
        this.redraw();
      }),
    ];
  }

  words(): string {
    const { about, model } = this;
    const finite = this.grid.loss.filter((v) => Number.isFinite(v));
    const low = finite.reduce((p, q) => Math.min(p, q), Infinity);
    const high = finite.reduce((p, q) => Math.max(p, q), -Infinity);
    const runs = saidOf(
      model.shown,
      model.few,
      (run) => `${model.entries[run].label} has ${model.lossWords(run, spoken)}`,
    );
    const ground = `The loss over ${about.x.label} and ${about.y.label} as a landscape, from ${spoken(low)} to ${spoken(high)}.`;
    const at = runs.length ? [`At step ${model.step}: ${runs.join("; ")}.`] : [];
    return [ground, ...namedSaid(about.named), ...at].join(" ");
  }
}

/** Where among the levels a loss lies, from 0 to 1. */
function band(values: readonly number[], loss: number): number {
  if (!(loss > values[0])) return 0;
  const last = values.length - 1;
  if (loss >= values[last]) return 1;
  let k = 0;
  while (k < last && values[k + 1] <= loss) k++;
  return (k + (loss - values[k]) / (values[k + 1] - values[k])) / last;
}

/** The surface; where a browser cannot draw it, the same ground from above. */
export function surface(context: Context): Panel {
  if (hasWebGL()) return new Surface(context);
  const flat = new Contour(context, context.scene.about.surface);
  flat.note = () => "from above: this browser has no WebGL, which the view in space needs";
  return flat;
}
