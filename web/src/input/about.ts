/** What Python says about an answer: what it has chosen, and the losses on a second table. */

import { h } from "../dom.ts";
import type { About } from "../hosts/asks.ts";

export function said(about: About): Node[] {
  const parts: Node[] = [];
  if (about.notes.length) parts.push(h("p", { class: "hint" }, about.notes.join(" · ")));
  if (about.scores.length)
    parts.push(
      h(
        "table",
        { class: "scores" },
        h("caption", {}, "Loss at the end, as Python ran it"),
        h(
          "tr",
          {},
          ...["run", "these rows", "the second file"].map((t) => h("th", { scope: "col" }, t)),
        ),
        ...about.scores.map((one) =>
          h(
            "tr",
            {},
            h("th", { scope: "row" }, one.label),
            h("td", {}, one.train?.toPrecision(4) ?? "diverged"),
            h("td", {}, one.test?.toPrecision(4) ?? "diverged"),
          ),
        ),
      ),
    );
  return parts;
}
