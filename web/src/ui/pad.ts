/** A pad over rate and momentum: how each pair of them ends, computed here; the handle sets both. */
import { type Ending, endings } from "../core/endings.ts";
import { number, powerOfTen, spoken } from "../core/numbers.ts";
import { h } from "../dom.ts";
import type { Context } from "../panels/panel.ts";
import { follow } from "../pointer.ts";

const ACROSS = 41;
const UP = 21;
const ROOM = { left: 34, right: 8, top: 8, bottom: 34 };
/** Elements that one picture of the pad may take: a quarter of a second. */
const MOST = 120_000_000;

const WORDS: Record<Ending, string> = {
  converges: "converges",
  descends: "still descending",
  elsewhere: "ends elsewhere",
  oscillates: "oscillates",
  diverges: "diverges",
};

const COLOURS: Record<"light" | "dark", Record<Ending, string>> = {
  light: {
    converges: "#39a28e",
    descends: "#cfe5e0",
    elsewhere: "#e6e0b0",
    oscillates: "#f0b48f",
    diverges: "#8d5f86",
  },
  dark: {
    converges: "#3fae8d",
    descends: "#274a45",
    elsewhere: "#55502a",
    oscillates: "#b9683a",
    diverges: "#5b3a5c",
  },
};

export class Pad {
  readonly element = h("div", { class: "pad" });
  private readonly canvas = h("canvas", { "aria-hidden": "true" });
  private readonly handle: HTMLButtonElement;
  private readonly title = h("h3", {});
  private readonly said = h("output", { class: "quiet" });
  private readonly area: HTMLElement;
  private found: { key: string; ending: Ending[]; steps: number } | null = null;
  private due = 0;
  private frame = 0;
  private low = -4;
  private high = 0.5;

  constructor(private readonly context: Context) {
    const { model } = context;
    this.handle = h("button", { type: "button", class: "start" });
    this.area = h("div", { class: "area" }, this.canvas, this.handle);
    const legend = h(
      "div",
      { class: "legend" },
      ...(Object.keys(WORDS) as Ending[]).map((kind) =>
        h("span", { class: kind }, h("i", {}), WORDS[kind]),
      ),
    );
    this.element.append(this.title, this.area, this.said, legend);
    this.area.addEventListener("pointerdown", (event) => this.take(event));
    this.handle.addEventListener("keydown", (event) => this.key(event));
    for (const change of ["runs", "shown", "chosen", "theme"] as const)
      model.on(change, () => this.later());
    new ResizeObserver(() => this.draw()).observe(this.area);
    this.later();
  }

  /** The run that the pad is about, and its second setting. */
  private get about(): { run: number; second: string } | null {
    const { model } = this.context;
    const fits = (run: number) => {
      const entry = model.entries[run];
      if (!entry || !model.isLive(entry) || !("lr" in entry.hyper)) return null;
      const second = ["momentum", "beta1"].find((name) => name in entry.hyper);
      return second ? { run, second } : null;
    };
    return fits(model.chosen) ?? model.shown.map(fits).find((found) => found !== null) ?? null;
  }

  private later(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.draw());
    clearTimeout(this.due);
    // While something moves, the paths come first.
    this.due = window.setTimeout(() => this.compute(), this.found ? 120 : 400);
  }

  private compute(): void {
    const { model } = this.context;
    const { about } = this;
    this.element.hidden = about === null;
    if (!about || !model.computed) return;
    const entry = model.entries[about.run];
    const { rule } = entry;
    if (!rule) return;
    const usual = rule.hyper.find((p) => p.name === "lr")?.value ?? 0.01;
    const middle = Math.log10(usual > 0 ? usual : 0.01);
    if (rule.name !== "SGD") [this.low, this.high] = [middle - 2, middle + 3];
    else [this.low, this.high] = [-5, 1];
    const other = Object.fromEntries(
      Object.entries(entry.hyper).filter(([name]) => name !== "lr" && name !== about.second),
    );
    const per = model.computed.cost + rule.step.instructions.length * model.d;
    const steps = Math.max(20, Math.min(model.steps, 300, Math.floor(MOST / (per * ACROSS * UP))));
    const key = JSON.stringify([
      rule.name,
      rule.fixed,
      other,
      entry.start,
      steps,
      model.batch,
      entry.seed,
    ]);
    if (this.found?.key !== key) {
      const specs = Array.from({ length: ACROSS * UP }, (_, k) => ({
        rule,
        hyper: {
          ...entry.hyper,
          lr: this.rate(k % ACROSS),
          [about.second]: this.kept(Math.floor(k / ACROSS)),
        },
        start: entry.start,
        seed: entry.seed,
      }));
      this.found = {
        key,
        ending: endings(model.computed, specs, steps, model.batch, {
          minima: this.context.scene.minima,
          losses: this.context.scene.losses,
        }).ending,
        steps,
      };
    }
    this.draw();
  }

  private rate(i: number): number {
    return 10 ** (this.low + ((this.high - this.low) * i) / (ACROSS - 1));
  }

  private kept(j: number): number {
    return (0.99 * j) / (UP - 1);
  }

  private get size(): { width: number; height: number; w: number; h: number } {
    const width = this.area.clientWidth;
    const height = Math.round(Math.min(230, width * 0.62));
    return { width, height, w: width - ROOM.left - ROOM.right, h: height - ROOM.top - ROOM.bottom };
  }

  private draw(): void {
    const { model } = this.context;
    const { about } = this;
    this.element.hidden = about === null;
    if (!about) return;
    const { width, height, w, h: tall } = this.size;
    if (width < 60) return;
    const entry = model.entries[about.run];
    const theme = this.context.theme();
    const dark = theme === this.context.scene.themes.dark;
    const colours = COLOURS[dark ? "dark" : "light"];
    for (const [kind, colour] of Object.entries(colours))
      this.element.style.setProperty(`--${kind}`, colour);
    this.title.textContent = `${entry.name}: rate and ${about.second}`;
    const ratio = Math.min(3, window.devicePixelRatio || 1);
    this.canvas.width = width * ratio;
    this.canvas.height = height * ratio;
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
    const g = this.canvas.getContext("2d");
    if (!g) return;
    g.scale(ratio, ratio);
    const [dx, dy] = [w / ACROSS, tall / UP];
    const ending = this.found?.ending;
    if (ending) {
      for (let k = 0; k < ending.length; k++) {
        const [x, y] = [
          ROOM.left + (k % ACROSS) * dx,
          ROOM.top + tall - (Math.floor(k / ACROSS) + 1) * dy,
        ];
        g.fillStyle = colours[ending[k]];
        g.fillRect(x, y, dx + 0.4, dy + 0.4);
        // A second cue beside the colour.
        g.strokeStyle = g.fillStyle = theme.paper;
        g.globalAlpha = 0.55;
        g.lineWidth = 0.9;
        if (ending[k] === "diverges" && (k + Math.floor(k / ACROSS)) % 2 === 0) {
          g.beginPath();
          g.moveTo(x + 1, y + dy - 1);
          g.lineTo(x + dx - 1, y + 1);
          g.stroke();
        } else if (ending[k] === "oscillates") {
          g.beginPath();
          g.arc(x + dx / 2, y + dy / 2, 0.9, 0, 7);
          g.fill();
        }
        g.globalAlpha = 1;
      }
    }
    g.strokeStyle = theme.faint;
    g.strokeRect(ROOM.left, ROOM.top, w, tall);
    g.fillStyle = theme.quiet;
    g.font = "11px ui-sans-serif, system-ui, sans-serif";
    g.textAlign = "center";
    for (let e = Math.ceil(this.low); e <= this.high + 1e-9; e++)
      g.fillText(
        powerOfTen(e),
        ROOM.left + ((e - this.low) / (this.high - this.low)) * w,
        ROOM.top + tall + 14,
      );
    g.fillText("rate", ROOM.left + w / 2, height - 4);
    g.textAlign = "right";
    for (const m of [0, 0.5, 0.9])
      g.fillText(String(m), ROOM.left - 5, ROOM.top + tall - (m / 0.99) * tall + 4);
    const [rate, kept] = [entry.hyper.lr, entry.hyper[about.second]];
    const px =
      ROOM.left + ((Math.log10(Math.max(rate, 1e-300)) - this.low) / (this.high - this.low)) * w;
    const py = ROOM.top + tall - (kept / 0.99) * tall;
    const [x, y] = [
      Math.max(ROOM.left, Math.min(ROOM.left + w, px)),
      Math.max(ROOM.top, Math.min(ROOM.top + tall, py)),
    ];
    this.handle.style.transform = `translate(${x}px, ${y}px)`;
    const cell = this.cellAt(rate, kept);
    const how = ending && cell >= 0 ? WORDS[ending[cell]] : "outside the pad";
    this.said.textContent = `rate ${number(rate)}, ${about.second} ${number(kept)}: ${how}${this.found && this.found.steps !== model.steps ? ` (of ${this.found.steps} steps)` : ""}`;
    this.handle.setAttribute(
      "aria-label",
      `Rate ${spoken(rate)} and ${about.second} ${spoken(kept)} of ${entry.name}: ${how}. Arrow keys change them.`,
    );
  }

  private cellAt(rate: number, kept: number): number {
    const i = Math.round(((Math.log10(rate) - this.low) / (this.high - this.low)) * (ACROSS - 1));
    const j = Math.round((kept / 0.99) * (UP - 1));
    return i >= 0 && i < ACROSS && j >= 0 && j < UP ? j * ACROSS + i : -1;
  }

  private set(rate: number, kept: number, settled: boolean): void {
    const { about } = this;
    if (!about) return;
    const { model } = this.context;
    const entry = model.entries[about.run];
    entry.hyper = {
      ...entry.hyper,
      [about.second]: Number(Math.max(0, Math.min(0.99, kept)).toFixed(3)),
    };
    model.setHyper(about.run, "lr", Number(rate.toPrecision(3)), settled);
  }

  private take(event: PointerEvent): void {
    if (event.button !== 0) return;
    event.preventDefault();
    this.handle.focus({ preventScroll: true });
    const put = (e: PointerEvent) => {
      const frame = this.area.getBoundingClientRect();
      const { w, h: tall } = this.size;
      const u = Math.max(0, Math.min(1, (e.clientX - frame.left - ROOM.left) / w));
      const v = Math.max(0, Math.min(1, (ROOM.top + tall - (e.clientY - frame.top)) / tall));
      this.set(10 ** (this.low + u * (this.high - this.low)), 0.99 * v, false);
    };
    follow(this.area, event, put, () => this.context.model.tell("settled"), false);
  }

  private key(event: KeyboardEvent): void {
    const { about } = this;
    if (!about) return;
    const { hyper } = this.context.model.entries[about.run];
    const far = event.shiftKey ? 5 : 1;
    const [rate, kept] = [hyper.lr, hyper[about.second]];
    if (event.key === "ArrowRight") this.set(rate * 10 ** (0.05 * far), kept, true);
    else if (event.key === "ArrowLeft") this.set(rate / 10 ** (0.05 * far), kept, true);
    else if (event.key === "ArrowUp") this.set(rate, kept + 0.02 * far, true);
    else if (event.key === "ArrowDown") this.set(rate, kept - 0.02 * far, true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
