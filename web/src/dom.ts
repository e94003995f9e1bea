/** Small help to make elements; text is set as text, never as markup. */

type Child = Node | string | null | undefined | false;

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | number | boolean | null | ((event: never) => void)> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function")
      element.addEventListener(name.slice(2), value as unknown as EventListener);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null) element.setAttribute(name, String(value));
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

export function s(
  tag: string,
  attributes: Record<string, string | number>,
  ...children: Element[]
): SVGElement {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/** Icons as paths on a square of 16. */
const ICONS: Record<string, string> = {
  play: "M4 2.5v11l9.5-5.5z",
  pause: "M4 3h3v10H4zM9.5 3h3v10h-3z",
  first: "M3 3h1.8v10H3zM13 3v10L5.6 8z",
  last: "M11.2 3H13v10h-1.8zM3 3v10l7.4-5z",
  back: "M10.5 3v10L3.5 8zM12 3h0z",
  forward: "M5.5 3v10l7-5z",
  larger: "M9 2h5v5h-1.8V5L9.6 7.6 8.4 6.4 11 3.8H9zM2 9h1.8v2l2.6-2.6 1.2 1.2L5 12.2h2V14H2z",
  smaller:
    "M8.4 2.4h1.8v2.2L12.8 2 14 3.2l-2.6 2.6h2.2v1.8H8.4zM2.4 8.4h5.2v5.2H5.8v-2.2L3.2 14 2 12.8l2.6-2.6H2.4z",
  more: "M3 6.6a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8zm5 0a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8zm5 0a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8z",
  below: "M3.2 5.4L8 10.2l4.8-4.8 1.2 1.2-6 6-6-6z",
  close: "M4 3l4 4 4-4 1 1-4 4 4 4-1 1-4-4-4 4-1-1 4-4-4-4z",
  light:
    "M8 4.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM7.3 0h1.4v2.6H7.3zM7.3 13.4h1.4V16H7.3zM0 7.3h2.6v1.4H0zM13.4 7.3H16v1.4h-2.6zM2.3 3.3l1-1 1.9 1.9-1 1zM10.8 11.8l1-1 1.9 1.9-1 1zM2.3 12.7l1.9-1.9 1 1-1.9 1.9zM10.8 4.2l1.9-1.9 1 1-1.9 1.9z",
  dark: "M6.2 1.5A6.6 6.6 0 1 0 14.5 10 5.6 5.6 0 0 1 6.2 1.5z",
};

export function icon(name: string): SVGElement {
  return s(
    "svg",
    { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true", focusable: "false" },
    s("path", { d: ICONS[name], fill: "currentColor" }),
  );
}

export function button(
  label: string,
  name: string,
  act: () => void,
  attributes: Record<string, string> = {},
): HTMLButtonElement {
  return h(
    "button",
    {
      type: "button",
      class: "icon",
      "aria-label": label,
      title: label,
      ...attributes,
      onclick: act,
    },
    icon(name) as unknown as Node,
  );
}

/** What has the focus in the tree that an element is in: the document, or a shadow root. */
export function focused(near: Element): Element | null {
  const tree = near.getRootNode();
  return tree instanceof Document || tree instanceof ShadowRoot ? tree.activeElement : null;
}
