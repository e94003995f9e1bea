/** The page: mounts itself into an element, and asks its host for everything else. */

import { Model } from "../core/model.ts";
import { readScene, type SceneData, type Theme } from "../core/scene.ts";
import { button, h, icon } from "../dom.ts";
import type { Host } from "../host.ts";
import ownInput from "../input/input.css";
import { Own } from "../input/own.ts";
import type { Context } from "../panels/panel.ts";
import { Cards } from "./cards.ts";
import { asCommand, asCsv, asJson, asPython } from "./exports.ts";
import { menuOf, sheet } from "./menu.ts";
import { Pad } from "./pad.ts";
import { Presets } from "./presets.ts";
import { Race } from "./race.ts";
import { Runs } from "./runs.ts";
import { Settings } from "./settings.ts";
import { share } from "./share.ts";
import bar from "./style/bar.css";
import base from "./style/base.css";
import inside from "./style/inside.css";
import panels from "./style/panels.css";
import runs from "./style/runs.css";
import { Transport } from "./transport.ts";

type ThemeName = "light" | "dark" | "print";

/** In the order in which they give way to each other. */
const STYLE = [base, panels, runs, bar, inside, ownInput].join("\n");

/** Pages in this document, so that none takes another's names. */
let count = 0;

class App {
  private readonly root: HTMLElement;
  private readonly context: Context;
  private readonly model: Model;
  private readonly cards: Cards;
  private readonly preferred = matchMedia("(prefers-color-scheme: dark)");
  private name: ThemeName = "light";
  private readonly embedded: boolean;
  private readonly gone = new AbortController();

  /** `given` is where own input goes; `words` are said of the scene; `choose`, where there are presets, lets the reader choose one. */
  constructor(
    element: HTMLElement,
    private readonly host: Host,
    scene: SceneData,
    private readonly words: string,
    private readonly choose: ((root: HTMLElement) => Promise<void>) | null,
    private readonly given: Own | null,
  ) {
    this.embedded = host.get("embedded") === true;
    this.model = new Model(scene);
    this.context = { scene, model: this.model, theme: () => scene.themes[this.name] as Theme };
    this.root = h("div", { class: this.embedded ? "thalweg embedded" : "thalweg" });
    this.setTheme(this.wanted());
    const { signal } = this.gone;
    const follow = () => this.setTheme(this.wanted());
    this.preferred.addEventListener("change", follow, { signal });

    const { model } = this;
    const transport = scene.runs ? new Transport(model) : null;
    const side = h("aside", { class: "side", "aria-label": "Runs and settings" });
    if (scene.runs) {
      side.append(new Runs(this.context).element);
      if (model.live) side.append(new Settings(this.context).element);
      // A race of many is a sweep; a start that was dropped on samples competes with nobody.
      if (model.live && !model.samples)
        side.append(model.many ? new Pad(this.context).element : new Race(this.context).element);
    }
    const own = `thalweg-${count++}`;
    this.cards = new Cards(this.context, this.root, own, (...given) => this.save(...given));
    // Named, since the page may stand in a frame within a page that has landmarks of its own.
    const name = { "aria-label": scene.title };
    const main = h("main", { class: "main", ...name }, this.cards.element);
    const layout = h(
      "div",
      { class: scene.runs ? "layout" : "layout alone" },
      main,
      scene.runs ? side : null,
    );
    this.root.append(this.header(), ...(this.given ? [this.given.element] : []), layout);
    if (transport) this.root.append(h("footer", { class: "bar", ...name }, transport.element));
    element.replaceChildren(this.root);
    dress(this.root);
    const listening: EventTarget = this.embedded ? this.root : document;
    listening.addEventListener("keydown", (event) => transport?.key(event as KeyboardEvent), {
      signal,
    });

    for (const stop of share(host, model)) signal.addEventListener("abort", stop);
    signal.addEventListener("abort", host.on("theme", follow));
    this.cards.fillAll();
  }

  /** Takes the page away. */
  close(): void {
    this.model.play(false);
    this.gone.abort();
    this.cards.close();
    this.root.remove();
  }

  private wanted(): ThemeName {
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
    this.cards?.redraw();
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
    const { choose, given } = this;
    if (given) {
      const opener = h(
        "button",
        {
          type: "button",
          class: "tool",
          title: "A formula, a table or points of your own",
          "aria-expanded": String(!given.element.hidden),
          onclick: () => {
            given.element.hidden = !given.element.hidden;
            opener.setAttribute("aria-expanded", String(!given.element.hidden));
          },
        },
        "own input",
      );
      tools.prepend(opener);
    }
    if (choose)
      tools.prepend(
        h(
          "button",
          {
            type: "button",
            class: "tool",
            title: "Scenes that each show one thing about descent",
            onclick: () => choose(this.root).catch((error: Error) => this.fail("presets", error)),
          },
          "presets",
        ),
      );
    return h(
      "header",
      { class: "top", "aria-label": scene.title },
      h(
        "div",
        { class: "words" },
        h("h1", {}, scene.title),
        scene.subtitle ? h("p", { class: "sub" }, scene.subtitle) : null,
        this.words ? h("p", { class: "told" }, this.words) : null,
        h("p", { class: "hidden" }, scene.alt),
      ),
      tools,
    );
  }

  private menu(): HTMLElement {
    const { scene } = this.context;
    const panels = scene.panels;
    const items: [string, () => void][] = [
      ["Copy as Python", () => sheet(this.root, "Python", asPython(scene, this.model, panels))],
    ];
    if (scene.problem.command)
      items.push([
        "Copy as command",
        () => sheet(this.root, "Command", asCommand(scene, this.model, panels) ?? ""),
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
      .catch((error: Error) => this.fail("saving", error));
  }

  private fail(what: string, error: Error): void {
    sheet(this.root, `It failed: ${what}`, error.message);
  }
}

const dressed = new WeakMap<Document, CSSStyleSheet>();

/** Gives the page's style to the document or shadow root that it is in: as a sheet, which a strict policy allows. */
function dress(root: HTMLElement): void {
  const place = root.getRootNode() as Document | ShadowRoot;
  const owner = root.ownerDocument;
  let style = dressed.get(owner);
  if (!style) {
    style = new CSSStyleSheet();
    style.replaceSync(STYLE);
    dressed.set(owner, style);
  }
  if (!place.adoptedStyleSheets.includes(style)) place.adoptedStyleSheets.push(style);
}

/** Shows a host's scene in an element, and another one when the host has another; returns what takes it away. */
export function mount(element: HTMLElement, host: Host): () => void {
  const presets = new Presets(host);
  // It outlives the scene that it asks for.
  const input = host.get("requests")?.includes("python") ? new Own(host) : null;
  let app: App | null = null;
  let own: SceneData;
  let shown = "";

  const leave = () => {
    app?.close();
    app = null;
  };
  const show = (scene: SceneData, words = "") => {
    const choose = presets.offered(own)
      ? (root: HTMLElement) => presets.choose(root, shown, (name) => open(name, true))
      : null;
    const place = (element.getRootNode() as Document | ShadowRoot).activeElement;
    leave();
    app = new App(element, host, scene, words, choose, input);
    if (place instanceof HTMLElement && input?.element.contains(place)) place.focus();
  };
  /** Opens a preset, or what the page was made for; `anew`: what was seen before belongs to another scene. */
  const open = async (name: string, anew: boolean) => {
    shown = name;
    const asked = name && presets.offered(own) ? presets.open(name, own) : null;
    // A host that does not answer shows its own scene.
    const found = await asked?.catch(() => null);
    if (shown !== name) return; // something newer was chosen meanwhile
    if (!found) shown = "";
    if (anew) {
      leave();
      for (const of of ["playing", "step", "chosen", "choice"] as const) host.set(of, undefined);
    }
    if (host.get("preset") !== shown) host.set("preset", shown || undefined);
    show(found?.scene ?? own, found?.words ?? host.get("words"));
  };
  const begin = () => {
    const bytes = host.get("scene");
    if (!bytes) throw new Error("the host has no scene to show");
    own = readScene(bytes);
    const name = host.get("preset") ?? "";
    if (name) open(name, false);
    else show(own, host.get("words"));
  };
  begin();
  const stops = [
    host.on("scene", begin),
    host.on("preset", (name) => {
      if (name !== shown) open(name, true);
    }),
  ];
  return () => {
    for (const stop of stops) stop();
    leave();
  };
}
