// Honesty, safety and access, in a real browser.
import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { accessible, fits, folder, line, losses, picture, settled, visit } from "./kit.mjs";

describe("honesty", () => {
  it("marks what leaves the view and says what diverged", () =>
    visit("diverged", {}, async (page) => {
      assert.match(await line(page), /SGD diverged at step 3, loss 2\.5\d*e12/);
      await page.waitForTimeout(400);
      assert.match(
        await page.locator(".p-contour .words").textContent(),
        /SGD lr=0.01 diverged at/,
      );
      assert.match(await page.locator(".entry").nth(1).textContent(), /only Python runs/);
    }));

  it("lets no name become markup", () =>
    visit("nasty", {}, async (page) => {
      assert.equal(await page.title(), "<img src=x onerror=\"document.title='broken'\">");
      assert.equal(await page.locator("img").count(), 0);
      assert.equal(
        await page.locator("th").first().textContent(),
        "</script><script>document.title='broken'</script>",
      );
    }));

  it("shows the ground from above where there is no WebGL", () =>
    visit("race", { args: ["--disable-3d-apis"] }, async (page) => {
      assert.match(await page.locator(".p-surface .note").textContent(), /no WebGL/);
      assert.ok((await picture(page, ".p-surface")).length > 5000);
    }));

  it("says the losses of batches where no others were recorded", () =>
    visit("recorded", {}, async (page) => {
      assert.equal(await line(page), "step 20, SGD, loss not recorded");
      await page.getByRole("slider", { name: "Step", exact: true }).fill("1");
      // (0.8 · 1.8)² + 3 · (0.4 · 0.6)²
      assert.equal(await line(page), "step 1, SGD, batch loss 2.25");
      assert.equal(await page.locator("output.value").textContent(), "batch 2.25");
    }));

  it("opens a record of 2 MB", () =>
    visit("long", {}, async (page) => {
      assert.ok(statSync(join(folder, "long.html")).size > 1_500_000);
      assert.match(await line(page), /^step 25000; SGD/);
      await page.getByRole("slider", { name: "Step", exact: true }).fill("1200");
      assert.match(await line(page), /^step 1200;/);
      assert.match(await page.locator(".entry").first().textContent(), /recorded/);
    }));
});

/** Puts a finger down, moves it ten times by so much, and lifts it. */
async function touch(page, context, [x, y], [dx, dy]) {
  const session = await context.newCDPSession(page);
  const send = (type, ...touchPoints) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints });
  await send("touchStart", { x, y });
  for (let k = 1; k <= 10; k++) await send("touchMove", { x: x + dx * k, y: y + dy * k });
  await send("touchEnd");
}

describe("for everyone", () => {
  for (const name of [
    "race",
    "line",
    "classes",
    "plane",
    "many",
    "one",
    "diverged",
    "parts",
    "samples",
  ])
    it(`${name} has nothing that axe finds, in light and dark`, () =>
      // Without motion, colours are at once what they will be.
      visit(name, { reducedMotion: "reduce" }, accessible));

  for (const name of ["race", "parts"])
    it(`${name} fits every window`, () => visit(name, {}, fits));

  it("follows a finger", () =>
    visit("bowl", { hasTouch: true, viewport: { width: 390, height: 800 } }, async (page) => {
      const box = await page.locator(".p-contour .body").boundingBox();
      const first = await losses(page);
      await page.touchscreen.tap(box.x + box.width * 0.45, box.y + box.height * 0.3);
      await settled(page);
      assert.notDeepEqual(await losses(page), first);
    }));

  for (const [what, card] of [
    ["a picture from above", ".p-contour"],
    ["a curve", ".p-loss"],
    ["a view in space", ".p-surface"],
  ])
    it(`scrolls with a finger on ${what}, and changes nothing by that`, () =>
      visit(
        "race",
        { hasTouch: true, viewport: { width: 390, height: 800 } },
        async (page, context) => {
          const [first, step] = [await losses(page), await line(page)];
          const body = page.locator(`${card} .body`);
          await body.evaluate((one) => one.scrollIntoView({ block: "center" }));
          await settled(page);
          const drawn = await picture(page, card);
          const box = await body.boundingBox();
          const from = await page.evaluate(() => scrollY);
          const [x, y] = [box.x + box.width * 0.7, box.y + box.height * 0.8];
          await touch(page, context, [x, y], [0, -15]);
          await page.waitForFunction((before) => scrollY > before + 50, from);
          await settled(page);
          assert.deepEqual(await losses(page), first);
          assert.equal(await line(page), step);
          assert.equal(await picture(page, card), drawn);
        },
      ));

  it("turns in space under a finger that goes sideways", () =>
    visit(
      "race",
      { hasTouch: true, viewport: { width: 390, height: 800 } },
      async (page, context) => {
        const body = page.locator(".p-surface .body");
        await body.evaluate((one) => one.scrollIntoView({ block: "center" }));
        await settled(page);
        const [box, drawn] = [await body.boundingBox(), await picture(page, ".p-surface")];
        const from = await page.evaluate(() => scrollY);
        const [x, y] = [box.x + box.width * 0.7, box.y + box.height * 0.8];
        await touch(page, context, [x, y], [-12, 1]);
        await settled(page);
        assert.notEqual(await picture(page, ".p-surface"), drawn);
        assert.equal(await page.evaluate(() => scrollY), from);
      },
    ));

  it("closes a menu that is left by Tab", () =>
    visit("bowl", {}, async (page) => {
      const menu = page.locator(".p-contour details");
      await menu.locator("summary").press("Enter");
      assert.equal(await menu.evaluate((one) => one.open), true);
      for (let k = 0; k < 3; k++) await page.keyboard.press("Tab");
      assert.equal(await menu.evaluate((one) => one.open), false);
    }));

  it("tells the settings of two runs of one optimizer apart", () =>
    visit("edge", {}, async (page) => {
      for (const run of [1, 2])
        await page.getByRole("slider", { name: `rate of SGD, run ${run}` }).waitFor();
    }));

  it("jumps instead of moving where less motion is wanted", () =>
    visit("bowl", { reducedMotion: "reduce" }, async (page) => {
      await page.keyboard.press("Home");
      // When each step was shown; a slow machine makes these longer, never shorter.
      await page.evaluate(() => {
        window.shown = [];
        const text = document.querySelector(".line");
        new MutationObserver(() => window.shown.push(performance.now())).observe(text, {
          childList: true,
        });
      });
      await page.keyboard.press(" ");
      await page.waitForFunction(() => window.shown.length > 2);
      const [first, second, third] = await page.evaluate(() => window.shown);
      assert.ok(second - first > 400 && third - second > 400, `${second - first}`);
    }));

  it("enlarges a panel, by keys too", () =>
    visit("race", {}, async (page) => {
      const button = page.locator(".p-loss").getByRole("button", { name: "Enlarge" });
      await button.press("Enter");
      assert.equal(await page.locator(".card:visible").count(), 1);
      await page
        .locator(".p-loss")
        .getByRole("button", { name: "Back to all panels" })
        .press("Enter");
      assert.equal(await page.locator(".card:visible").count(), 5);
    }));

  it("turns in space by keys and by mouse", () =>
    visit("race", {}, async (page) => {
      const space = page.locator(".p-surface .space");
      const first = await picture(page, ".p-surface");
      await space.focus();
      await page.keyboard.press("ArrowLeft");
      await settled(page);
      const turned = await picture(page, ".p-surface");
      assert.notEqual(turned, first);
      const box = await space.boundingBox();
      await page.mouse.move(box.x + 60, box.y + 60);
      await page.mouse.down();
      await page.mouse.move(box.x + 140, box.y + 80, { steps: 3 });
      await page.mouse.up();
      await settled(page);
      assert.notEqual(await picture(page, ".p-surface"), turned);
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      assert.match(await page.locator(".p-surface .readout").textContent(), /loss/);
    }));

  it("changes between dark and light", () =>
    visit("bowl", {}, async (page) => {
      const root = page.locator(".thalweg");
      assert.equal(await root.getAttribute("data-theme"), "light");
      await page.getByRole("button", { name: "Dark or light" }).click();
      assert.equal(await root.getAttribute("data-theme"), "dark");
    }));
});
