/** The first page: own input, presets, and the catalogue as pictures. */

import { h } from "../dom.ts";
import type { Ask, Start } from "../hosts/asks.ts";

export function home(start: Start, open: (ask: Ask) => void, take: (file: File) => void): Node[] {
  const formula = h("input", {
    type: "text",
    id: "formula",
    class: "input",
    placeholder: "x**2 + 10*y**2",
    spellcheck: "false",
    autocomplete: "off",
  });
  const form = h(
    "form",
    {
      class: "card",
      onsubmit: (event: SubmitEvent) => {
        event.preventDefault();
        open({ formula: formula.value || formula.placeholder });
      },
    },
    h("h3", {}, h("label", { for: "formula" }, "A formula")),
    h("p", {}, "A loss in its parameters: each letter becomes one."),
    h("div", { class: "line" }, formula, h("button", { class: "primary" }, "descend")),
  );
  const file = h("input", { type: "file", id: "file", accept: ".csv,.tsv,.txt,text/csv" });
  file.addEventListener("change", () => file.files?.[0] && take(file.files[0]));
  const table = h(
    "div",
    { class: "card" },
    h("h3", {}, h("label", { for: "file" }, "A table")),
    h("p", {}, "A CSV file with a header line. Drop it anywhere on this page, or choose it."),
    file,
  );
  const points = h(
    "div",
    { class: "card" },
    h("h3", {}, "Points"),
    h("p", {}, "Set them by hand and watch a line, or another model, follow."),
    h(
      "a",
      { class: "primary", href: "#points=0,0.2;1,1.1;2,1.4;3,2.6;4,2.9&model=w*x+%2B+b" },
      "set points",
    ),
  );
  const given: Node[] = [];
  if (start.store)
    given.push(h("p", {}, h("a", { class: "primary", href: "#store=1" }, `open ${start.store}`)));
  return [
    h(
      "header",
      { class: "head" },
      h("h1", {}, "thalweg"),
      h(
        "p",
        {},
        "See how machine-learning models train: the loss as a landscape, optimizers as paths on it.",
      ),
    ),
    h(
      "main",
      {},
      ...given,
      h("h2", {}, "Your own"),
      h("div", { class: "three" }, form, table, points),
      h("h2", {}, "What there is to see"),
      h(
        "ul",
        { class: "presets" },
        ...start.presets.map((preset) =>
          h(
            "li",
            {},
            h(
              "a",
              { href: `#preset=${preset.name}` },
              h("strong", {}, preset.title),
              h("span", {}, preset.words),
            ),
          ),
        ),
      ),
      h("h2", {}, "The catalogue"),
      h("ul", { class: "catalogue" }, ...start.functions.map(entry)),
    ),
  ];
}

/** Where the picture of a function is, in the theme of this document. */
export function pictureOf(name: string): string {
  return `/api/picture/${name}/${document.documentElement.dataset.theme}.png`;
}

function entry(one: Start["functions"][number]): HTMLElement {
  const picture = h("img", {
    src: pictureOf(one.name),
    "data-name": one.name,
    alt: "",
    width: 192,
    height: 128,
    loading: "lazy",
  });
  return h(
    "li",
    {},
    h(
      "a",
      { href: `#function=${one.name}`, title: one.formula },
      picture,
      h("strong", {}, one.name.replace(/_/g, " ")),
      h("span", {}, one.shows),
    ),
  );
}
