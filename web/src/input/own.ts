/** The user's own input inside a page whose host has Python behind it: a formula, a table, or points. */

import { h } from "../dom.ts";
import type { Host } from "../host.ts";
import type { About, Ask, Given, Point, Proposal, Python, Wrong } from "../hosts/asks.ts";
import { said } from "./about.ts";
import { Complaint } from "./caret.ts";
import { Points } from "./points.ts";
import { field, TableInput } from "./table.ts";

/** Milliseconds after the last key: a kernel works on one question after the other. */
const TYPING = 150;

const POINTS: Point[] = [
  [0, 0.2],
  [1, 1.1],
  [2, 1.4],
  [3, 2.6],
  [4, 2.9],
];

export class Own implements Python {
  readonly element: HTMLElement;
  private readonly formula = h("input", {
    type: "text",
    placeholder: "x**2 + 10*y**2",
    spellcheck: "false",
    autocomplete: "off",
  });
  private readonly complaint = new Complaint();
  private readonly about = h("div", { class: "about" });
  private readonly more = h("div", {});
  private typing = 0;
  private asked = 0;

  constructor(private readonly host: Host) {
    const { formula } = this;
    formula.addEventListener("input", () => {
      this.more.replaceChildren();
      this.later({ formula: formula.value });
    });
    const file = h("input", { type: "file", accept: ".csv,.tsv,.txt,text/csv" });
    file.addEventListener("change", () => file.files?.[0] && this.take(file.files[0]));
    const points = h(
      "button",
      { type: "button", class: "plain", onclick: () => this.points() },
      "set points",
    );
    this.element = h(
      "section",
      { class: "own given", "aria-label": "Your own input", hidden: true },
      h(
        "div",
        { class: "fields" },
        field("a formula: a loss in its parameters", formula, "wide"),
        field("a table, as a CSV file", file),
        points,
      ),
      this.more,
      this.complaint.element,
      this.about,
    );
  }

  async upload(file: File): Promise<Given> {
    const content = await file.arrayBuffer();
    return (await this.python("table", { name: file.name }, content)) as Given;
  }

  async propose(table: string, target: string): Promise<Proposal> {
    return (await this.python("proposal", { table, target })) as Proposal;
  }

  private python(what: string, ask: object, content?: ArrayBuffer): Promise<unknown> {
    return this.host.request("python", { what, ask, ...(content ? { content } : {}) });
  }

  private async take(file: File): Promise<void> {
    try {
      const given = await this.upload(file);
      this.complaint.clear();
      this.formula.value = "";
      const ask: Ask = { table: given.table, ...(given.proposal ?? {}) };
      const editor = new TableInput(given, ask, this, this.complaint, (next) => this.later(next));
      this.more.replaceChildren(editor.element);
      await this.show(ask);
    } catch (error) {
      this.complaint.say(error as Wrong);
    }
  }

  private points(): void {
    const model = h("input", { type: "text", value: "w*x + b", spellcheck: "false" });
    let points = POINTS;
    const tell = () => this.later({ points, model: model.value });
    model.addEventListener("input", tell);
    const editor = new Points(points, field("model, in x", model, "wide"), (next) => {
      points = next;
      tell();
    });
    this.formula.value = "";
    this.more.replaceChildren(editor.element);
    tell();
  }

  private later(ask: Ask): void {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.show(ask), TYPING) as unknown as number;
  }

  /** Asks for a scene, which the host then has; of several questions the last one's answer counts. */
  private async show(ask: Ask): Promise<void> {
    const number = ++this.asked;
    try {
      const about = (await this.python("scene", ask)) as About;
      if (number !== this.asked) return;
      this.complaint.clear();
      this.about.replaceChildren(...said(about));
    } catch (error) {
      if (number === this.asked) this.complaint.say(error as Wrong);
    }
  }
}
