// A visit that notices every complaint, and what is asked of every page.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { launch } from "./chromium.mjs";

/** Browsers by their options: starting one takes longer than most tests. */
const browsers = new Map();

after(async () => {
  for (const context of browsers.values()) await context.close();
});

/** Opens an address, and fails if its page ever complains or asks for anything but what `allowed` matches. */
export async function watched(address, allowed, options, body) {
  const {
    viewport = { width: 1280, height: 900 },
    colorScheme = "light",
    reducedMotion = "no-preference",
    /** What runs in the page before it begins. */
    first = null,
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
    if (first) await page.addInitScript(first);
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
  // Through the debugger: a page's policy allows no other script. Within frames, it answers the one outside.
  for (const frame of page.frames()) await frame.evaluate(axe);
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

/** Once what was changed is drawn. */
export async function settled(page) {
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
  await page.waitForTimeout(200);
}
