/** The start as a handle: dragged, dropped anywhere, or moved by arrow keys. */
import { number, spoken } from "../core/numbers.ts";
import { follow } from "../pointer.ts";
import type { Context } from "./panel.ts";

interface Place {
  toPixel(x: number, y: number): [number, number];
  toData(px: number, py: number): [number, number];
  /** How far an arrow key goes. */
  step(): [number, number];
}

export class StartHandle {
  readonly element = document.createElement("button");
  /** Which run's start it is: those that begin at the same place follow. */
  private run = 0;

  constructor(
    private readonly context: Context,
    private readonly axes: readonly number[],
    private readonly at: Place,
  ) {
    const { element } = this;
    element.type = "button";
    element.className = "start";
    element.addEventListener("pointerdown", (event) => {
      if (event.button === 0) this.take(event, false);
    });
    element.addEventListener("keydown", (event) => this.key(event));
  }

  /** The first run that can be moved; the chosen one where it can. */
  private whose(): number {
    const { model } = this.context;
    if (model.entries[model.chosen] && model.isLive(model.entries[model.chosen]))
      return model.chosen;
    return model.entries.findIndex((entry) => model.isLive(entry));
  }

  private get start(): [number, number] | null {
    this.run = this.whose();
    const entry = this.context.model.entries[this.run];
    if (!entry) return null;
    return [entry.start[this.axes[0]], entry.start[this.axes[1]]];
  }

  place(): void {
    const { element } = this;
    const { start } = this;
    const [x, y] = start ? this.at.toPixel(...start) : [NaN, NaN];
    // Where its loss is not a number, a view in space or along a line has no place for it.
    element.hidden = !start || !Number.isFinite(x + y);
    if (!start || element.hidden) return;
    element.style.transform = `translate(${x}px, ${y}px)`;
    const { symbols } = this.context.scene.problem;
    const said = this.axes.map((axis, k) => `${symbols[axis]} ${spoken(start[k])}`).join(", ");
    element.setAttribute(
      "aria-label",
      `Start at ${said}. Drag it, or move it with the arrow keys.`,
    );
    element.title = `start (${number(start[0])}, ${number(start[1])}): drag it`;
  }

  private move(x: number, y: number, settled: boolean): void {
    const { model } = this.context;
    const entry = model.entries[this.run];
    if (!entry) return;
    const to = entry.start.slice();
    to[this.axes[0]] = x;
    to[this.axes[1]] = y;
    model.moveStart(this.run, to, settled);
  }

  /** Follows the pointer until it is lifted; begins where it is where `there`, else where the start is. */
  take(press: PointerEvent, there: boolean): void {
    const { element } = this;
    const frame = element.parentElement?.getBoundingClientRect();
    if (!frame || this.start === null) return;
    press.preventDefault();
    element.focus({ preventScroll: true });
    element.classList.add("held");
    const put = (event: PointerEvent) => {
      if (event === press && !there) return;
      this.move(...this.at.toData(event.clientX - frame.left, event.clientY - frame.top), false);
    };
    const end = () => {
      element.classList.remove("held");
      this.context.model.tell("settled");
    };
    // The handle itself scrolls nothing.
    follow(element, press, put, end, there);
  }

  private key(event: KeyboardEvent): void {
    const { start } = this;
    if (!start) return;
    const [dx, dy] = this.at.step();
    const far = event.shiftKey ? 5 : 1;
    const moves: Record<string, [number, number]> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, 1],
      ArrowDown: [0, -1],
    };
    const by = moves[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    const tidy = (v: number) => Number(v.toPrecision(12));
    this.move(tidy(start[0] + by[0] * far * dx), tidy(start[1] + by[1] * far * dy), true);
  }
}
