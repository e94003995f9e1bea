// The built site in a real browser: nothing complains, nothing is fetched from elsewhere, and everybody can read it.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { accessible, settled, watched } from "../browser/watch.mjs";
import { files, SITE, served } from "./folder.mjs";

/** One of each kind of page. */
const KINDS = [
  "index.html",
  "lessons/surface.html", // with a live page in it
  "howto/publish.html",
  "reference/api/runs.html",
  "reference/commands.html",
  "formulas.html",
  "errors.html",
];
const TELEPHONE = { width: 320, height: 640 };

let server;
before(async () => {
  server = await served();
});
after(() => server.stop());

/** Opens a page of the site from the server. */
const visit = (path, options, body) =>
  watched(
    server.home + path,
    new RegExp(`^(${RegExp.escape?.(server.home) ?? server.home}|data:|blob:)`),
    options,
    body,
  );

/** Scrolls to every live page, since they load when they are seen, and waits for them. */
async function live(page) {
  for (const frame of await page.locator("iframe.live").all()) {
    await frame.scrollIntoViewIfNeeded();
    const inner = await (await frame.elementHandle()).contentFrame();
    await inner.waitForSelector(".thalweg .card .body canvas, .thalweg .card table");
  }
  await settled(page);
}

describe("from a folder of any server", () => {
  for (const path of files(".html").filter((path) => path !== "404.html"))
    it(`${path} does not complain, and fits a telephone`, () =>
      visit(path, { viewport: TELEPHONE }, async (page) => {
        await live(page);
        const [wide, what] = await page.evaluate(() => [
          document.documentElement.scrollWidth,
          Array.from(document.querySelectorAll("main *"))
            .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
            .slice(0, 3)
            .map((element) => element.outerHTML.slice(0, 120)),
        ]);
        assert.ok(wide <= TELEPHONE.width, `${wide} pixels wide: ${what}`);
        assert.ok(await page.locator("main h1").first().isVisible());
      }));
});

describe("for everyone", () => {
  for (const path of KINDS)
    it(`${path} has nothing that axe finds, in light and dark`, () =>
      visit(path, { reducedMotion: "reduce" }, async (page) => {
        await live(page);
        await accessible(page);
        // What axe saw last was dark indeed.
        assert.equal(await page.getAttribute("body", "data-md-color-scheme"), "slate");
      }));

  it("a picture is dark on a dark page", () =>
    visit("pictures.html", { colorScheme: "dark" }, async (page) => {
      const shown = await page
        .locator("main img:visible")
        .evaluateAll((all) => all.map((i) => i.src));
      // One that was asked for in a theme of its own stays as it is.
      assert.ok(shown.filter((address) => address.endsWith("#only-dark")).length > 3);
      assert.deepEqual(
        shown.filter((address) => address.endsWith("#only-light")),
        [],
      );
    }));
});

describe("search", () => {
  const found = async (page) => {
    await page.locator(".md-search__input").click();
    await page.keyboard.type("himmelblau", { delay: 20 });
    const result = page.locator(
      '.md-search-result__link[href$="functions.html?h=himmelblau#himmelblau"]',
    );
    await result.click();
    await page.waitForURL(/reference\/functions\.html/);
    const heading = page.locator("h2#himmelblau");
    await heading.waitFor();
    assert.match(await heading.textContent(), /himmelblau/);
  };

  it("finds a page", () => visit("index.html", {}, found));
  it("finds it from a page further down", () => visit("reference/api/runs.html", {}, found));
  it("finds it where the site is opened from disk", () =>
    watched(pathToFileURL(join(SITE, "index.html")).href, /^(file|data|blob):/, {}, found));
});
