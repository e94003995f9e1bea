// Named points, and several planes beside each other, in a real browser.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { accessible, fits, picture, settled, visit } from "./kit.mjs";
import { legible, lettersOf, noteLetters } from "./letters.mjs";

const WINDOWS = [
  ["light", 1280],
  ["dark", 1280],
  ["light", 390],
  ["dark", 320],
];

/** Opens a page in each of the windows. */
function everywhere(name, body) {
  for (const [colorScheme, width] of WINDOWS)
    it(`in ${colorScheme}, ${width} pixels wide`, () =>
      visit(
        name,
        {
          colorScheme,
          viewport: { width, height: 900 },
          reducedMotion: "reduce",
          first: noteLetters,
        },
        (page) => body(page, colorScheme),
      ));
}

const texts = (letters) => letters.map(({ text }) => text);

/** Presses Tab until it has the focus; fails where it never has. */
async function tabTo(page, element) {
  for (let k = 0; k < 80; k++) {
    await page.keyboard.press("Tab");
    if (await element.evaluate((one) => one === document.activeElement)) return;
  }
  assert.fail("not reached by Tab");
}

/** Fails unless the description that a screen reader finds at a card's picture matches. */
async function described(card, pattern) {
  const id = await card.locator(".body").getAttribute("aria-describedby");
  const words = card.page().locator(`[id="${id}"]`);
  await words.filter({ hasText: pattern }).waitFor({ state: "attached", timeout: 3000 });
}

describe("named points are written beside their marks, whole and over nothing else,", () => {
  const names = ["beginning", "SGD, the last", "Adam"];
  everywhere("named", async (page, scheme) => {
    const inks = [];
    for (const card of await page.locator(".card").all()) {
      const letters = await legible(card);
      for (const name of names) {
        const found = letters.filter(({ text }) => text === name);
        assert.equal(found.length, 1, name);
        inks.push(found[0].colour);
      }
      await described(
        card,
        /Marked: beginning at \(0, 0\) with loss [\d.]+; SGD, the last at \(1, 0\) with loss [\d.]+; Adam at \(0, 1\)/,
      );
    }
    // The ink of words: dark on light, light on dark.
    const bright = Number.parseInt(inks[0].slice(1, 3), 16);
    assert.equal(new Set(inks).size, 1);
    assert.ok(scheme === "dark" ? bright > 180 : bright < 90, inks[0]);
  });
});

describe("named points at the corners of a view and close to each other are legible,", () => {
  everywhere("crowded", async (page) => {
    for (const card of await page.locator(".card").all()) {
      const letters = await legible(card);
      for (const name of [
        "above at the left",
        "below at the right",
        "above at the right",
        "one",
        "close to one",
      ])
        assert.equal(texts(letters).filter((text) => text === name).length, 1, name);
    }
  });
});

describe("named points on a line stand at the curve,", () => {
  everywhere("between", async (page) => {
    const card = page.locator(".p-profile");
    const letters = await legible(card);
    const [before, after] = ["before", "after"].map((name) =>
      letters.find(({ text }) => text === name),
    );
    // The loss falls from the one to the other.
    assert.ok(before.bottom < after.top && before.right < after.left);
    await described(card, /Marked: before at 0 with loss [\d.]+; after at 1 with loss [\d.]+\./);
  });
});

describe("named points", () => {
  it("stay legible while the surface is turned, by keys", () =>
    visit("named", { first: noteLetters, viewport: { width: 390, height: 900 } }, async (page) => {
      const card = page.locator(".p-surface");
      await tabTo(page, card.locator(".space"));
      for (const key of ["ArrowLeft", "ArrowLeft", "ArrowDown", "ArrowRight", "ArrowUp"]) {
        for (let k = 0; k < 4; k++) await page.keyboard.press(key);
        await settled(page);
        assert.ok(texts(await legible(card)).includes("SGD, the last"));
      }
    }));

  it("are in a picture that is saved", () =>
    visit("named", {}, async (page) => {
      const card = page.locator(".p-contour");
      await card.locator("summary").press("Enter");
      const coming = page.waitForEvent("download");
      await card.getByRole("button", { name: "SVG" }).press("Enter");
      const stream = await (await coming).createReadStream();
      let svg = "";
      for await (const chunk of stream) svg += chunk;
      for (const name of ["beginning", "SGD, the last", "Adam"])
        assert.ok(svg.includes(`>${name}</text>`), name);
      assert.match(svg, /<desc>[^<]*Marked: beginning at/);
    }));

  for (const name of ["named", "between", "planes"])
    it(`${name} has nothing that axe finds, and fits every window`, () =>
      visit(name, { reducedMotion: "reduce" }, async (page) => {
        await accessible(page);
        await fits(page);
      }));
});

describe("several planes stand beside each other, each called and described as what it is,", () => {
  everywhere("planes", async (page) => {
    for (const kind of [".p-contour", ".p-surface"]) {
      const cards = page.locator(kind);
      assert.deepEqual(await cards.locator("h3").allTextContents(), ["seed 0", "seed 1", "seed 2"]);
      const numbers = [];
      for (const card of await cards.all()) {
        await card.scrollIntoViewIfNeeded();
        const letters = await legible(card);
        for (const name of ["SGD", "beside"]) assert.ok(texts(letters).includes(name), name);
        numbers.push(texts(letters).join());
        assert.match(await card.locator(".note").textContent(), /% of the motion lies in it/);
        await described(card, /Marked: SGD at \(0, 0\) with loss 0\.243; beside at/);
      }
      // On the same axes.
      if (kind === ".p-contour") assert.equal(new Set(numbers).size, 1);
    }
  });
});

describe("one of several planes", () => {
  for (const width of [1280, 390])
    it(`is chosen by keys and given back, ${width} pixels wide`, () =>
      visit("planes", { first: noteLetters, viewport: { width, height: 900 } }, async (page) => {
        const card = page.locator(".p-contour").nth(1);
        const small = await card.locator(".body").boundingBox();
        const button = page.getByRole("button", { name: "Enlarge Loss from above seed 1" });
        await tabTo(page, button);
        await page.waitForTimeout(300);
        assert.equal(
          await card.locator(".caption .tools").evaluate((e) => getComputedStyle(e).opacity),
          "1",
        );
        await page.keyboard.press("Enter");
        await settled(page);
        assert.deepEqual(await page.locator("h3:visible").allTextContents(), ["seed 1"]);
        assert.deepEqual(await page.locator("h2:visible").allTextContents(), ["Loss from above"]);
        const large = await card.locator(".body").boundingBox();
        assert.ok(large.width * large.height > 1.3 * small.width * small.height);
        // What its colours mean is said now, and all of it stands above the bar.
        assert.ok(texts(await legible(card)).includes("loss"));
        if (width === 1280) {
          const bar = await page.locator(".bar").boundingBox();
          assert.ok(large.y + large.height <= bar.y, `${large.y + large.height} below ${bar.y}`);
        }
        const back = page.getByRole("button", { name: /^Back to all panels/ });
        assert.ok(await back.evaluate((one) => one === document.activeElement));
        await page.keyboard.press("Enter");
        await settled(page);
        assert.equal(await page.locator(".card:visible").count(), 6);
        assert.equal(await page.locator("h2:visible").count(), 2);
        assert.ok(!texts((await lettersOf(card)).letters).includes("loss"));
      }));

  it("is followed step by step with the others", () =>
    visit("planes", {}, async (page) => {
      const pictures = () => Promise.all([0, 1, 2].map((k) => seen(page, k)));
      const last = await pictures();
      assert.equal(new Set(last).size, 3);
      await page.keyboard.press("Home");
      await settled(page);
      (await pictures()).forEach((one, k) => {
        assert.notEqual(one, last[k]);
      });
    }));
});

/** The picture of the k-th plane from above. */
const seen = (page, k) => picture(page, `.p-contour:nth-of-type(${k + 1})`);
