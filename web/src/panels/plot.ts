/** A panel of two dimensions: what stays on one canvas, what moves with the step on another above it. */
import { linearTicks, logTicks, type Scale, scale, type Tick } from "../core/numbers.ts";
import type { Axis, Look, Theme } from "../core/scene.ts";
import { colourOf, dashOf, marker } from "../draw/marks.ts";
import { CanvasPen, type Pen, SvgPen, widthOf } from "../draw/pen.ts";
import type { Box } from "../draw/words.ts";
import type { Context, Panel } from "./panel.ts";

export const LINE = 2;

/** The size of the numbers beside an axis. */
export const NUMBERS = 11.5;

export abstract class Plot implements Panel {
  readonly element = document.createElement("div");
  protected width = 0;
  protected tall = 0;
  /** Height below the picture that something else needs. */
  protected reserve = 0;
  protected box: Box = { x: 0, y: 0, width: 1, height: 1 };
  protected x!: Scale;
  protected y!: Scale;
  private readonly canvases = [document.createElement("canvas"), document.createElement("canvas")];

  constructor(protected readonly context: Context) {
    this.element.className = "plot";
    for (const canvas of this.canvases) {
      canvas.setAttribute("aria-hidden", "true");
      this.element.append(canvas);
    }
  }

  /** Sets the box and the scales for the size. */
  protected abstract layout(): void;
  protected abstract base(pen: Pen): void;
  protected abstract top(pen: Pen): void;
  abstract words(): string;

  note(): string {
    return "";
  }

  height(width: number): number {
    return Math.min(440, Math.max(250, width * 0.72));
  }

  protected get theme(): Theme {
    return this.context.theme();
  }

  protected get model() {
    return this.context.model;
  }

  resize(width: number, given: number): void {
    const height = given - this.reserve;
    if (width === this.width && height === this.tall) return;
    this.width = width;
    this.tall = height;
    const ratio = Math.min(3, window.devicePixelRatio || 1);
    for (const canvas of this.canvases) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
      canvas.getContext("2d")?.setTransform(ratio, 0, 0, ratio, 0, 0);
    }
    this.redraw();
  }

  redraw(): void {
    if (!this.width) return;
    this.layout();
    this.draw(0, (pen) => this.base(pen));
    this.step();
  }

  step(): void {
    if (!this.width) return;
    this.draw(1, (pen) => this.top(pen));
  }

  private draw(which: number, body: (pen: Pen) => void): void {
    const g = this.canvases[which].getContext("2d");
    if (!g) return;
    g.clearRect(0, 0, this.width, this.tall);
    body(new CanvasPen(g));
  }

  svg(): string {
    const pen = new SvgPen();
    this.base(pen);
    this.top(pen);
    const { scene } = this.context;
    return pen.svg(this.width, this.tall, this.theme.paper, scene.title, this.words());
  }

  png(): Promise<Blob> {
    const canvas = document.createElement("canvas");
    const ratio = 2;
    canvas.width = this.width * ratio;
    canvas.height = this.tall * ratio;
    const g = canvas.getContext("2d");
    if (!g) return Promise.reject(new Error("this browser gives no canvas"));
    g.scale(ratio, ratio);
    g.fillStyle = this.theme.paper;
    g.fillRect(0, 0, this.width, this.tall);
    const pen = new CanvasPen(g);
    this.base(pen);
    this.top(pen);
    return blobOf(canvas);
  }

  // -- parts ---------------------------------------------------------------------------------------------------------

  /** Room for axes on a width: labels left and below, more on the left where the numbers of `y` are long. */
  protected room(right = 14, top = 10, left = 50, y?: Axis): Box {
    const height = Math.max(40, this.tall - top - 42);
    const x = Math.max(left, y ? beside(ticksOf(y, height / 44)) : 0);
    return { x, y: top, width: Math.max(40, this.width - x - right), height };
  }

  protected scales(x: Axis, y: Axis): void {
    const { box } = this;
    this.x = scale(x.limits, [box.x, box.x + box.width], x.log);
    this.y = scale(y.limits, [box.y + box.height, box.y], y.log);
  }

  protected axes(pen: Pen, x: Axis, y: Axis, grid = true): void {
    const { box, theme } = this;
    const bottom = box.y + box.height;
    const right = box.x + box.width;
    const xs = ticksOf(x, box.width / 68);
    const ys = ticksOf(y, box.height / 44);
    for (const tick of ys) {
      const at = this.y(tick.value);
      if (grid)
        pen.line([box.x, right], [at, at], 2, { colour: theme.faint, width: 1, alpha: 0.75 });
      pen.text(box.x - 8, at, tick.text, {
        colour: theme.quiet,
        size: NUMBERS,
        align: "right",
      });
    }
    for (const tick of xs) {
      const at = this.x(tick.value);
      pen.line([at, at], [bottom, bottom + 4], 2, { colour: theme.quiet, width: 1, alpha: 0.6 });
      pen.text(at, bottom + 8, tick.text, {
        colour: theme.quiet,
        size: NUMBERS,
        align: "center",
        base: "top",
      });
    }
    pen.line([box.x, right], [bottom, bottom], 2, { colour: theme.quiet, width: 1, alpha: 0.6 });
    // Beside the picture, which may be smaller than its room.
    const below = Math.min(this.tall - 1, bottom + 41);
    pen.text((box.x + right) / 2, below, x.label, {
      colour: theme.ink,
      size: 12.5,
      align: "center",
      base: "bottom",
    });
    pen.text(Math.max(13, box.x - 24 - widest(ys)), box.y + box.height / 2, y.label, {
      colour: theme.ink,
      size: 12.5,
      align: "center",
      turn: true,
    });
  }

  protected colour(look: Look): string {
    return colourOf(this.theme, look);
  }

  protected dash(look: Look, width = LINE): number[] {
    return dashOf(this.context.scene.dashes, look, width);
  }

  protected spot(pen: Pen, look: Look, x: number, y: number, size = 5): void {
    marker(pen, look, x, y, size, {
      fill: this.colour(look),
      stroke: this.theme.paper,
      width: 1.4,
    });
  }

  /** The whole of a run's line, faintly: it shows where the run goes after the step. */
  protected faint(pen: Pen, look: Look, xs: Float64Array, ys: Float64Array): void {
    const width = this.model.many ? 0.8 : 1.2;
    pen.line(xs, ys, xs.length, { colour: this.colour(look), width, alpha: 0.3 });
  }

  /** The first `n` points of a run's line, lifted off what they cross; `thin` is its width among many. */
  protected walked(
    pen: Pen,
    look: Look,
    xs: Float64Array,
    ys: Float64Array,
    n: number,
    thin: number,
  ): void {
    const { many } = this.model;
    const width = many ? thin : LINE;
    if (!many) pen.line(xs, ys, n, { colour: this.theme.paper, width: width * 2.1, alpha: 0.75 });
    pen.line(xs, ys, n, { colour: this.colour(look), width, dash: this.dash(look, width) });
  }

  /** Where a run is at the step: its mark, smaller among many, or a cross where it has stopped. */
  protected end(pen: Pen, run: number, x: number, y: number, size: number, small: number): void {
    const { look } = this.model.entries[run];
    if (this.model.stopped(run)) this.cross(pen, x, y, this.colour(look));
    else this.spot(pen, look, x, y, this.model.many ? small : size);
  }

  /** A cross where a run stopped. */
  protected cross(pen: Pen, x: number, y: number, colour: string): void {
    const r = 5;
    for (const sign of [1, -1]) {
      pen.line([x - r, x + r], [y - sign * r, y + sign * r], 2, {
        colour: this.theme.paper,
        width: 4.6,
      });
      pen.line([x - r, x + r], [y - sign * r, y + sign * r], 2, { colour, width: 2.2 });
    }
  }
}

export function ticksOf(axis: Axis, most: number): Tick[] {
  if (axis.names.length) return axis.names.map(([value, text]) => ({ value, text }));
  const [low, high] = axis.limits;
  const count = Math.max(2, most);
  return axis.log ? logTicks(low, high, count) : linearTicks(low, high, count, axis.whole);
}

export function blobOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture came"))));
  });
}

/** Room for an axis' name and its numbers, left of a box. */
export function beside(ticks: readonly { text: string }[]): number {
  return 30 + widest(ticks);
}

/** The width of the longest number. */
export function widest(ticks: readonly { text: string }[]): number {
  return Math.ceil(Math.max(0, ...ticks.map(({ text }) => widthOf(text, NUMBERS))));
}
