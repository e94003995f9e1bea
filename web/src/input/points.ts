/** Points set by hand: press to add, drag to move, double-press or Delete to remove; all of it by keys too. */

import { h, s } from "../dom.ts";
import type { Point } from "../hosts/asks.ts";

const WIDTH = 420;
const HEIGHT = 260;
const PAD = 26;

export class Points {
  readonly element: HTMLElement;
  private readonly plot = s("svg", {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    class: "points",
    role: "group",
    "aria-label": "Points: press to add one, drag to move one",
  });
  private readonly told = h("p", { class: "hint", role: "status" });
  private low: Point = [0, 0];
  private high: Point = [1, 1];

  constructor(
    private points: Point[],
    model: HTMLElement,
    private readonly changed: (points: Point[]) => void,
  ) {
    this.frame();
    const add = h(
      "button",
      { type: "button", class: "plain", onclick: () => this.add(this.middle()) },
      "add a point",
    );
    this.element = h(
      "div",
      { class: "own beside" },
      this.plot as unknown as Node,
      h(
        "div",
        {},
        h(
          "p",
          { class: "hint" },
          "Press to add a point, drag to move it, Delete to remove it. With keys: Tab to a point, arrows, Shift for larger steps.",
        ),
        model,
        add,
        this.told,
      ),
    );
    this.plot.addEventListener("pointerdown", (event) => {
      if (event.target !== this.plot && (event.target as Element).tagName === "circle") return;
      this.add(this.at(event));
    });
    this.draw();
  }

  /** The view holds all points, with room to add more; it stays while one is moved. */
  private frame(): void {
    for (const k of [0, 1] as const) {
      const values = this.points.map((point) => point[k]);
      const low = Math.min(...values);
      const high = Math.max(...values);
      const room = 0.15 * (high - low || 2);
      this.low[k] = low - room;
      this.high[k] = high + room;
    }
  }

  private middle(): Point {
    return [0, 1].map((k) => round((this.low[k] + this.high[k]) / 2, this.span(k))) as Point;
  }

  private span(k: number): number {
    return this.high[k] - this.low[k];
  }

  private x(value: number): number {
    return PAD + ((value - this.low[0]) / this.span(0)) * (WIDTH - 2 * PAD);
  }

  private y(value: number): number {
    return HEIGHT - PAD - ((value - this.low[1]) / this.span(1)) * (HEIGHT - 2 * PAD);
  }

  private at(event: PointerEvent): Point {
    const box = this.plot.getBoundingClientRect();
    const u = ((event.clientX - box.left) / box.width) * WIDTH;
    const v = ((event.clientY - box.top) / box.height) * HEIGHT;
    const x = this.low[0] + ((u - PAD) / (WIDTH - 2 * PAD)) * this.span(0);
    const y = this.low[1] + ((HEIGHT - PAD - v) / (HEIGHT - 2 * PAD)) * this.span(1);
    return [round(x, this.span(0)), round(y, this.span(1))];
  }

  private add(point: Point): void {
    this.points = [...this.points, point];
    this.draw(this.points.length - 1);
    this.changed(this.points);
  }

  private remove(index: number): void {
    if (this.points.length <= 2) {
      this.told.textContent = "A fit needs at least two points.";
      return;
    }
    this.points = this.points.filter((_, k) => k !== index);
    this.draw(Math.min(index, this.points.length - 1));
    this.changed(this.points);
  }

  private move(index: number, point: Point): void {
    this.points = this.points.map((old, k) => (k === index ? point : old));
    const circle = this.plot.querySelectorAll("circle")[index];
    circle.setAttribute("cx", String(this.x(point[0])));
    circle.setAttribute("cy", String(this.y(point[1])));
    circle.setAttribute("aria-label", name(index, point));
    this.changed(this.points);
  }

  private draw(focus = -1): void {
    this.told.textContent = `${this.points.length} points`;
    const ends = [0, 1].map((k) => [this.low[k], this.high[k]].map((v) => v.toPrecision(2)));
    const label = (text: string, x: number, y: number, anchor: string) => {
      const made = s("text", { x, y, "text-anchor": anchor });
      made.textContent = text;
      return made;
    };
    this.plot.replaceChildren(
      s("rect", { x: 0.5, y: 0.5, width: WIDTH - 1, height: HEIGHT - 1, rx: 6, class: "frame" }),
      label(`x ${ends[0][0]}`, 8, HEIGHT - 8, "start"),
      label(ends[0][1], WIDTH - 8, HEIGHT - 8, "end"),
      label(`y ${ends[1][1]}`, 8, 18, "start"),
      ...this.points.map((point, index) => this.dot(point, index)),
    );
    if (focus >= 0) (this.plot.querySelectorAll("circle")[focus] as SVGElement).focus();
  }

  private dot(point: Point, index: number): Element {
    const dot = s("circle", {
      cx: this.x(point[0]),
      cy: this.y(point[1]),
      r: 7,
      tabindex: 0,
      role: "button",
      "aria-label": name(index, point),
    });
    dot.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      dot.focus();
      dot.setPointerCapture(event.pointerId);
      const follow = (next: PointerEvent) => this.move(index, this.at(next));
      const end = () => dot.removeEventListener("pointermove", follow);
      dot.addEventListener("pointermove", follow);
      dot.addEventListener("pointerup", end, { once: true });
      dot.addEventListener("pointercancel", end, { once: true });
    });
    dot.addEventListener("dblclick", () => this.remove(index));
    dot.addEventListener("keydown", (event) => {
      const step = (event.shiftKey ? 0.1 : 0.02) as number;
      const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[
        event.key
      ];
      if (event.key === "Delete" || event.key === "Backspace") this.remove(index);
      else if (way) {
        const old = this.points[index];
        const next = [0, 1].map((k) =>
          round(old[k] + way[k] * step * this.span(k), this.span(k)),
        ) as Point;
        this.move(index, next);
      } else return;
      event.preventDefault();
    });
    return dot;
  }
}

function name(index: number, [x, y]: Point): string {
  return `Point ${index + 1}: x ${x}, y ${y}`;
}

/** Three digits of what the view can tell apart. */
function round(value: number, span: number): number {
  const unit = 10 ** Math.floor(Math.log10(span) - 2);
  return Number((Math.round(value / unit) * unit).toPrecision(10));
}
