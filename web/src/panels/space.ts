/** A panel of three dimensions: WebGL between two canvases, one for the walls behind, one for what must stay sharp. */
import {
  AmbientLight,
  DirectionalLight,
  Group,
  type Object3D,
  PerspectiveCamera,
  Raycaster,
  Scene,
  Vector2,
  Vector3,
  WebGLRenderer,
} from "three";
import { OrbitControls } from "three/examples/jsm/controls/OrbitControls.js";
import { clamp, type Scale, scale } from "../core/numbers.ts";
import type { Axis, Theme } from "../core/scene.ts";
import { CanvasPen, type Pen, widthOf } from "../draw/pen.ts";
import { around, type Box, Words } from "../draw/words.ts";
import type { Context, Panel } from "./panel.ts";
import { blobOf, NUMBERS, ticksOf, widest } from "./plot.ts";

/** The size of axes' names. */
const NAMES = 13;

/** Up to as many numbers stand beside the height. */
const HEIGHTS = 4;

/** How far they stand from it, in pixels. */
const BESIDE = 8;

/** Whether this browser draws in space at all. */
export function hasWebGL(): boolean {
  try {
    const canvas = document.createElement("canvas");
    return canvas.getContext("webgl2") !== null;
  } catch {
    return false;
  }
}

type Point3 = [number, number, number];

export abstract class Space implements Panel {
  readonly element = document.createElement("div");
  protected readonly content = new Group();
  protected readonly raycaster = new Raycaster();
  private readonly scene = new Scene();
  private readonly camera = new PerspectiveCamera(30, 1, 0.1, 50);
  /** Where it stands at first. */
  private readonly first: Vector3;
  private readonly renderer: WebGLRenderer;
  private readonly controls: OrbitControls;
  private readonly behind = document.createElement("canvas");
  private readonly front = document.createElement("canvas");
  protected readonly readout = document.createElement("output");
  protected width = 0;
  protected tall = 0;
  /** Height below the picture that something else needs. */
  protected reserve = 0;
  private pending = 0;
  private built = false;
  private stale = true;

  /** Half the sides of the box. */
  protected sides: Point3 = [1, 1, 0.62];
  protected ax!: Scale;
  protected ay!: Scale;
  protected az!: Scale;

  constructor(
    protected readonly context: Context,
    camera: [number, number],
  ) {
    this.element.className = "plot space";
    this.renderer = new WebGLRenderer({ antialias: true, alpha: true });
    const { domElement } = this.renderer;
    this.readout.className = "readout";
    for (const canvas of [this.behind, domElement, this.front]) {
      canvas.setAttribute("aria-hidden", "true");
      this.element.append(canvas);
    }
    this.element.append(this.readout);
    this.element.tabIndex = 0;
    this.element.setAttribute("role", "group");
    this.element.setAttribute(
      "aria-label",
      "View in space: arrow keys turn it, plus and minus zoom",
    );
    this.front.style.pointerEvents = "none";
    const sun = new DirectionalLight(0xffffff, 1.5);
    sun.position.set(-2, 3.5, 1.5);
    this.scene.add(new AmbientLight(0xffffff, 2.35), sun, this.content);
    const [up, round] = camera.map((v) => (v * Math.PI) / 180);
    const far = 6.1;
    // The first axis runs along x, the second along -z, the loss upwards.
    this.first = new Vector3(
      far * Math.cos(up) * Math.cos(round),
      far * Math.sin(up),
      -far * Math.cos(up) * Math.sin(round),
    );
    this.camera.position.copy(this.first);
    this.controls = new OrbitControls(this.camera, domElement);
    this.controls.enablePan = false;
    this.controls.minDistance = 2;
    this.controls.maxDistance = 14;
    this.controls.maxPolarAngle = Math.PI * 0.52;
    // A finger that moves up or down scrolls the page, as it does elsewhere; one that sets out sideways turns the view.
    domElement.style.touchAction = "pan-y";
    const held = new Vector3();
    domElement.addEventListener("pointerdown", () => held.copy(this.camera.position));
    // Browsers tell of a finger's first moves before they take it to scroll.
    domElement.addEventListener("pointercancel", () => {
      this.camera.position.copy(held);
      this.controls.update();
    });
    this.controls.addEventListener("change", () => this.later());
    this.element.addEventListener("keydown", (event) => this.key(event));
    domElement.addEventListener("pointermove", (event) => {
      if (event.buttons) return;
      const frame = this.element.getBoundingClientRect();
      this.readout.textContent = this.hover(event.clientX - frame.left, event.clientY - frame.top);
    });
    domElement.addEventListener("pointerleave", () => {
      this.readout.textContent = "";
    });
  }

  protected abstract axes3(): [Axis, Axis, Axis];
  /** Makes what does not depend on the step. */
  protected abstract build(): void;
  /** Moves what does. */
  protected abstract update(): void;
  /** Draws marks over the picture; their words stand beside those of the axes. */
  protected abstract marks(pen: Pen, words: Words): void;
  abstract words(): string;

  protected hover(_px: number, _py: number): string {
    return "";
  }

  note(): string {
    return "";
  }

  height(width: number): number {
    return Math.max(270, Math.min(560, width * 0.86)) + this.reserve;
  }

  protected get theme(): Theme {
    return this.context.theme();
  }

  protected get model() {
    return this.context.model;
  }

  private key(event: KeyboardEvent): void {
    if (event.target !== this.element) return;
    const turn: Record<string, [number, number]> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, -1],
      ArrowDown: [0, 1],
    };
    const by = turn[event.key];
    const zoom = event.key === "+" || event.key === "=" ? 0.9 : event.key === "-" ? 1 / 0.9 : 0;
    if (!by && !zoom) return;
    event.preventDefault();
    event.stopPropagation();
    const { position } = this.camera;
    const r = Math.max(2, Math.min(14, position.length() * (zoom || 1)));
    let polar = Math.acos(position.y / position.length());
    let round = Math.atan2(position.x, position.z);
    if (by) {
      round += by[0] * 0.1;
      polar = Math.max(0.05, Math.min(Math.PI * 0.52, polar + by[1] * 0.08));
    }
    position.setFromSphericalCoords(r, polar, round);
    this.controls.update();
    this.later();
  }

  resize(width: number, given: number): void {
    const height = given - this.reserve;
    if (width === this.width && height === this.tall) return;
    this.width = width;
    this.tall = height;
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    this.renderer.setPixelRatio(ratio);
    this.renderer.setSize(width, height);
    this.camera.aspect = width / height;
    for (const canvas of [this.behind, this.front]) {
      canvas.width = width * ratio;
      canvas.height = height * ratio;
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
      canvas.getContext("2d")?.setTransform(ratio, 0, 0, ratio, 0, 0);
    }
    this.redraw();
  }

  redraw(): void {
    this.stale = true;
    if (!this.width) return;
    this.scales();
    this.build();
    this.built = true;
    this.stale = false;
    this.step();
  }

  protected scales(): void {
    const [x, y, z] = this.axes3();
    const [a, b, c] = this.sides;
    this.ax = scale(x.limits, [-a, a], x.log);
    this.ay = scale(y.limits, [b, -b], y.log);
    this.az = scale(z.limits, [-c, c], z.log);
  }

  /** From where to where the box reaches, across and up, as it is seen from a side and at the distance of the first view. */
  private reach(from: Vector3): [number, number, number, number] {
    const [X, Y, Z] = this.sides;
    const seen = new Vector3();
    const eye = new PerspectiveCamera();
    eye.position.copy(from).setLength(this.first.length());
    eye.lookAt(0, 0, 0);
    eye.updateMatrixWorld();
    let [x0, x1, y0, y1] = [Infinity, -Infinity, Infinity, -Infinity];
    for (let corner = 0; corner < 8; corner++) {
      const [a, b, c] = [corner & 1, corner & 2, corner & 4].map((bit) => (bit ? 1 : -1));
      seen.set(a * X, c * Z, b * Y).applyMatrix4(eye.matrixWorldInverse);
      const [u, v] = [-seen.x / seen.z, -seen.y / seen.z];
      [x0, x1] = [Math.min(x0, u), Math.max(x1, u)];
      [y0, y1] = [Math.min(y0, v), Math.max(y1, v)];
    }
    return [x0, x1, y0, y1];
  }

  /**
   * Lets the box as it is seen at first fill the room that its numbers leave. Turned, it keeps its size and its place as far
   * as it is in the room so; what is seen from nearer may reach out of it.
   */
  private fit(): void {
    const [left, right, above, below] = [
      widest(ticksOf(this.axes3()[2], HEIGHTS)) + 14,
      30,
      22,
      28,
    ];
    const [wide, high] = [this.width - left - right, this.tall - above - below];
    const scaleOf = ([x0, x1, y0, y1]: number[]) =>
      Math.max(1, Math.min(wide / (x1 - x0), high / (y1 - y0)));
    const first = this.reach(this.first);
    const now = this.reach(this.camera.position);
    const scale = Math.min(scaleOf(first), scaleOf(now));
    this.camera.fov = (2 * Math.atan(this.tall / 2 / scale) * 180) / Math.PI;
    // How far the middle of the room is from that of the picture, and the box from where the camera aims.
    const across = (left - right - scale * (first[0] + first[1])) / 2;
    const down = (above - below + scale * (first[2] + first[3])) / 2;
    const [halfWide, halfTall] = [this.width / 2, this.tall / 2];
    this.camera.setViewOffset(
      this.width,
      this.tall,
      -clamp(across, [left - halfWide - scale * now[0], halfWide - right - scale * now[1]]),
      -clamp(down, [above - halfTall + scale * now[3], halfTall - below + scale * now[2]]),
      this.width,
      this.tall,
    );
  }

  step(): void {
    if (!this.built || this.stale) return;
    this.update();
    this.later();
  }

  private later(): void {
    if (this.pending) return;
    this.pending = requestAnimationFrame(() => {
      this.pending = 0;
      this.render();
    });
  }

  private render(): void {
    if (!this.width) return;
    this.fit();
    this.camera.updateMatrixWorld();
    this.renderer.render(this.scene, this.camera);
    this.pens(this.behind, (pen) => this.walls(pen));
    this.pens(this.front, (pen) => {
      const words = new Words({ x: 0, y: 0, width: this.width, height: this.tall });
      this.ticks(pen, words);
      this.marks(pen, words);
    });
  }

  private pens(canvas: HTMLCanvasElement, body: (pen: Pen) => void): void {
    const g = canvas.getContext("2d");
    if (!g) return;
    g.clearRect(0, 0, this.width, this.tall);
    body(new CanvasPen(g));
  }

  private readonly spot = new Vector3();

  /** Takes an object away, and what the graphics card holds of it. */
  protected discard(object: Object3D): void {
    this.content.remove(object);
    const { geometry, material } = object as unknown as {
      geometry?: { dispose(): void };
      material?: { dispose(): void };
    };
    geometry?.dispose();
    material?.dispose();
  }

  /** Takes all objects away. */
  protected clear(): void {
    for (const child of [...this.content.children]) this.discard(child);
  }

  /** Where a place of the box is seen, in pixels. */
  protected project(x: number, y: number, z: number): [number, number] {
    this.spot.set(x, z, y).project(this.camera);
    return [((this.spot.x + 1) / 2) * this.width, ((1 - this.spot.y) / 2) * this.tall];
  }

  /** Aims at a pixel. */
  protected aim(px: number, py: number): Raycaster {
    this.raycaster.setFromCamera(
      new Vector2((px / this.width) * 2 - 1, 1 - (py / this.tall) * 2),
      this.camera,
    );
    return this.raycaster;
  }

  /** Signs of the sides that face away: x and depth. */
  private get far(): [number, number] {
    const { position } = this.camera;
    return [position.x > 0 ? -1 : 1, position.z > 0 ? -1 : 1];
  }

  private segment(pen: Pen, a: Point3, b: Point3, colour: string, width = 1, alpha = 1): void {
    const [p, q] = [this.project(...a), this.project(...b)];
    pen.line([p[0], q[0]], [p[1], q[1]], 2, { colour, width, alpha });
  }

  private walls(pen: Pen): void {
    const [X, Y, Z] = this.sides;
    const [fx, fy] = this.far;
    const { theme } = this;
    const [x, y, z] = this.axes3();
    const [sx, sy] = [fx * X, fy * Y];
    const line = (a: Point3, b: Point3) => this.segment(pen, a, b, theme.faint, 1, 0.8);
    for (const { value } of ticksOf(x, 5)) {
      line([this.ax(value), -Y, -Z], [this.ax(value), Y, -Z]);
      line([this.ax(value), sy, -Z], [this.ax(value), sy, Z]);
    }
    for (const { value } of ticksOf(y, 5)) {
      line([-X, this.ay(value), -Z], [X, this.ay(value), -Z]);
      line([sx, this.ay(value), -Z], [sx, this.ay(value), Z]);
    }
    for (const { value } of ticksOf(z, HEIGHTS)) {
      line([sx, -Y, this.az(value)], [sx, Y, this.az(value)]);
      line([-X, sy, this.az(value)], [X, sy, this.az(value)]);
    }
    for (const [a, b] of [
      [
        [-X, -Y, -Z],
        [X, -Y, -Z],
      ],
      [
        [-X, Y, -Z],
        [X, Y, -Z],
      ],
      [
        [-X, -Y, -Z],
        [-X, Y, -Z],
      ],
      [
        [X, -Y, -Z],
        [X, Y, -Z],
      ],
      [
        [sx, -Y, Z],
        [sx, Y, Z],
      ],
      [
        [-X, sy, Z],
        [X, sy, Z],
      ],
      [
        [sx, sy, -Z],
        [sx, sy, Z],
      ],
    ] as [Point3, Point3][])
      this.segment(pen, a, b, theme.faint);
  }

  /** Names and numbers of the axes. Where they would meet, at a corner, numbers give way; names stay. */
  private ticks(pen: Pen, words: Words): void {
    const [X, Y, Z] = this.sides;
    const [fx, fy] = this.far;
    const { theme } = this;
    const [x, y, z] = this.axes3();
    const write = (given: Box, text: string, name: boolean) => {
      const box = words.moved(given);
      if (!name && !words.free(box)) return;
      words.keep(box);
      pen.text(box.x + box.width / 2, box.y + box.height / 2, text, {
        colour: name ? theme.ink : theme.quiet,
        size: name ? NAMES : NUMBERS,
        align: "center",
        halo: theme.paper,
      });
    };
    const centre = this.project(0, 0, -Z);
    /** Beside an edge of the floor, outwards. */
    const below = (at: Point3, text: string, out: number, name = false) => {
      const [px, py] = this.project(...at);
      const [dx, dy] = [px - centre[0], py - centre[1]];
      const long = Math.hypot(dx, dy) || 1;
      const width = widthOf(text, name ? NAMES : NUMBERS);
      // Long names stand as far out as they are wide that way.
      const far = out + (name ? Math.abs(dx / long) * Math.max(0, width / 2 - 12) : 0);
      const [cx, cy] = [px + (dx / long) * far, py + (dy / long) * far];
      write(around(cx, cy, width, name ? 14 : 12), text, name);
    };
    // The height on whichever edge is seen furthest left.
    const corners: [number, number][] = [
      [fx * X, -fy * Y],
      [-fx * X, fy * Y],
    ];
    const [cx, cy] = corners.sort((a, b) => this.project(...a, 0)[0] - this.project(...b, 0)[0])[0];
    this.segment(pen, [cx, cy, -Z], [cx, cy, Z], theme.quiet, 1, 0.6);
    const [px, py] = this.project(cx, cy, Z);
    write(around(px, py - 14, widthOf(z.label, NAMES), 14), z.label, true);
    below([0, -fy * Y, -Z], x.label, 38, true);
    below([-fx * X, 0, -Z], y.label, 38, true);
    for (const { value, text } of ticksOf(z, HEIGHTS)) {
      const [qx, qy] = this.project(cx, cy, this.az(value));
      const width = widthOf(text, NUMBERS);
      write({ x: qx - BESIDE - width, y: qy - 6, width, height: 12 }, text, false);
    }
    // On the near edges of the floor.
    for (const { value, text } of ticksOf(x, 5)) below([this.ax(value), -fy * Y, -Z], text, 15);
    for (const { value, text } of ticksOf(y, 5)) below([-fx * X, this.ay(value), -Z], text, 15);
  }

  png(): Promise<Blob> {
    this.render();
    const canvas = document.createElement("canvas");
    canvas.width = this.front.width;
    canvas.height = this.front.height;
    const g = canvas.getContext("2d");
    if (!g) return Promise.reject(new Error("this browser gives no canvas"));
    g.fillStyle = this.theme.paper;
    g.fillRect(0, 0, canvas.width, canvas.height);
    for (const layer of [this.behind, this.renderer.domElement, this.front])
      g.drawImage(layer, 0, 0, canvas.width, canvas.height);
    return blobOf(canvas);
  }

  close(): void {
    this.controls.dispose();
    this.renderer.dispose();
    // A browser keeps few of them.
    this.renderer.forceContextLoss();
  }
}
