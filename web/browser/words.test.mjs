// Words and numbers in pictures, in a real browser: none is cut off, and none stands over another.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { settled, visit } from "./kit.mjs";
import { legible, noteLetters } from "./letters.mjs";

const WIDTHS = [320, 600, 1280];

/** Opens a page in a window of a width. */
function wide(name, width, body) {
  const options = { viewport: { width, height: 900 }, reducedMotion: "reduce", first: noteLetters };
  return visit(name, options, body);
}

describe("names and numbers of a view in space are whole,", () => {
  for (const name of ["race", "minute", "plane"])
    for (const width of WIDTHS)
      it(`${name}, ${width} pixels wide`, () =>
        wide(name, width, async (page) => {
          const card = page.locator(".card", { has: page.locator(".space") }).first();
          const letters = await legible(card);
          const numbers = letters.filter(({ text }) => /^−?[\d.]+$/.test(text));
          // Some beside each of three axes.
          assert.ok(numbers.length >= 7, numbers.map(({ text }) => text).join());
          assert.equal(letters.filter(({ text }) => /^[a-z]+$/.test(text)).length, 3);
          // As they are when it is turned, and seen from nearby.
          await card.locator(".space").focus();
          for (const keys of ["ArrowLeft", "ArrowLeft", "ArrowUp", "+"]) {
            for (let k = 0; k < 5; k++) await page.keyboard.press(keys);
            await settled(page);
            await legible(card);
          }
        }));

  it("on a log axis too", () =>
    wide("race", 320, async (page) => {
      const card = page.locator(".p-surface");
      await card.getByRole("button", { name: "log" }).press("Enter");
      await settled(page);
      const letters = await legible(card);
      const numbers = letters.map(({ text }) => text);
      // Equal factors.
      assert.ok(numbers.includes("100") && numbers.includes("1"), numbers.join());
    }));
});

describe("limits of stability that lie close to each other are told apart,", () => {
  for (const width of WIDTHS)
    it(`${width} pixels wide`, () =>
      wide("limits", width, async (page) => {
        const card = page.locator(".p-sharpness");
        for (const axis of ["linear", "log"]) {
          const letters = await legible(card);
          const told = letters.filter(({ text }) => text.startsWith("stable up to"));
          assert.deepEqual(
            told.map(({ text }) => text),
            ["stable up to 20", "stable up to 19.8", "stable up to 19.6"],
          );
          // Each in the colour of its own line, and over the curves.
          assert.equal(new Set(told.map(({ colour }) => colour)).size, 3);
          assert.ok(told.every(({ canvas }) => canvas === 1));
          if (axis === "linear") await card.getByRole("button", { name: "log" }).press("Enter");
          await settled(page);
        }
      }));
});
