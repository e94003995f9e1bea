// What is written in pictures: the words on a canvas, with the boxes that they fill, as a reader sees them.
import assert from "node:assert/strict";

/** Runs in a page before it begins: notes the words that stand on each canvas, until it is cleared. */
export function noteLetters() {
  const { clearRect, fillText } = CanvasRenderingContext2D.prototype;
  Object.assign(CanvasRenderingContext2D.prototype, {
    clearRect(...box) {
      this.canvas.letters = [];
      clearRect.apply(this, box);
    },
    fillText(text, x, y) {
      const m = this.measureText(text);
      const corners = [
        [x - m.actualBoundingBoxLeft, y - m.actualBoundingBoxAscent],
        [x + m.actualBoundingBoxRight, y + m.actualBoundingBoxDescent],
      ].map(([px, py]) => this.getTransform().transformPoint({ x: px, y: py }));
      const [xs, ys] = ["x", "y"].map((axis) => corners.map((corner) => corner[axis]));
      this.canvas.letters?.push({
        text,
        colour: this.fillStyle,
        left: Math.min(...xs),
        right: Math.max(...xs),
        top: Math.min(...ys),
        bottom: Math.max(...ys),
      });
      fillText.call(this, text, x, y);
    },
  });
}

/** All words of a card's picture, with their boxes in its pixels and the canvas that they are on, and its size. */
export function lettersOf(card) {
  return card.locator(".plot").evaluate((plot) => {
    const canvases = Array.from(plot.querySelectorAll(":scope > canvas"));
    const scale = canvases[0].width / canvases[0].clientWidth;
    const [width, height] = [canvases[0].clientWidth, canvases[0].clientHeight];
    const letters = canvases.flatMap((canvas, k) =>
      (canvas.letters ?? []).map(({ text, colour, ...box }) => ({
        text,
        colour,
        canvas: k,
        ...Object.fromEntries(Object.entries(box).map(([side, at]) => [side, at / scale])),
      })),
    );
    return { letters, width, height };
  });
}

/** Fails if words are cut by the edge of their picture, or stand over each other; returns them. */
export async function legible(card) {
  const { letters, width, height } = await lettersOf(card);
  assert.ok(letters.length > 0, "nothing is written");
  for (const one of letters)
    assert.ok(
      one.left >= -0.5 && one.top >= -0.5 && one.right <= width + 0.5 && one.bottom <= height + 0.5,
      `cut off: ${JSON.stringify(one)} in ${width} × ${height}`,
    );
  letters.forEach((a, k) => {
    for (const b of letters.slice(k + 1))
      assert.ok(
        a.right <= b.left + 0.5 ||
          b.right <= a.left + 0.5 ||
          a.bottom <= b.top + 0.5 ||
          b.bottom <= a.top + 0.5,
        `over each other: ${JSON.stringify([a, b])}`,
      );
  });
  return letters;
}
