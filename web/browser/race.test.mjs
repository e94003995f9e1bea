// Races, batches and what is taken out, in a real browser.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { folder, line, losses, PYTHON, picture, settled, visit } from "./kit.mjs";

describe("a race", () => {
  it("is switched on and off, changed, joined and left", () =>
    visit("bowl", {}, async (page) => {
      await page.getByLabel(/^Show SGD/).uncheck();
      assert.match(await line(page), /^step 50, Adam, loss/);
      await page.getByLabel(/^Show SGD/).press(" ");
      assert.match(await line(page), /^step 50; SGD/);
      await page.getByLabel("Optimizer of run 1").selectOption("Lion");
      assert.match(await line(page), /^step 50; Lion/);
      await page.getByLabel("Add an optimizer").selectOption({ index: 3 });
      assert.equal((await losses(page)).length, 3);
      await page
        .getByRole("button", { name: /^More of/ })
        .last()
        .click();
      await page.getByRole("button", { name: "remove this run" }).last().click();
      assert.equal((await losses(page)).length, 2);
      await page.getByRole("button", { name: "reset", exact: true }).click();
      assert.match(await line(page), /^step 50; SGD/);
    }));

  it("says how fair it is", () =>
    visit("bowl", {}, async (page) => {
      const fair = page.locator(".fair");
      assert.match(await fair.textContent(), /^Rates chosen by hand/);
      await page.getByRole("button", { name: "same rate" }).click();
      assert.match(await fair.textContent(), /^Equal rate: all at 0\.\d+\./);
      await page.getByRole("button", { name: "each its best rate" }).click();
      assert.match(
        await fair.textContent(),
        /^Equal tuning budget: each at its best of 25 rates, the lowest loss at step 50\.$/,
      );
      await page.getByRole("slider", { name: "rate of Adam" }).press("ArrowLeft");
      assert.match(await fair.textContent(), /^Rates chosen by hand/);
    }));

  it("takes another number of steps", () =>
    visit("bowl", {}, async (page) => {
      await page.getByLabel("Number of steps").fill("400");
      await page.keyboard.press("Enter");
      assert.match(await line(page), /^step 400;/);
      assert.equal(await page.locator(".total").textContent(), " of 400");
    }));
});

describe("batches", () => {
  it("of other sizes change the paths, and show their own loss", () =>
    visit("line", {}, async (page) => {
      const first = await losses(page);
      assert.match(await page.locator(".batch output").textContent(), /^8 of 40 rows$/);
      await page.getByLabel("Rows of a mini-batch").press("End");
      assert.match(await page.locator(".batch output").textContent(), /^all 40 rows$/);
      assert.notDeepEqual(await losses(page), first);
      await page.getByLabel("Rows of a mini-batch").fill("4");
      await page.keyboard.press("Home");
      await settled(page);
      const plain = await picture(page, ".p-contour");
      await page.locator(".p-contour").getByRole("button", { name: "batch" }).click();
      await settled(page);
      assert.notEqual(await picture(page, ".p-contour"), plain);
      await page.locator(".p-contour").getByRole("button", { name: "gradient" }).press("Enter");
      await page.locator(".p-fit").getByRole("button", { name: "squares" }).click();
    }));
});

describe("what is taken out", () => {
  async function saved(page, open, item) {
    await open();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: item, exact: true }).click(),
    ]);
    return { name: download.suggestedFilename(), data: readFileSync(await download.path()) };
  }

  it("are pictures and data", () =>
    visit("bowl", {}, async (page) => {
      const of = (card) => () => page.locator(`.p-${card} summary`).click();
      const png = await saved(page, of("contour"), "PNG");
      assert.equal(png.data.subarray(1, 4).toString(), "PNG");
      const svg = await saved(page, of("loss"), "SVG");
      assert.match(svg.data.toString(), /^<svg xmlns[\s\S]*<title>[\s\S]*<\/svg>$/);
      assert.equal(svg.name.endsWith("-loss.svg"), true);
      await page.evaluate((text) => {
        const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
        if (parsed.querySelector("parsererror")) throw new Error("the SVG is not well formed");
      }, svg.data.toString());
      const all = () => page.getByLabel("Take out").click();
      const csv = await saved(page, all, "Data as CSV");
      const rows = csv.data.toString().trim().split("\n");
      assert.equal(rows[0], "run,step,x,y,loss");
      assert.equal(rows.length, 1 + 2 * 51);
      const json = JSON.parse((await saved(page, all, "Data as JSON")).data.toString());
      assert.equal(json.runs[1].optimizer, "Adam");
      assert.equal(json.runs[0].loss.length, 51);
    }));

  it("are calls that give what is seen", () =>
    visit("bowl", {}, async (page) => {
      await page.getByRole("spinbutton", { name: "rate of SGD" }).fill("0.03");
      await page.keyboard.press("Enter");
      await page.getByLabel("Start, y").fill("0.9");
      await page.keyboard.press("Enter");
      const shown = JSON.parse(
        (
          await saved(page, () => page.getByLabel("Take out").click(), "Data as JSON")
        ).data.toString(),
      );
      const read = async (item) => {
        await page.getByLabel("Take out").click();
        await page.getByRole("button", { name: item }).click();
        const text = await page.locator("dialog pre").textContent();
        await page.getByRole("button", { name: "Close" }).click();
        return text;
      };
      const python = await read("Copy as Python");
      const check = `${python}
import json, os
assert os.path.getsize("page.html") > 100_000
print(json.dumps([runs.dataset["loss"].values[:, -1].tolist(), list(runs.labels)]))`;
      const where = mkdtempSync(join(folder, "call-"));
      const found = JSON.parse(execFileSync(PYTHON, ["-c", check], { cwd: where }).toString());
      found[0].forEach((loss, k) => {
        const wanted = shown.runs[k].loss.at(-1);
        assert.ok(Math.abs(loss - wanted) <= 1e-9 * Math.abs(wanted), `${loss} and ${wanted}`);
      });
      assert.deepEqual(
        found[1],
        shown.runs.map((run) => run.label),
      );
      const command = await read("Copy as command");
      assert.match(command, /^thalweg descend 'x\*\*2 \+ 10\*y\*\*2' --optimizer sgd:lr=0.03/);
      writeFileSync(
        join(where, "run.sh"),
        `thalweg() { '${PYTHON}' -m thalweg "$@"; }\n${command}`,
      );
      rmSync(join(where, "page.html"));
      execFileSync("bash", ["run.sh"], { cwd: where });
      assert.ok(statSync(join(where, "page.html")).size > 100_000);
    }));
});
