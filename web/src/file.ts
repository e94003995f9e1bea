/** The program of a page that is opened from disk. */
import { FileHost, type Shared } from "./host.ts";
import { mount } from "./ui/app.ts";

export { mount };

/** Opens it; `presets` reads those that stand in the file, where there are any. */
export function open(
  element: HTMLElement,
  scene: ArrayBuffer,
  presets?: () => Promise<ArrayBuffer>,
): void {
  const theme = element.dataset.theme as Shared["theme"] | undefined;
  mount(element, new FileHost(scene, theme ?? "auto", presets));
}
