/** The page: mounts itself into an element, and asks its host for everything else. */

import { Model } from "../core/model.ts";
import { readScene, type Theme } from "../core/scene.ts";
import type { Host } from "../host.ts";
import { PANELS } from "../panels/index.ts";
import type { Context, Panel } from "../panels/panel.ts";
import { button, h, icon } from "./dom.ts";
import { asCommand, asCsv, asJson, asPython } from "./exports.ts";
import { Race } from "./race.ts";
import { Runs } from "./runs.ts";
import { Settings } from "./settings.ts";
import { share } from "./share.ts";
import style from "./style.css";
import { Transport } from "./transport.ts";

type ThemeName = "light" | "dark" | "print";

interface Card {
  name: string;
  /** None until it is made. */
  panel: Panel | null;
  figure: HTMLElement;
  note: HTMLElement;
  body: HTMLElement;
  tools: HTMLElement;
}

/** Pages in this document, so that none takes another's names. */
let count = 0;

class App {
  private readonly root: HTMLElement;
  private readonly context: Context;
  private readonly model: Model;
  private readonly cards: Card[] = [];
  private readonly grid = h("div", { class: "panels" });
  private readonly preferred = matchMedia("(prefers-color-scheme: dark)");
  private name: ThemeName = "light";
  private pending = 0;
  private readonly dirty = new Set<"runs" | "step">();
  private readonly own = `thalweg-${count++}`;
  private readonly embedded: boolean;
  private readonly gone = new AbortController();

  constructor(
    element: HTMLElement,
    private readonly host: Host,
  ) {
    const bytes = host.get("scene");
    if (!bytes) throw new Error("the host has no scene to show");
    const scene = readScene(bytes);
    this.embedded = host.get("embedded") === true;
    this.model = new Model(scene);
    this.context = { scene, model: this.model, theme: () => scene.themes[this.name] as Theme };
    this.root = h("div", { class: this.embedded ? "thalweg embedded" : "thalweg" });
    this.setTheme(this.given());
    const { signal } = this.gone;
    const follow = () => this.setTheme(this.given());
    this.preferred.addEventListener("change", follow, { signal });

    const { model } = this;
    const transport = scene.runs ? new Transport(model) : null;
    const side = h("aside", { class: "side", "aria-label": "Runs and settings" });
    if (scene.runs) {
      side.append(new Runs(this.context).element);
      if (model.live) side.append(new Settings(this.context).element);
      if (model.live && model.entries.length <= 8) side.append(new Race(this.context).element);
    }
    for (const name of scene.panels) this.addCard(name);
    this.span();
    const main = h("main", { class: "main" }, this.grid);
    const layout = h(
      "div",
      { class: scene.runs ? "layout" : "layout alone" },
      main,
      scene.runs ? side : null,
    );
    this.root.append(h("style", {}, style), this.header(), layout);
    if (transport) this.root.append(h("footer", { class: "bar" }, transport.element));
    element.replaceChildren(this.root);
    const listening: EventTarget = this.embedded ? this.root : document;
    listening.addEventListener("keydown", (event) => transport?.key(event as KeyboardEvent), {
      signal,
    });

    model.on("runs", () => this.later("runs"));
    model.on("shown", () => this.later("runs"));
    model.on("step", () => this.later("step"));
    const observer = new ResizeObserver(() => this.measure());
    observer.observe(this.grid);
    signal.addEventListener("abort", () => observer.disconnect());
    for (const stop of share(host, model)) signal.addEventListener("abort", stop);
    signal.addEventListener("abort", host.on("theme", follow));
    this.fillAll();
  }

  /** Takes the page away. */
  close(): void {
    this.model.play(false);
    this.gone.abort();
    for (const card of this.cards) card.panel?.close?.();
    this.root.remove();
  }

  private given(): ThemeName {
    const theme = this.host.get("theme") ?? "auto";
    if (theme !== "auto") return theme;
    return this.preferred.matches ? "dark" : "light";
  }

  private setTheme(name: ThemeName): void {
    this.name = name;
    const theme = this.context.theme();
    this.root.dataset.theme = name;
    for (const part of ["paper", "ink", "quiet", "faint"] as const)
      this.root.style.setProperty(`--${part}`, theme[part]);
    this.root.style.setProperty("--accent", theme.palette[0]);
    this.root.style.setProperty("color-scheme", name === "dark" ? "dark" : "light");
    if (!this.embedded) document.documentElement.style.background = theme.paper;
    this.model.tell("theme");
    for (const card of this.cards) card.panel?.redraw();
  }

  // -- what stands above ---------------------------------------------------------------------------------------------

  private header(): HTMLElement {
    const { scene } = this.context;
    const switcher = button("Dark or light", "dark", () => {
      this.setTheme(this.name === "dark" ? "light" : "dark");
      this.host.set("theme", this.name);
      switcher.replaceChildren(icon(this.name === "dark" ? "light" : "dark"));
    });
    switcher.replaceChildren(icon(this.name === "dark" ? "light" : "dark"));
    const tools = h("div", { class: "tools" }, switcher, scene.runs ? this.menu() : null);
    if (this.model.live)
      tools.prepend(
        h(
          "button",
          {
            type: "button",
            class: "tool",
            title: "Everything as it was",
            onclick: () => this.model.reset(),
          },
          "reset",
        ),
      );
    return h(
      "header",
      { class: "top" },
      h(
        "div",
        { class: "words" },
        h("h1", {}, scene.title),
        scene.subtitle ? h("p", { class: "sub" }, scene.subtitle) : null,
        h("p", { class: "hidden" }, scene.alt),
      ),
      tools,
    );
  }

  private menu(): HTMLElement {
    const { scene } = this.context;
    const panels = scene.panels;
    const items: [string, () => void][] = [
      ["Copy as Python", () => this.show("Python", asPython(scene, this.model, panels))],
    ];
    if (scene.problem.command)
      items.push([
        "Copy as command",
        () => this.show("Command", asCommand(scene, this.model, panels) ?? ""),
      ]);
    items.push(
      [
        "Data as CSV",
        () => this.save(new Blob([asCsv(scene, this.model)], { type: "text/csv" }), "csv"),
      ],
      [
        "Data as JSON",
        () =>
          this.save(new Blob([asJson(scene, this.model)], { type: "application/json" }), "json"),
      ],
    );
    return menuOf("Take out", items, "take out");
  }

  private save(blob: Blob, extension: string, name = ""): void {
    const stem = this.context.scene.title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-|-$/g, "")
      .slice(0, 40);
    this.host
      .request("save", {
        blob,
        file: `${[stem || "thalweg", name].filter(Boolean).join("-")}.${extension}`,
      })
      .catch((error: Error) => this.show("It could not be saved", error.message));
  }

  private show(title: string, text: string): void {
    const area = h("pre", { tabindex: 0 }, text);
    const done = h("span", { role: "status" });
    const copy = h(
      "button",
      {
        type: "button",
        class: "tool",
        onclick: async () => {
          try {
            await navigator.clipboard.writeText(text);
            done.textContent = "copied";
          } catch {
            // Where a page may not write to the clipboard, its reader can.
            getSelection()?.selectAllChildren(area);
            done.textContent = document.execCommand("copy")
              ? "copied"
              : "selected: copy it with Ctrl+C";
          }
        },
      },
      "copy",
    );
    const dialog = h(
      "dialog",
      { class: "sheet", "aria-label": title },
      h(
        "div",
        { class: "row" },
        h("h2", {}, title),
        button("Close", "close", () => dialog.close()),
      ),
      area,
      h("div", { class: "row" }, copy, done),
    );
    dialog.addEventListener("close", () => dialog.remove());
    this.root.append(dialog);
    dialog.showModal();
    copy.click();
  }

  // -- panels --------------------------------------------------------------------------------------------------------

  private addCard(name: string): void {
    const kind = PANELS[name];
    const note = h("span", { class: "note" });
    const enlarge = button("Enlarge", "larger", () => this.enlarge(card, enlarge));
    const tools = h("div", { class: "tools" }, enlarge);
    const body = h("div", {
      class: "body",
      role: "group",
      "aria-labelledby": `${this.own}-${name}`,
      "aria-describedby": `${this.own}-words-${name}`,
    });
    const figure = h(
      "figure",
      { class: `card p-${name}` },
      h(
        "div",
        { class: "caption" },
        h("h2", { id: `${this.own}-${name}` }, kind.title),
        note,
        tools,
      ),
      body,
      h("p", { class: "hidden", id: `${this.own}-words-${name}` }),
    );
    const card: Card = { name, panel: null, figure, note, body, tools };
    this.cards.push(card);
    this.grid.append(figure);
  }

  /** Makes the panel of a card. */
  private fill(card: Card): void {
    const { title, make } = PANELS[card.name];
    const panel = make(this.context);
    card.panel = panel;
    card.body.append(panel.element);
    const items: [string, () => void][] = [
      ["PNG", () => void panel.png().then((blob) => this.save(blob, "png", card.name))],
    ];
    const { svg } = panel;
    if (svg)
      items.push([
        "SVG",
        () => this.save(new Blob([svg.call(panel)], { type: "image/svg+xml" }), "svg", card.name),
      ]);
    card.tools.prepend(...(panel.tools?.() ?? []), menuOf(`Save ${title}`, items));
  }

  /** Makes all panels; those in space once the others are seen, since a view in space takes longer to begin. */
  private fillAll(): void {
    const slow = this.cards.filter((card) => PANELS[card.name].slow?.(this.context));
    for (const card of this.cards) if (!slow.includes(card)) this.fill(card);
    this.measure();
    const next = () => {
      const card = slow.shift();
      if (!card) return;
      this.fill(card);
      this.measure();
      setTimeout(next, 20);
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
    }
    card.figure.classList.toggle("large", on);
    this.root.classList.toggle("enlarged", on);
    by.replaceChildren(icon(on ? "smaller" : "larger"));
    by.setAttribute("aria-label", on ? "Back to all panels" : "Enlarge");
    by.title = on ? "Back to all panels" : "Enlarge";
    this.measure();
  }

  private measure(): void {
    const seen = this.cards.filter((card) => !card.figure.hidden && card.body.clientWidth >= 20);
    const columns = getComputedStyle(this.grid).gridTemplateColumns.split(" ").length;
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
      const alone = columns === 1 || width > this.grid.clientWidth * 0.7;
      const large = card.figure.classList.contains("large");
      const height = large
        ? Math.max(320, window.innerHeight - 230)
        : Math.round(card.panel ? card.panel.height(width) : 0.86 * width);
      if (alone && row.length) close();
      row.push({ card, width, height });
      if (alone || row.length === columns) close();
    }
    if (row.length) close();
    this.words();
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

  private wordsDue = 0;

  private words(): void {
    for (const card of this.cards) card.note.textContent = card.panel?.note() ?? "";
    clearTimeout(this.wordsDue);
    // Descriptions are read, not watched: they need not follow every frame.
    this.wordsDue = window.setTimeout(() => {
      for (const { panel, figure } of this.cards) {
        const words = figure.querySelector(`:scope > p.hidden`);
        if (words && panel) words.textContent = panel.words();
      }
    }, 250);
  }
}

function menuOf(label: string, items: [string, () => void][], text = ""): HTMLElement {
  const details = h("details", { class: "menu" });
  const summary = h(
    "summary",
    { class: text ? "tool" : "icon", "aria-label": label, title: label },
    text || (icon("more") as unknown as Node),
  );
  const list = h(
    "div",
    { class: "items" },
    ...items.map(([name, act]) =>
      h(
        "button",
        {
          type: "button",
          onclick: () => {
            details.open = false;
            summary.focus();
            act();
          },
        },
        name,
      ),
    ),
  );
  details.append(summary, list);
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    details.open = false;
    summary.focus();
    event.stopPropagation();
  });
  const outside = (event: Event) => {
    if (!event.composedPath().includes(details)) details.open = false;
  };
  details.addEventListener("toggle", () => {
    if (details.open) document.addEventListener("pointerdown", outside);
    else document.removeEventListener("pointerdown", outside);
  });
  return details;
}

/** Shows a host's scene in an element, and another one when the host has another; returns what takes it away. */
export function mount(element: HTMLElement, host: Host): () => void {
  let app = new App(element, host);
  const stop = host.on("scene", () => {
    app.close();
    app = new App(element, host);
  });
  return () => {
    stop();
    app.close();
  };
}
