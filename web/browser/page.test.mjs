// The page in a real browser: every interaction by mouse and by keyboard.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { launch } from "./chromium.mjs";

const PYTHON = process.env.PYTHON ?? "python3";
const axe = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");
const folder = mkdtempSync(join(tmpdir(), "thalweg-pages-"));

before(() => {
  execFileSync(PYTHON, [fileURLToPath(new URL("pages.py", import.meta.url)), folder]);
});
/** Browsers by their options: starting one takes longer than most tests. */
const browsers = new Map();

after(async () => {
  for (const context of browsers.values()) await context.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens a page, and fails if it ever complains or asks for anything outside. */
async function visit(name, options, body) {
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
      if (!/^(file|data|blob):/.test(request.url())) wrong.push(`asked for ${request.url()}`);
    });
    await page.goto(pathToFileURL(join(folder, `${name}.html`)).href);
    await page.waitForSelector(".thalweg .card .body canvas, .thalweg .card table");
    await page.waitForTimeout(150);
    await body(page, context);
    assert.deepEqual(wrong, []);
  } finally {
    await page.close();
  }
}

const line = (page) => page.locator(".line").textContent();
const losses = (page) => page.locator("output.value").allTextContents();

async function settled(page) {
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
  await page.waitForTimeout(200);
}

/** A canvas as bytes, to see whether a picture changed. */
const picture = (page, card) =>
  page.evaluate(
    (selector) =>
      Array.from(document.querySelectorAll(`${selector} canvas`), (c) => c.toDataURL()).join(),
    card,
  );

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
        /^rate .*, (momentum|beta1) .*: (converges|diverges|oscillates|still on its way)/,
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

describe("a race", () => {
  it("is switched on and off, changed, joined and left", () =>
    visit("bowl", {}, async (page) => {
      await page.getByLabel(/^Show SGD/).uncheck();
      assert.match(await line(page), /^step 50, Adam, loss/);
      await page.getByLabel(/^Show SGD/).press(" ");
      assert.match(await line(page), /^step 50; SGD/);
      await page.getByLabel("Optimizer of run 1").selectOption("Lion");
      assert.match(await line(page), /^step 50; Lion/);
      await page
        .getByLabel("Add an optimizer")
        .selectOption({ label: "Adagrad: adaptive gradient" })
        .catch(async () => {
          await page.getByLabel("Add an optimizer").selectOption({ index: 3 });
        });
      assert.equal((await losses(page)).length, 3);
      await page.locator(".entry").nth(2).locator("summary").click();
      await page.getByRole("button", { name: "remove this run" }).last().click();
      assert.equal((await losses(page)).length, 2);
      await page.getByRole("button", { name: "reset" }).click();
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

describe("honesty", () => {
  it("marks what leaves the view and says what diverged", () =>
    visit("diverged", {}, async (page) => {
      assert.match(await line(page), /SGD diverged at step 3, loss 2\.5\d*e12/);
      await page.waitForTimeout(400);
      assert.match(await page.locator("#words-contour").textContent(), /SGD lr=0.01 diverged at/);
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

  it("opens a record of 2 MB", () =>
    visit("long", {}, async (page) => {
      assert.ok(statSync(join(folder, "long.html")).size > 1_500_000);
      assert.match(await line(page), /^step 25000; SGD/);
      await page.getByRole("slider", { name: "Step", exact: true }).fill("1200");
      assert.match(await line(page), /^step 1200;/);
      assert.match(await page.locator(".entry").first().textContent(), /recorded/);
    }));
});

describe("for everyone", () => {
  for (const name of ["race", "line", "classes", "plane", "many", "one", "diverged"])
    for (const colorScheme of ["light", "dark"])
      it(`${name} in ${colorScheme} has nothing that axe finds`, () =>
        visit(name, { colorScheme }, async (page) => {
          await page.evaluate(axe);
          const found = await page.evaluate(() => axe.run(document));
          assert.deepEqual(
            found.violations.map((v) => [v.id, v.help, v.nodes.slice(0, 3).map((n) => n.html)]),
            [],
          );
        }));

  for (const width of [320, 768, 1440])
    it(`fits ${width} pixels`, () =>
      visit("race", { viewport: { width, height: 800 } }, async (page) => {
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `${wide} pixels wide`);
        for (const card of await page.locator(".card").all()) {
          const box = await card.boundingBox();
          assert.ok(box.x >= 0 && box.x + box.width <= width);
        }
      }));

  it("follows a finger", () =>
    visit("bowl", { hasTouch: true, viewport: { width: 390, height: 800 } }, async (page) => {
      const box = await page.locator(".p-contour .body").boundingBox();
      const first = await losses(page);
      await page.touchscreen.tap(box.x + box.width * 0.45, box.y + box.height * 0.3);
      await settled(page);
      assert.notDeepEqual(await losses(page), first);
    }));

  it("jumps instead of moving where less motion is wanted", () =>
    visit("bowl", { reducedMotion: "reduce" }, async (page) => {
      await page.keyboard.press("Home");
      await page.keyboard.press(" ");
      await page.waitForTimeout(300);
      assert.match(await line(page), /^step 0;/);
      await page.waitForTimeout(500);
      assert.doesNotMatch(await line(page), /^step 0;/);
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
