/** A table: its first rows, which column is the target, the model proposed and edited, a second file for testing. */

import { h } from "../dom.ts";
import { type Ask, type Given, type Python, Wrong } from "../hosts/asks.ts";
import type { Complaint } from "./caret.ts";

const LOSSES = ["mse", "half_mse", "mae", "huber", "logistic"];

export class TableInput {
  readonly element: HTMLElement;
  private readonly target: HTMLSelectElement;
  private readonly loss: HTMLSelectElement;
  private readonly model: HTMLInputElement;
  private test: string | undefined;

  constructor(
    given: Given,
    ask: Ask,
    python: Python,
    readonly complaint: Complaint,
    private readonly changed: (ask: Ask) => void,
  ) {
    const chosen = { ...given.proposal, ...ask };
    this.test = ask.test;
    this.target = choices(
      given.columns.map((column) => column.name),
      chosen.target,
    );
    this.loss = choices(LOSSES, chosen.loss);
    this.model = h("input", {
      type: "text",
      value: chosen.model ?? "",
      spellcheck: "false",
      autocomplete: "off",
    });
    const tell = () => this.changed(this.ask(given.table));
    this.model.addEventListener("input", tell);
    this.loss.addEventListener("change", tell);
    this.target.addEventListener("change", () => {
      python
        .propose(given.table, this.target.value)
        .then((found) => {
          this.model.value = found.model;
          this.loss.value = found.loss;
          tell();
        })
        .catch((error: Wrong) => complaint.say(error));
    });
    const second = h("input", { type: "file", accept: ".csv,.tsv,.txt,text/csv" });
    const said = h("span", { class: "hint", role: "status" });
    second.addEventListener("change", async () => {
      const file = second.files?.[0];
      if (!file) return;
      try {
        const other = await python.upload(file);
        this.test = other.table;
        said.textContent = `${other.rows} rows for testing`;
        tell();
      } catch (error) {
        complaint.say(error as Wrong);
      }
    });
    if (given.why) complaint.say(new Wrong(given.why));
    this.element = h(
      "div",
      { class: "own" },
      h("p", {}, `${given.source}: ${given.rows.toLocaleString("en")} rows`),
      rows(given),
      h(
        "div",
        { class: "fields" },
        field("target", this.target),
        field("loss", this.loss),
        field("model", this.model, "wide"),
        field("a second file, to test on", second),
        said,
      ),
    );
  }

  private ask(table: string): Ask {
    return {
      table,
      target: this.target.value,
      loss: this.loss.value,
      model: this.model.value,
      ...(this.test ? { test: this.test } : {}),
    };
  }
}

export function field(label: string, input: HTMLElement, kind = ""): HTMLElement {
  if (input.getAttribute("type") !== "file") input.classList.add("input");
  return h("label", { class: `field ${kind}` }, h("span", {}, label), input);
}

function choices(names: string[], chosen: string | undefined): HTMLSelectElement {
  const made = h("select", {}, ...names.map((name) => h("option", { value: name }, name)));
  if (chosen !== undefined) made.value = chosen;
  return made;
}

function rows(given: Given): HTMLElement {
  return h(
    "div",
    { class: "rows", tabindex: 0, role: "region", "aria-label": "The first rows" },
    h(
      "table",
      {},
      h(
        "thead",
        {},
        h("tr", {}, ...given.columns.map((column) => h("th", { scope: "col" }, column.name))),
      ),
      h(
        "tbody",
        {},
        ...given.first.slice(0, 4).map((row) => h("tr", {}, ...row.map((c) => h("td", {}, c)))),
      ),
    ),
  );
}
