/** The panels on the page: each with a caption, its tools, and the room that it gets. */
import { captionOf, partOf } from "../core/part.ts";
import type { PartData } from "../core/scene.ts";
import { button, h, icon } from "../dom.ts";
import { Contour } from "../panels/contour.ts";
import { PANELS, titleOf } from "../panels/index.ts";
import type { Context, Panel } from "../panels/panel.ts";
import { menuOf } from "./menu.ts";

interface Card {
  name: string;
  part: PartData | null;
  /** Above the pictures of several parts. */
  heading: HTMLElement | null;
  /** None until it is made. */
  panel: Panel | null;
  figure: HTMLElement;
  title: HTMLElement;
  note: HTMLElement;
  body: HTMLElement;
  tools: HTMLElement;
}

/** Pictures in space beside each other: browsers draw eight to sixteen, other pages' too. */
const SPACES = 6;

/** Notes of more letters stand below their title. */
const LONG = 42;

/** What the picture of a part is made of: its runs, and where it has one its own ground. It is small unless it is enlarged. */
function seenBy(context: Context, part: PartData, figure: HTMLElement): Context {
  const { scene } = context;
  return {
    ...context,
    scene: part.about ? { ...scene, about: part.about } : scene,
    model: partOf(context.model, part),
    get small() {
      return !figure.classList.contains("large");
    },
  };
}

export class Cards {
  readonly element = h("div", { class: "panels" });
  private readonly cards: Card[] = [];
  private readonly observer = new ResizeObserver(() => this.measure());
  private pending = 0;
  private wordsDue = 0;
  private readonly dirty = new Set<"runs" | "step">();

  constructor(
    private readonly context: Context,
    private readonly root: HTMLElement,
    /** What names in the document begin with. */
    private readonly own: string,
    private readonly save: (blob: Blob, extension: string, name: string) => void,
  ) {
    const { scene, model } = context;
    for (const name of scene.panels) {
      if (!scene.parts.length) this.add(name, null, null);
      else {
        const id = `${own}-${name}`;
        const heading = h("h2", { class: "several", id }, titleOf(name, scene));
        this.element.append(heading);
        for (const part of scene.parts) this.add(name, part, heading);
      }
    }
    if (scene.parts.length) {
      this.element.classList.add("multiples");
      this.element.style.setProperty("--parts", String(scene.parts.length));
    } else this.span();
    for (const change of ["runs", "shown", "chosen"] as const)
      model.on(change, () => this.later("runs"));
    model.on("step", () => this.later("step"));
    this.observer.observe(this.element);
  }

  close(): void {
    this.observer.disconnect();
    for (const card of this.cards) card.panel?.close?.();
  }

  redraw(): void {
    for (const card of this.cards) card.panel?.redraw();
  }

  /** `heading` stands above the pictures of several parts. */
  private add(name: string, part: PartData | null, heading: HTMLElement | null): void {
    const id = `${this.own}-${this.cards.length}`;
    const title = h(part ? "h3" : "h2", { id }, titleOf(name, this.context.scene));
    const note = h("p", { class: "note" });
    const named = [heading?.id, id].filter(Boolean).join(" ");
    const enlarge = button("Enlarge", "larger", () => this.enlarge(card, enlarge), {
      id: `${id}-enlarge`,
      "aria-labelledby": `${id}-enlarge ${named}`,
    });
    const tools = h("div", { class: "tools" }, enlarge);
    const body = h("div", {
      class: "body",
      role: "group",
      "aria-labelledby": named,
      "aria-describedby": `${id}-words`,
    });
    const figure = h(
      "figure",
      { class: `card p-${name}${part ? " part" : ""}${part?.about ? " own" : ""}` },
      h("div", { class: "caption" }, title, note, tools),
      body,
      h("p", { class: "hidden words", id: `${id}-words` }),
    );
    const card: Card = { name, part, heading, panel: null, figure, title, note, body, tools };
    this.cards.push(card);
    this.element.append(figure);
  }

  /** Makes the panel of a card. */
  private fill(card: Card): void {
    const { part, name } = card;
    const { context } = this;
    const { make } = PANELS[name];
    const title = titleOf(name, context.scene);
    const seen = part ? seenBy(context, part, card.figure) : context;
    // Of many pictures in space, a browser would drop the first ones.
    const crowded = name === "surface" && part && context.scene.parts.length > SPACES;
    const panel = crowded ? new Contour(seen, seen.scene.about.surface) : make(seen);
    card.panel = panel;
    card.body.append(panel.element);
    const file = part ? `${name}-${context.scene.parts.indexOf(part) + 1}` : name;
    const items: [string, () => void][] = [
      ["PNG", () => void panel.png().then((blob) => this.save(blob, "png", file))],
    ];
    const { svg } = panel;
    if (svg)
      items.push([
        "SVG",
        () => this.save(new Blob([svg.call(panel)], { type: "image/svg+xml" }), "svg", file),
      ]);
    card.tools.prepend(
      ...(panel.tools?.() ?? []),
      menuOf(`Save ${part ? `${title}, ${part.label}` : title}`, items),
    );
  }

  /** Makes all panels; those in space once the others are seen, since a view in space takes longer to begin. */
  fillAll(): void {
    const slow = this.cards.filter((card) => PANELS[card.name].slow?.(this.context));
    for (const card of this.cards) if (!slow.includes(card)) this.fill(card);
    this.measure();
    if (!slow.length) return;
    this.element.setAttribute("aria-busy", "true");
    const next = () => {
      this.fill(slow.shift() as Card);
      this.measure();
      if (slow.length) setTimeout(next, 20);
      else this.element.removeAttribute("aria-busy");
    };
    // By then the others stand on the screen: to begin WebGL may hold everything up for seconds.
    requestAnimationFrame(() => setTimeout(next, 200));
  }

  /** The last panel of a row takes the room that is left. */
  private span(): void {
    let column = 0;
    this.cards.forEach((card, k) => {
      const whole = card.name === "state";
      const next = this.cards[k + 1]?.name;
      const last = column === 0 && (next === undefined || next === "state");
      card.figure.classList.toggle("wide", whole || last);
      column = whole || last ? 0 : (column + 1) % 2;
    });
  }

  private enlarge(card: Card, by: HTMLButtonElement): void {
    const on = !card.figure.classList.contains("large");
    for (const other of this.cards) {
      other.figure.classList.remove("large");
      other.figure.hidden = on && other !== card;
      if (other.heading) other.heading.hidden = on && other.heading !== card.heading;
    }
    card.figure.classList.toggle("large", on);
    this.root.classList.toggle("enlarged", on);
    by.replaceChildren(icon(on ? "smaller" : "larger"));
    by.setAttribute("aria-label", on ? "Back to all panels" : "Enlarge");
    by.title = on ? "Back to all panels" : "Enlarge";
    this.measure();
    // One of several is no longer small, even where its size stays.
    if (card.part) card.panel?.redraw();
  }

  private measure(): void {
    // What is said above a picture can take a line from it.
    this.words();
    const seen = this.cards.filter((card) => !card.figure.hidden && card.body.clientWidth >= 20);
    const columns = getComputedStyle(this.element).gridTemplateColumns.split(" ").length;
    let row: { card: Card; width: number; height: number }[] = [];
    // Panels side by side are equally high.
    const close = () => {
      const height = Math.max(...row.map((one) => one.height));
      for (const { card, width } of row) {
        card.body.style.height = `${height}px`;
        card.panel?.resize(width, height);
      }
      row = [];
    };
    for (const card of seen) {
      const width = Math.floor(card.body.clientWidth);
      const alone = columns === 1 || width > this.element.clientWidth * 0.7;
      const large = card.figure.classList.contains("large");
      const height = large
        ? this.whole(card)
        : Math.round(card.panel ? card.panel.height(width) : 0.86 * width);
      if (row.length && (alone || (card.part && row[0].card.name !== card.name))) close();
      row.push({ card, width, height });
      if (alone || row.length === columns) close();
    }
    if (row.length) close();
  }

  /** How high a picture may be to stand in the window with what is above it and the bar below. */
  private whole({ body }: Card): number {
    const above = body.getBoundingClientRect().top - this.root.getBoundingClientRect().top;
    const bar = this.root.querySelector(":scope > .bar");
    return Math.max(320, Math.round(window.innerHeight - above - (bar?.clientHeight ?? 0) - 16));
  }

  /** Draws once a frame, however much changes in it. */
  private later(what: "runs" | "step"): void {
    this.dirty.add(what);
    if (this.pending) return;
    this.pending = requestAnimationFrame(() => {
      this.pending = 0;
      const whole = this.dirty.has("runs");
      this.dirty.clear();
      for (const card of this.cards) {
        if (card.figure.hidden) continue;
        if (whole) card.panel?.redraw();
        else card.panel?.step();
      }
      this.words();
    });
  }

  private words(): void {
    const { model } = this.context;
    for (const { note, panel, part, title } of this.cards) {
      let said = (panel?.note() ?? "").replaceAll("\n", " · ");
      if (part) {
        const { label, outcome } = captionOf(model, part);
        title.textContent = label;
        // What is beside all of them would be said many times; of its own ground it is its own.
        if (!part.about) said = outcome;
      }
      if (note.textContent === said) continue;
      note.textContent = said;
      note.title = said;
      note.classList.toggle("long", said.length > LONG || part !== null);
    }
    clearTimeout(this.wordsDue);
    // Descriptions are read, not watched: they need not follow every frame.
    this.wordsDue = window.setTimeout(() => {
      for (const { panel, figure } of this.cards) {
        const words = figure.querySelector(":scope > p.words");
        if (words && panel) words.textContent = panel.words();
      }
    }, 250);
  }
}
