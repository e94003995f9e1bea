// What the browser's tests of the live page share: pages to open, and what is read from them.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { PYTHON } from "./explore.mjs";
import { accessible, settled, watched } from "./watch.mjs";

export { accessible, PYTHON, settled, watched };
/** Where the pages are; `make test-page` writes them once for all files of tests. */
export const folder = process.env.PAGES ?? mkdtempSync(join(tmpdir(), "thalweg-pages-"));

before(() => {
  if (!existsSync(join(folder, "race.html")))
    execFileSync(PYTHON, [fileURLToPath(new URL("pages.py", import.meta.url)), folder]);
});

after(() => {
  if (!process.env.PAGES) rmSync(folder, { recursive: true, force: true });
});

/** Opens a page from disk and waits for all of its pictures, and fails if it ever complains or asks for anything outside. */
export function visit(name, options, body) {
  const address = pathToFileURL(join(folder, `${name}.html`)).href;
  return watched(address, /^(file|data|blob):/, options, async (page, context) => {
    await page.waitForSelector(".thalweg .card .body canvas, .thalweg .card table");
    // Pictures in space come last, and how much later depends on the machine.
    await page.waitForSelector('.thalweg .panels:not([aria-busy="true"])');
    await settled(page);
    await body(page, context);
  });
}

/** Fails if a page is wider than a window, for each of the widths that are looked at. */
export async function fits(page) {
  for (const width of [320, 768, 1440]) {
    await page.setViewportSize({ width, height: 800 });
    await settled(page);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= width, `${wide} of ${width} pixels wide`);
    for (const card of await page.locator(".card").all()) {
      const box = await card.boundingBox();
      assert.ok(box.x >= 0 && box.x + box.width <= width);
    }
  }
}

/** The line of text that says what is shown. */
export const line = (page) => page.locator(".line").textContent();
export const losses = (page) => page.locator("output.value").allTextContents();

/** A canvas as bytes, to see whether a picture changed. */
export const picture = (page, card) =>
  page.evaluate(
    (selector) =>
      Array.from(document.querySelectorAll(`${selector} canvas`), (c) => c.toDataURL()).join(),
    card,
  );
