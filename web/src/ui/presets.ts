/** Presets: scenes with a few words each, which the host brings along, shown in place of its own scene. */
import { FORMAT, type SceneData, unpack } from "../core/scene.ts";
import { h } from "../dom.ts";
import type { Host } from "../host.ts";
import { dialog } from "./menu.ts";

/** What a preset's scene leaves out stands in every live scene already. */
type Kept = "format" | "rules" | "themes" | "dashes";

interface Preset {
  name: string;
  title: string;
  words: string;
  scene: Omit<SceneData, Kept>;
}

export class Presets {
  private all: Promise<Preset[]> | null = null;

  constructor(private readonly host: Host) {}

  /** Whether the host has any that a page with this scene can run. */
  offered(own: SceneData): boolean {
    return own.rules.length > 0 && this.host.get("requests")?.includes("presets") === true;
  }

  list(): Promise<Preset[]> {
    this.all ??= this.host.request("presets", undefined).then((bytes) => unpack(bytes) as Preset[]);
    return this.all;
  }

  /** A preset as a scene, with its words; null where there is none of that name. */
  async open(name: string, own: SceneData): Promise<{ scene: SceneData; words: string } | null> {
    const found = (await this.list()).find((preset) => preset.name === name);
    if (!found) return null;
    const { rules, themes, dashes } = own;
    return {
      scene: { ...found.scene, format: FORMAT, rules, themes, dashes },
      words: found.words,
    };
  }

  /** Lets the reader choose one, over the page. */
  async choose(root: HTMLElement, shown: string, go: (name: string) => void): Promise<void> {
    const entry = (name: string, title: string, words: string) =>
      h(
        "button",
        {
          type: "button",
          class: "preset",
          "aria-current": name === shown ? "true" : null,
          onclick: () => {
            over.close();
            if (name !== shown) go(name);
          },
        },
        h("strong", {}, title),
        h("span", {}, words),
      );
    const all = (await this.list()).map(({ name, title, words }) => entry(name, title, words));
    if (shown) all.unshift(entry("", "Back", "To what this page was made to show."));
    const over = dialog(root, "Presets", h("div", { class: "presets" }, ...all));
  }
}
