// Steps, starts and rates in a real browser, by mouse and by keyboard.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { line, losses, picture, settled, visit } from "./kit.mjs";

describe("steps", () => {
  it("are gone through by keys, everywhere", () =>
    visit("bowl", {}, async (page) => {
      assert.match(await line(page), /^step 50; SGD, loss [\d.e-]+; Adam, loss/);
      await page.keyboard.press("Home");
      assert.match(await line(page), /^step 0; SGD, loss 6.84; Adam, loss 6.84$/);
      const before = await picture(page, ".p-contour");
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowLeft");
      assert.match(await line(page), /^step 1; SGD/);
      await settled(page);
      assert.notEqual(await picture(page, ".p-contour"), before);
      await page.keyboard.press("End");
      assert.match(await line(page), /^step 50;/);
    }));

  it("are played and paused", () =>
    visit("bowl", {}, async (page) => {
      await page.keyboard.press(" ");
      await page.waitForFunction(
        () =>
          /^step [1-9]/.test(document.querySelector(".line").textContent) &&
          !document.querySelector(".line").textContent.startsWith("step 50"),
      );
      await page.keyboard.press(" ");
      const first = await line(page);
      const step = Number(first.match(/^step (\d+)/)[1]);
      assert.ok(step > 0 && step < 50, first);
      await page.waitForTimeout(300);
      assert.equal(await line(page), first);
      await page.getByRole("button", { name: "First step" }).click();
      await page.getByLabel("Speed").selectOption("4×");
      await page.getByRole("button", { name: "Play" }).click();
      await page.waitForFunction(
        () => document.querySelector(".line").textContent.startsWith("step 50"),
        null,
        { timeout: 8000 },
      );
      await page.getByRole("button", { name: "Play" }).waitFor();
    }));

  it("are scrubbed by the slider, the number and the loss curve", () =>
    visit("bowl", {}, async (page) => {
      const slider = page.getByRole("slider", { name: "Step", exact: true });
      await slider.fill("20");
      assert.match(await line(page), /^step 20;/);
      await slider.focus();
      await page.keyboard.press("ArrowRight");
      assert.match(await line(page), /^step 21;/);
      await page.getByLabel("Step number").fill("7");
      await page.keyboard.press("Enter");
      assert.match(await line(page), /^step 7;/);
      const box = await page.locator(".p-loss .body").boundingBox();
      await page.mouse.move(box.x + box.width * 0.5, box.y + 60);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.6, box.y + 60, { steps: 3 });
      await page.mouse.up();
      const step = Number((await line(page)).match(/^step (\d+)/)[1]);
      assert.ok(step > 20 && step < 40, String(step));
      assert.match(
        await page
          .getByRole("slider", { name: "Step", exact: true })
          .getAttribute("aria-valuetext"),
        /SGD, loss/,
      );
    }));

  it("are said to a screen reader once they stand still", () =>
    visit("bowl", {}, async (page) => {
      await page.keyboard.press("Home");
      await page.keyboard.press("ArrowRight");
      await page.waitForTimeout(500);
      assert.match(
        await page.locator('[role="status"].hidden').textContent(),
        /^step 1; SGD, loss/,
      );
    }));
});

describe("the start", () => {
  it("is dragged, and dropped anywhere", () =>
    visit("bowl", {}, async (page) => {
      const first = await losses(page);
      const handle = page.locator(".p-contour .start");
      const at = await handle.boundingBox();
      await page.mouse.move(at.x + at.width / 2, at.y + at.height / 2);
      await page.mouse.down();
      await page.mouse.move(at.x + 90, at.y + 60, { steps: 5 });
      await page.mouse.up();
      await settled(page);
      assert.notDeepEqual(await losses(page), first);
      assert.match(await handle.getAttribute("aria-label"), /^Start at x -?[\d.]+, y -?[\d.]+\./);
      const box = await page.locator(".p-contour .body").boundingBox();
      await page.mouse.click(box.x + box.width * 0.5, box.y + box.height * 0.4);
      await settled(page);
      const now = await handle.boundingBox();
      assert.ok(Math.abs(now.x + now.width / 2 - (box.x + box.width * 0.5)) < 2);
    }));

  it("is moved by keys, and typed", () =>
    visit("bowl", {}, async (page) => {
      const handle = page.locator(".p-contour .start");
      await handle.focus();
      const first = await handle.getAttribute("aria-label");
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("Shift+ArrowDown");
      await settled(page);
      assert.notEqual(await handle.getAttribute("aria-label"), first);
      assert.match(await line(page), /^step 50;/);
      await page.getByLabel("Start, x").fill("1.5");
      await page.keyboard.press("Enter");
      await settled(page);
      assert.match(await handle.getAttribute("aria-label"), /^Start at x 1.5,/);
    }));

  it("is dragged over the surface", () =>
    visit("race", {}, async (page) => {
      const handle = page.locator(".p-surface .start");
      const first = await handle.getAttribute("aria-label");
      const at = await handle.boundingBox();
      await page.mouse.move(at.x + at.width / 2, at.y + at.height / 2);
      await page.mouse.down();
      await page.mouse.move(at.x - 40, at.y + 40, { steps: 4 });
      await page.mouse.up();
      await settled(page);
      assert.notEqual(await handle.getAttribute("aria-label"), first);
    }));

  it("of a function of one parameter is dragged along its curve", () =>
    visit("one", {}, async (page) => {
      const handle = page.locator(".p-profile .start");
      await handle.focus();
      await page.keyboard.press("ArrowLeft");
      await settled(page);
      assert.match(await handle.getAttribute("aria-label"), /^Start at x 1\.\d+\./);
    }));
});

describe("the rate", () => {
  it("moves the paths at once, by mouse and keys", () =>
    visit("bowl", {}, async (page) => {
      const slider = page.getByRole("slider", { name: "rate of SGD" });
      const [first] = await losses(page);
      await slider.focus();
      for (let k = 0; k < 10; k++) await page.keyboard.press("ArrowLeft");
      const [slower] = await losses(page);
      assert.notEqual(slower, first);
      const box = await slider.boundingBox();
      await page.mouse.click(box.x + box.width * 0.97, box.y + box.height / 2);
      await settled(page);
      assert.match((await losses(page))[0], /^diverged at \d+$/);
      assert.match(await line(page), /SGD diverged at step \d+, loss [\d.e]+/);
    }));

  it("moves the limit of stability, and the sharpness of the run", () =>
    visit("edge", {}, async (page) => {
      await page.waitForFunction(() =>
        /lr=0.05 has 21.7, stable up to 40; SGD lr=0.1 has 18.2, stable up to 20/.test(
          document.querySelector(".p-sharpness").textContent,
        ),
      );
      const field = page.getByRole("spinbutton", { name: /^rate of SGD/ }).nth(1);
      await field.fill("0.08");
      await page.keyboard.press("Enter");
      await page.waitForFunction(() =>
        /SGD lr=0.08 has 21.6, stable up to 25/.test(
          document.querySelector(".p-sharpness").textContent,
        ),
      );
    }));

  it("is typed, and refused where it is none", () =>
    visit("bowl", {}, async (page) => {
      const field = page.getByRole("spinbutton", { name: "rate of SGD" });
      await field.fill("0.02");
      await page.keyboard.press("Enter");
      await field.fill("-3");
      await page.keyboard.press("Enter");
      assert.equal(await field.inputValue(), "0.02");
    }));

  it("and the momentum are set on the pad", () =>
    visit("bowl", {}, async (page) => {
      const pad = page.locator(".pad .area");
      await pad.scrollIntoViewIfNeeded();
      await page.waitForTimeout(400);
      const box = await pad.boundingBox();
      await page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.5);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.4, { steps: 3 });
      await page.mouse.up();
      await settled(page);
      const momentum = Number(
        await page
          .locator('[data-id="field 0 momentum"], [data-id="field 1 beta1"]')
          .first()
          .inputValue(),
      );
      assert.ok(momentum > 0.2 && momentum < 0.9, String(momentum));
      const said = page.locator(".pad output");
      assert.match(
        await said.textContent(),
        /^rate .*, (momentum|beta1) .*: (converges|diverges|oscillates|still descending|ends elsewhere)/,
      );
      const before = await said.textContent();
      await page.locator(".pad .start").focus();
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowUp");
      await settled(page);
      assert.notEqual(await said.textContent(), before);
      await page
        .locator(".entry")
        .first()
        .locator(".dial")
        .first()
        .locator("input[type=number]")
        .fill("10");
      await page.keyboard.press("Enter");
      await page.waitForTimeout(300);
    }));
});
