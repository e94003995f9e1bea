/** Play, pause, one step, speed, scrub: and the keys that do the same everywhere. */

import type { Model } from "../core/model.ts";
import { spoken } from "../core/numbers.ts";
import { button, focused, h, icon } from "../dom.ts";

const SPEEDS = [0.25, 0.5, 1, 2, 4];

export class Transport {
  readonly element: HTMLElement;
  private readonly play: HTMLButtonElement;
  private readonly slider: HTMLInputElement;
  private readonly count: HTMLInputElement;
  private readonly total = h("span", { class: "total" });
  private readonly line = h("p", { class: "line" });
  private readonly live = h("p", { class: "hidden", role: "status", "aria-live": "polite" });
  private readonly calm = matchMedia("(prefers-reduced-motion: reduce)");
  private announced = 0;
  private frame = 0;
  /** Where between two steps it plays. */
  private place = 0;
  private last = 0;

  constructor(private readonly model: Model) {
    this.play = button("Play", "play", () => this.toggle(), { class: "icon play" });
    this.slider = h("input", {
      type: "range",
      min: 0,
      step: 1,
      class: "scrub",
      "aria-label": "Step",
      oninput: () => {
        this.stop();
        model.go(this.slider.valueAsNumber);
      },
    });
    this.count = h("input", {
      type: "number",
      min: 0,
      step: 1,
      class: "count",
      "aria-label": "Step number",
      onchange: () => {
        this.stop();
        model.go(this.count.valueAsNumber || 0);
        this.step();
      },
    });
    const speed = h(
      "select",
      {
        "aria-label": "Speed",
        title: "Speed",
        onchange: () => {
          model.speed = Number(speed.value);
        },
      },
      ...SPEEDS.map((v) => h("option", { value: v, selected: v === 1 }, `${v}×`)),
    );
    this.element = h(
      "div",
      { class: "transport", role: "group", "aria-label": "Steps" },
      h(
        "div",
        { class: "buttons" },
        button("First step", "first", () => this.to(0)),
        button("One step back", "back", () => this.to(model.step - 1)),
        this.play,
        button("One step forward", "forward", () => this.to(model.step + 1)),
        button("Last step", "last", () => this.to(model.steps)),
      ),
      this.slider,
      h("label", { class: "where" }, h("span", {}, "step "), this.count, this.total),
      speed,
      this.line,
      this.live,
    );
    model.on("step", () => this.step());
    model.on("runs", () => this.step());
    model.on("shown", () => this.step());
    model.on("playing", () => this.state());
    this.step();
  }

  private to(step: number): void {
    this.stop();
    this.model.go(step);
  }

  private stop(): void {
    this.model.play(false);
  }

  toggle(): void {
    this.model.play(!this.model.playing);
  }

  private state(): void {
    const { playing } = this.model;
    this.play.replaceChildren(icon(playing ? "pause" : "play"));
    this.play.setAttribute("aria-label", playing ? "Pause" : "Play");
    this.play.title = playing ? "Pause" : "Play";
    cancelAnimationFrame(this.frame);
    if (!playing) {
      this.say();
      return;
    }
    this.place = this.model.step;
    this.last = performance.now();
    const tick = (now: number) => {
      const { model } = this;
      // The whole takes ten seconds, but no step less than a frame and none more than half a second.
      const rate = Math.max(2, model.steps / 10) * model.speed;
      // Whoever wants less motion gets jumps, twice a second.
      const wait = this.calm.matches ? 500 : 0;
      if (now - this.last >= wait) {
        this.place += ((now - this.last) / 1000) * rate;
        this.last = now;
        model.go(Math.floor(this.place));
      }
      if (model.step >= model.steps) this.stop();
      else if (model.playing) this.frame = requestAnimationFrame(tick);
    };
    this.frame = requestAnimationFrame(tick);
  }

  /** What the page shows now, in a line. */
  text(spell: (value: number) => string): string {
    const { model } = this;
    const parts = [`step ${model.step}`];
    const shown = model.shown;
    for (const run of shown.slice(0, 4)) {
      const entry = model.entries[run];
      const name = shown.length > 1 && shown.length <= 8 ? this.short(run) : entry.name;
      const at = model.paths[run].divergedAt;
      const loss = model.lossAt(run);
      if (model.stopped(run))
        parts.push(
          `${name} ${model.stop(run)} at step ${at}${Number.isNaN(loss) ? "" : `, loss ${spell(loss)}`}`,
        );
      else parts.push(`${name}, ${model.lossWords(run, spell)}`);
    }
    if (shown.length > 4) parts.push(`and ${shown.length - 4} more`);
    return parts.join(shown.length > 1 ? "; " : ", ");
  }

  /** The name alone where it is the only one, else with its settings. */
  private short(run: number): string {
    const { entries, shown } = this.model;
    const { name, label } = entries[run];
    return shown.filter((other) => entries[other].name === name).length > 1 ? label : name;
  }

  private say(): void {
    clearTimeout(this.announced);
    this.announced = window.setTimeout(() => {
      if (!this.model.playing) this.live.textContent = this.text((v) => spoken(v));
    }, 350);
  }

  private step(): void {
    const { model } = this;
    this.slider.max = String(model.steps);
    this.slider.value = String(model.step);
    this.slider.style.setProperty("--at", `${(100 * model.step) / Math.max(1, model.steps)}%`);
    const text = this.text((v) => spoken(v));
    this.slider.setAttribute("aria-valuetext", text);
    this.count.max = String(model.steps);
    if (focused(this.count) !== this.count) this.count.value = String(model.step);
    this.total.textContent = ` of ${model.steps}`;
    this.line.textContent = text;
    if (!model.playing) this.say();
  }

  /** Keys anywhere on the page, unless what has the focus takes them itself. */
  key(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const target = event.composedPath()[0] as HTMLElement;
    const takes = target.closest("input, select, textarea, dialog");
    if (takes && takes !== this.slider) return;
    if (event.key === " ") {
      if (target.closest("button, summary, a")) return;
      this.toggle();
    } else if (takes === this.slider) return;
    else if (event.key === "ArrowLeft") this.to(this.model.step - (event.shiftKey ? 10 : 1));
    else if (event.key === "ArrowRight") this.to(this.model.step + (event.shiftKey ? 10 : 1));
    else if (event.key === "Home") this.to(0);
    else if (event.key === "End") this.to(this.model.steps);
    else return;
    event.preventDefault();
  }
}
