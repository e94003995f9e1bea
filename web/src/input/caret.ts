/** The parser's message under a field, with the formula and a caret under the place. */

import { h } from "../dom.ts";
import type { Wrong } from "../hosts/asks.ts";

export class Complaint {
  readonly element = h("div", { class: "wrong complaint", role: "status", "aria-live": "polite" });

  clear(): void {
    this.element.replaceChildren();
  }

  say(error: Wrong): void {
    const parts: Node[] = [h("p", {}, error.message)];
    if (error.text !== undefined && error.position !== undefined) {
      // A window around the place, so that the caret is seen however long the formula is.
      const first = Math.max(0, error.position - 24);
      const letters = [...error.text.slice(first, error.position + 24).replace(/\s/g, " ")];
      const before = [...error.text.slice(first, error.position)].length;
      parts.push(
        h("pre", { "aria-hidden": "true" }, `${letters.join("")}\n${" ".repeat(before)}^`),
        h("p", { class: "hidden" }, `at character ${error.position + 1}`),
      );
    }
    this.element.replaceChildren(...parts);
  }
}
