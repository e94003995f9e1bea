// Kinds of scenes in a real browser: samples, planes, small multiples, many runs, a part of a document.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { line, losses, picture, settled, visit } from "./kit.mjs";

describe("samples", () => {
  it("take a start, and say that its path is interpolated", () =>
    visit("samples", {}, async (page) => {
      assert.match(await line(page), /^step 20; SGD, loss/);
      const first = await losses(page);
      const box = await page.locator(".p-contour .body").boundingBox();
      await page.mouse.click(box.x + box.width * 0.6, box.y + box.height * 0.45);
      await settled(page);
      assert.notDeepEqual(await losses(page), first);
      assert.match(await page.locator(".p-contour .note").textContent(), /interpolated between/);
      assert.match(
        await page.locator(".entry").first().textContent(),
        /interpolated between 41 × 21 samples, not recorded/,
      );
      await page.locator(".p-contour .start").press("ArrowLeft");
      await page.getByRole("button", { name: "reset", exact: true }).click();
      await settled(page);
      assert.deepEqual(await losses(page), first);
      assert.doesNotMatch(await page.locator(".p-contour .note").textContent(), /interpolated/);
    }));

  it("of a plane show the runs that were projected on it", () =>
    visit("on-plane", {}, async (page) => {
      assert.match(await page.locator(".p-contour .note").textContent(), /% of the motion lies/);
      const end = await picture(page, ".p-contour");
      await page.keyboard.press("Home");
      await settled(page);
      assert.notEqual(await picture(page, ".p-contour"), end);
      await page.locator(".p-contour .start").focus();
      await page.keyboard.press("ArrowUp");
      assert.match(await page.locator(".entry").first().textContent(), /interpolated/);
    }));
});

describe("small multiples", () => {
  it("are linked, and each shows its own run", () =>
    visit("parts", {}, async (page) => {
      assert.equal(await page.locator(".card").count(), 6);
      assert.deepEqual(await page.locator(".p-loss h3").allTextContents(), [
        "lr = 0.0005",
        "lr = 0.001",
        "lr = 0.02",
      ]);
      assert.match(await page.locator(".p-loss .note").last().textContent(), /^diverges at step/);
      const before = await picture(page, ".p-loss");
      await page.keyboard.press("Home");
      await settled(page);
      assert.notEqual(await picture(page, ".p-loss"), before);
      const slider = page.getByRole("slider", { name: "rate of SGD" }).last();
      await slider.focus();
      for (let k = 0; k < 20; k++) await page.keyboard.press("PageDown");
      await settled(page);
      assert.match(await page.locator(".p-loss h3").last().textContent(), /^SGD lr=/);
    }));
});

describe("the buttons of small multiples", () => {
  for (const [what, options] of [
    ["under a pointer", {}],
    ["on a telephone", { hasTouch: true, isMobile: true, viewport: { width: 390, height: 900 } }],
  ])
    it(`cover nothing that is said, ${what}`, () =>
      visit("parts", options, async (page) => {
        const card = page.locator(".part").first();
        await card.hover();
        await settled(page);
        const [tools, note] = await Promise.all(
          [".tools", ".note"].map((name) => card.locator(name).boundingBox()),
        );
        assert.match(await card.locator(".note").textContent(), /^still descending: loss/);
        assert.ok(
          tools.y + tools.height <= note.y + 2 || note.y + note.height <= tools.y,
          JSON.stringify([tools, note]),
        );
      }));
});

describe("many runs", () => {
  it("are described by the first ones, the chosen one, and how many more there are", () =>
    visit("many", {}, async (page) => {
      const words = page.locator(".p-loss .words");
      await words.filter({ hasText: /; and 32 more\.$/ }).waitFor({ state: "attached" });
      await page.getByLabel("The run to change").selectOption({ index: 30 });
      await words
        .filter({ hasText: /SGD lr=0\.0588\d* has loss .*; and 32 more\.$/ })
        .waitFor({ state: "attached" });
    }));

  it("are changed one at a time", () =>
    visit("many", {}, async (page) => {
      await page.getByLabel("The run to change").selectOption({ index: 3 });
      const [first] = await losses(page);
      await page.getByRole("slider", { name: "rate of SGD" }).press("ArrowRight");
      assert.notEqual((await losses(page))[0], first);
      await page.locator(".pad .start").press("ArrowLeft");
    }));
});

describe("an optimizer", () => {
  it("has switches and schedules", () =>
    visit("bowl", {}, async (page) => {
      await page.getByRole("button", { name: /^More of SGD/ }).press("Enter");
      const [first] = await losses(page);
      await page.getByLabel("Schedule of SGD").selectOption("cosine");
      const [cosine] = await losses(page);
      assert.notEqual(cosine, first);
      assert.match(await page.locator(".entry").first().textContent(), /rate: cosine\(0\.05, 50\)/);
      await page.getByLabel("weight decay").first().press(" ");
      await settled(page);
      assert.notEqual((await losses(page))[0], cosine);
      await page.getByRole("slider", { name: "weight_decay of SGD" }).press("ArrowRight");
    }));
});

describe("a part of a document", () => {
  it("is shown twice, follows its host, and takes keys only inside", () =>
    visit("bowl", {}, async (page) => {
      await page.evaluate(async () => {
        const bytes = async (id) => {
          const text = atob(document.getElementById(id).textContent);
          const all = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
          const stream = new Blob([all]).stream();
          const open = stream.pipeThrough(new DecompressionStream("deflate-raw"));
          return new Response(open).arrayBuffer();
        };
        const scene = await bytes("thalweg-data");
        document.body.replaceChildren();
        window.hosts = [];
        for (const k of [0, 1]) {
          const listeners = {};
          const state = { scene, embedded: true, step: 10 + k };
          const host = {
            get: (name) => state[name],
            set: (name, value) => {
              state[name] = value;
            },
            on: (name, listener) => {
              (listeners[name] ??= new Set()).add(listener);
              return () => listeners[name].delete(listener);
            },
            request: async () => undefined,
            put: (name, value) => {
              state[name] = value;
              for (const listener of listeners[name] ?? []) listener(value);
            },
          };
          const place = document.createElement("div");
          document.body.append(place);
          const shadow = place.attachShadow({ mode: "open" });
          const root = document.createElement("div");
          shadow.append(root);
          host.close = window.thalweg.mount(root, host);
          window.hosts.push(host);
        }
      });
      const lines = () => page.locator(".line").allTextContents();
      assert.match((await lines()).join(), /^step 10;.*step 11;/);
      await page.locator("body").press("ArrowRight");
      assert.match((await lines()).join(), /^step 10;.*step 11;/);
      await page.getByRole("slider", { name: "Step", exact: true }).first().press("ArrowRight");
      await settled(page);
      assert.match((await lines()).join(), /^step 11;.*step 11;/);
      assert.equal(await page.evaluate(() => window.hosts[0].get("step")), 11);
      await page.evaluate(() => {
        const [, host] = window.hosts;
        host.put("step", 30);
        host.put("theme", "dark");
      });
      assert.match((await lines()).join(), /^step 11;.*step 30;/);
      assert.deepEqual(
        await page.locator(".thalweg").evaluateAll((all) => all.map((one) => one.dataset.theme)),
        ["light", "dark"],
      );
      await page.getByRole("slider", { name: "rate of SGD" }).first().press("ArrowRight");
      await settled(page);
      const choice = await page.evaluate(() => {
        const choice = window.hosts[0].get("choice");
        window.hosts[1].put("choice", choice);
        return choice;
      });
      assert.match(choice.runs[0].optimizer, /^sgd:lr=0\.05\d+,momentum=0$/);
      await settled(page);
      const values = await losses(page);
      assert.notEqual(values[0], values[2]);
      await page.evaluate(() => window.hosts[1].put("step", 11));
      assert.deepEqual((await losses(page)).slice(0, 2), (await losses(page)).slice(2));
      await page.evaluate(() => window.hosts[0].close());
      assert.equal(await page.locator(".thalweg").count(), 1);
    }));
});
