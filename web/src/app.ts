/** The program of the local app: which view is shown is in the address, and each view asks Python for its scene. */

import { h } from "./dom.ts";
import type { Ask, Given, Start, Wrong } from "./hosts/asks.ts";
import * as python from "./hosts/python.ts";
import { ServerHost } from "./hosts/server.ts";
import { said } from "./input/about.ts";
import { read, type Seen, write } from "./input/address.ts";
import { Complaint } from "./input/caret.ts";
import { home, pictureOf } from "./input/home.ts";
import { Points } from "./input/points.ts";
import { field, TableInput } from "./input/table.ts";
import type { mount as Mount } from "./ui/app.ts";

declare const thalweg: { mount: typeof Mount };

/**
 * Milliseconds: between a key and the question while one is being answered (else it is asked at once), between two looks
 * at a store, between two addresses.
 */
const TYPING = 60;
const WATCHING = 1000;
const WRITING = 250;

class Program {
  private readonly root = document.getElementById("app") as HTMLElement;
  private readonly host = new ServerHost((name) => this.changed(name));
  private readonly page = h("div", { class: "page" });
  // The page's style and that of the app around it know nothing of each other.
  private readonly inner = this.page.attachShadow({ mode: "open" });
  private readonly about = h("div", { class: "about" });
  private readonly following = h(
    "p",
    { class: "hint", hidden: true },
    "followed while it is written",
  );
  private readonly preferred = matchMedia("(prefers-color-scheme: dark)");
  private readonly complaint = new Complaint();
  private readonly tables = new Map<string, Given>();
  private start: Start | null = null;
  private ask: Ask | null = null;
  private close: (() => void) | null = null;
  private typing = 0;
  private asked = 0;
  private version = "";
  private watching = 0;
  private writing = 0;
  private seen = "";

  async begin(): Promise<void> {
    this.start = await python.start();
    addEventListener("hashchange", () => this.follow());
    this.preferred.addEventListener("change", () => this.dress());
    addEventListener("dragover", (event) => event.preventDefault());
    addEventListener("drop", (event) => {
      event.preventDefault();
      const file = event.dataTransfer?.files[0];
      if (file) this.take(file);
    });
    await this.follow();
  }

  /** Shows what the address says. */
  private async follow(): Promise<void> {
    if (location.hash === this.seen && this.seen !== "") return;
    this.seen = location.hash;
    const { ask, seen } = read(location.hash);
    clearInterval(this.watching);
    this.following.hidden = true;
    this.leave();
    if (seen.theme) this.host.begin({ theme: seen.theme });
    this.dress();
    if (!ask) {
      document.title = "thalweg";
      this.root.replaceChildren(
        ...home(
          this.start as Start,
          (next) => this.go(next),
          (file) => this.take(file),
        ),
        this.complaint.element,
      );
      return;
    }
    this.complaint.clear();
    this.about.replaceChildren();
    this.host.begin(seen as object);
    this.ask = ask;
    this.root.replaceChildren(
      h(
        "section",
        { class: "above", "aria-label": "What is shown" },
        h(
          "div",
          { class: "where" },
          h("a", { href: "#", class: "back" }, "thalweg"),
          ask.preset ? this.around(ask.preset) : null,
        ),
        await this.editor(ask),
        this.complaint.element,
        this.about,
        this.following,
      ),
      this.page,
    );
    await this.show(ask);
    if (ask.store) this.watch();
  }

  private leave(): void {
    this.close?.();
    this.close = null;
    this.host.forget();
  }

  private go(ask: Ask): void {
    location.hash = write(ask, {});
  }

  private async take(file: File): Promise<void> {
    this.complaint.clear();
    try {
      const given = await python.upload(file);
      this.tables.set(given.table, given);
      this.go({ table: given.table, ...(given.proposal ?? {}) });
    } catch (error) {
      this.complaint.say(error as Wrong);
    }
  }

  /** What can be changed of the question itself. */
  private async editor(ask: Ask): Promise<HTMLElement | null> {
    if (ask.points) {
      const model = h("input", {
        type: "text",
        value: ask.model ?? "w*x + b",
        spellcheck: "false",
      });
      let points = ask.points;
      const tell = () => this.later({ points, model: model.value });
      model.addEventListener("input", tell);
      return new Points(points, field("model, in x", model, "wide"), (next) => {
        points = next;
        tell();
      }).element;
    }
    if (ask.table) {
      const given = this.tables.get(ask.table) ?? (await this.known(ask.table));
      if (given)
        return new TableInput(given, ask, python, this.complaint, (next) => this.later(next))
          .element;
    }
    if (ask.formula !== undefined || ask.function !== undefined) {
      const known = this.start?.functions.find((one) => one.name === ask.function);
      const input = h("input", {
        type: "text",
        value: ask.formula ?? known?.formula ?? "",
        spellcheck: "false",
        autocomplete: "off",
        class: "formula",
      });
      input.addEventListener("input", () => this.later({ formula: input.value }));
      return field("loss", input, "wide");
    }
    return null;
  }

  /** To the presets before and after one. */
  private around(preset: string): HTMLElement {
    const all = this.start?.presets ?? [];
    const at = all.findIndex((one) => one.name === preset);
    const link = (to: number, words: string) =>
      all[to] ? h("a", { href: `#preset=${all[to].name}` }, words) : null;
    return h(
      "nav",
      { class: "around", "aria-label": "Presets" },
      link(at - 1, "← before"),
      link(at + 1, "next →"),
    );
  }

  private async known(table: string): Promise<Given | null> {
    try {
      const given = await python.described(table);
      this.tables.set(table, given);
      return given;
    } catch (error) {
      this.complaint.say(error as Wrong);
      return null;
    }
  }

  /** Asks something else, in the same view. */
  private later(ask: Ask): void {
    clearTimeout(this.typing);
    const now = () => {
      this.host.forget();
      this.show(ask);
    };
    if (this.asked === 0) now();
    else this.typing = setTimeout(now, TYPING) as unknown as number;
  }

  private async show(ask: Ask): Promise<void> {
    this.page.setAttribute("aria-busy", "true");
    this.asked++;
    try {
      const { about, bytes } = await python.scene(ask);
      this.ask = ask;
      this.version = about.version ?? "";
      this.complaint.clear();
      this.about.replaceChildren(...said(about));
      this.host.begin({ words: about.words ?? "" });
      const place = document.activeElement;
      if (this.close) this.host.tell("scene", bytes);
      else {
        this.host.begin({ scene: bytes });
        this.close = thalweg.mount(this.inner.appendChild(h("div")), this.host);
      }
      if (place instanceof HTMLElement && place.isConnected) place.focus();
      document.title = `${this.inner.querySelector("h1")?.textContent ?? "thalweg"} · thalweg`;
      this.changed("choice");
      this.page.removeAttribute("aria-busy");
    } catch (error) {
      if ((error as Error).name === "AbortError") return;
      this.page.removeAttribute("aria-busy");
      this.complaint.say(error as Wrong);
    } finally {
      this.asked--;
    }
  }

  /** Looks whether the store has grown. */
  private watch(): void {
    let busy = false;
    this.watching = setInterval(async () => {
      if (busy || document.hidden) return;
      busy = true;
      try {
        const now = await python.version();
        const grown = now !== this.version;
        if (grown) await this.show({ store: true });
        this.following.hidden = !grown;
      } catch {
        // The app was stopped; what is seen stays.
      }
      busy = false;
    }, WATCHING) as unknown as number;
  }

  private changed(name: string): void {
    if (name === "theme") this.dress();
    if (name === "playing" || !this.ask) return;
    clearTimeout(this.writing);
    this.writing = setTimeout(() => {
      if (!this.close) return;
      const seen: Seen = {};
      for (const key of ["step", "chosen", "theme", "choice"] as const) {
        const value = this.host.get(key);
        if (value !== undefined) Object.assign(seen, { [key]: value });
      }
      this.seen = write(this.ask, seen);
      history.replaceState(null, "", this.seen);
    }, WRITING) as unknown as number;
  }

  private dress(): void {
    const theme = this.host.get("theme") ?? "auto";
    const dark = theme === "auto" ? this.preferred.matches : theme === "dark";
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    for (const image of document.querySelectorAll<HTMLImageElement>(".catalogue img"))
      image.src = pictureOf(image.dataset.name as string);
  }
}

new Program().begin().catch((error: Error) => {
  (document.getElementById("app") as HTMLElement).textContent =
    `The app could not start: ${error.message}`;
});
