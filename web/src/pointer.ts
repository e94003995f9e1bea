/** A pointer that is held down. */

/** Pixels that a finger moves by while it is held still. */
const STILL = 8;

/**
 * Calls `move` with the press that began it and as the pointer moves, and `end` when that is over.
 *
 * Where the page `scrolls` under a finger that goes up or down, a finger's press counts only once it goes sideways or is
 * lifted: browsers tell of its first moves before they take it to scroll.
 */
export function follow(
  target: HTMLElement,
  press: PointerEvent,
  move: (event: PointerEvent) => void,
  end: () => void,
  scrolls: boolean,
): void {
  const gone = new AbortController();
  const { signal } = gone;
  let waits = scrolls && press.pointerType === "touch";
  if (!waits) move(press);
  target.setPointerCapture(press.pointerId);
  const moved = (event: PointerEvent) => {
    const across = Math.abs(event.clientX - press.clientX);
    const along = Math.abs(event.clientY - press.clientY);
    if (waits && across < Math.max(STILL, along)) return;
    waits = false;
    move(event);
  };
  const over = (lifted: boolean) => {
    gone.abort();
    if (waits && lifted) move(press);
    end();
  };
  target.addEventListener("pointermove", moved, { signal });
  target.addEventListener("pointerup", () => over(true), { signal });
  target.addEventListener("pointercancel", () => over(false), { signal });
}
