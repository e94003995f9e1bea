/** The program of a page that is opened from disk. */
import { FileHost } from "./host.ts";
import { mount } from "./ui/app.ts";

export { mount };

export function open(element: HTMLElement, scene: ArrayBuffer): void {
  mount(element, new FileHost(scene));
}
