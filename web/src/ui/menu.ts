/** Menus, and the sheet over the page. */
import { button, h, icon } from "../dom.ts";

export function menuOf(label: string, items: [string, () => void][], text = ""): HTMLElement {
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
  // Left by Tab, it would lie over what has the focus now.
  details.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !details.contains(relatedTarget)) details.open = false;
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

/** A text to take out, in a sheet over the page; copied at once where that is allowed. */
export function sheet(root: HTMLElement, title: string, text: string): void {
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
  dialog(root, title, area, h("div", { class: "row" }, copy, done));
  copy.click();
}

/** A sheet over the page, with a heading and what closes it. */
export function dialog(root: HTMLElement, title: string, ...parts: Node[]): HTMLDialogElement {
  const made = h(
    "dialog",
    { class: "sheet", "aria-label": title },
    h(
      "div",
      { class: "row" },
      h("h2", {}, title),
      button("Close", "close", () => made.close()),
    ),
    ...parts,
  );
  made.addEventListener("close", () => made.remove());
  root.append(made);
  made.showModal();
  return made;
}
