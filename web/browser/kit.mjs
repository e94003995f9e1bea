// What the browser's tests share: pages to open, and a visit that notices every complaint.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { launch } from "./chromium.mjs";
import { PYTHON } from "./explore.mjs";

export { PYTHON };
/** Where the pages are; `make test-page` writes them once for all files of tests. */
export const folder = process.env.PAGES ?? mkdtempSync(join(tmpdir(), "thalweg-pages-"));

/** Browsers by their options: starting one takes longer than most tests. */
const browsers = new Map();

before(() => {
  if (!existsSync(join(folder, "race.html")))
    execFileSync(PYTHON, [fileURLToPath(new URL("pages.py", import.meta.url)), folder]);
});

after(async () => {
  for (const context of browsers.values()) await context.close();
  if (!process.env.PAGES) rmSync(folder, { recursive: true, force: true });
});

/** Opens a page from disk, and fails if it ever complains or asks for anything outside. */
export function visit(name, options, body) {
  const address = pathToFileURL(join(folder, `${name}.html`)).href;
  return watched(address, /^(file|data|blob):/, options, async (page, context) => {
    await page.waitForSelector(".thalweg .card .body canvas, .thalweg .card table");
    await page.waitForTimeout(150);
    await body(page, context);
  });
}

/** Opens an address, and fails if its page ever complains or asks for anything but what `allowed` matches. */
export async function watched(address, allowed, options, body) {
  const {
    viewport = { width: 1280, height: 900 },
    colorScheme = "light",
    reducedMotion = "no-preference",
    ...rest
  } = options;
  const key = JSON.stringify(rest);
  if (!browsers.has(key)) browsers.set(key, await launch({ acceptDownloads: true, ...rest }));
  const context = browsers.get(key);
  const wrong = [];
  const page = await context.newPage();
  try {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme, reducedMotion });
    page.on("console", (message) => {
      if (
        ["error", "warning"].includes(message.type()) &&
        !/GPU stall|GL Driver/.test(message.text())
      )
        wrong.push(message.text());
    });
    page.on("pageerror", (error) => wrong.push(String(error.stack)));
    page.on("request", (request) => {
      if (!allowed.test(request.url())) wrong.push(`asked for ${request.url()}`);
    });
    await page.goto(address);
    await body(page, context);
    assert.deepEqual(wrong, []);
  } finally {
    await page.close();
  }
}

const axe = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

/** Fails with what axe finds in a page, in light and in dark. */
export async function accessible(page) {
  // Through the debugger: a page's policy allows no other script.
  await page.evaluate(axe);
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    await settled(page);
    const found = await page.evaluate(() => axe.run(document));
    assert.deepEqual(
      found.violations.map((v) => [v.id, v.help, v.nodes.slice(0, 3).map((n) => n.html)]),
      [],
    );
  }
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

/** Once what was changed is drawn. */
export async function settled(page) {
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
  await page.waitForTimeout(200);
}

/** A canvas as bytes, to see whether a picture changed. */
export const picture = (page, card) =>
  page.evaluate(
    (selector) =>
      Array.from(document.querySelectorAll(`${selector} canvas`), (c) => c.toDataURL()).join(),
    card,
  );
