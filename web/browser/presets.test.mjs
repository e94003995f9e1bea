// Presets in a page from disk.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { accessible, line, settled, visit } from "./kit.mjs";

describe("presets in a file", () => {
  const heading = (page) => page.locator(".thalweg h1").textContent();

  it("are chosen by keys, each with its words, and the file's own scene comes back", () =>
    visit("bowl", { reducedMotion: "reduce" }, async (page) => {
      const [own, seen] = [await heading(page), await line(page)];
      await page.getByRole("slider", { name: "Step", exact: true }).fill("3");
      await page.getByRole("button", { name: "presets" }).press("Enter");
      await page.getByRole("button", { name: /^Epochs that no longer move/ }).waitFor();
      await accessible(page);
      await page.emulateMedia({ colorScheme: "light" });
      await page.getByRole("button", { name: /^Momentum overshoots/ }).press("Enter");
      await page.locator("h1").filter({ hasText: "Momentum overshoots" }).waitFor();
      assert.match(await page.locator(".told").textContent(), /swing until its speed is spent/);
      // Computed here: the step that was seen belonged to the other scene.
      assert.match(
        await line(page),
        /^step 80; SGD lr=0\.05, loss .*momentum=0\.95, loss 0\.0113$/,
      );
      await page.getByRole("button", { name: "presets" }).click();
      await page.getByRole("button", { name: /^A plane fit/ }).click();
      await page.locator("h1").filter({ hasText: "A plane fit" }).waitFor();
      await settled(page);
      await page.getByRole("button", { name: "presets" }).click();
      await page.getByRole("button", { name: /^Back/ }).click();
      await page.locator("h1").filter({ hasText: own }).waitFor();
      assert.equal(await line(page), seen);
      assert.equal(await page.locator(".told").count(), 0);
    }));

  it("are not offered beside what was only recorded", () =>
    visit("samples", {}, async (page) => {
      assert.equal(await page.getByRole("button", { name: "presets" }).count(), 0);
    }));
});
