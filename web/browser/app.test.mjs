// `thalweg explore` in a real browser: the first page, own input, presets, addresses, and who may use it.
import assert from "node:assert/strict";
import { request } from "node:http";
import { after, before, describe, it } from "node:test";
import { explore } from "./explore.mjs";
import { accessible, fits, line, settled, watched } from "./kit.mjs";

const BOWL = "#formula=x**2+%2B+10*y**2";
const POINTS = "#points=0,0.2;1,1.1;2,1.4;3,2.6;4,2.9&model=w*x+%2B+b";
const ROWS = Array.from({ length: 30 }, (_, k) => `${k},${30 - ((k * 7) % 11)},${2 * k + (k % 3)}`);
const TABLE = {
  name: "heights.csv",
  mimeType: "text/csv",
  buffer: Buffer.from(`age,mass,height\n${ROWS.join("\n")}\n`),
};

let app;
before(async () => {
  app = await explore();
});
after(async () => {
  assert.equal(await app.stop(), 0);
});

/** Opens the app at a fragment; the page may ask for nothing but what the app serves. */
function at(fragment, body, options = {}) {
  const own = new RegExp(`^(${app.base}/|data:|blob:)`);
  return watched(`${app.base}/${fragment}`, own, options, async (page, context) => {
    await (fragment ? drawn(page) : page.waitForSelector(".catalogue"));
    await body(page, context);
  });
}

/** Once what was asked for last is shown. */
async function drawn(page) {
  await page.waitForSelector(".page:not([aria-busy]) .thalweg .card canvas");
  await settled(page);
}

/** Waits until the page's heading is this. */
const heading = (page, text) =>
  page.locator(".thalweg h1").filter({ hasText: text }).waitFor({ timeout: 10_000 });

/** Waits until the address holds this. */
const address = (page, part) =>
  page.waitForFunction((text) => decodeURIComponent(location.hash).includes(text), part);

describe("the first page", () => {
  it("lists presets and the catalogue as pictures", () =>
    at("", async (page) => {
      assert.ok((await page.locator(".presets a").count()) >= 15);
      const pictures = page.locator(".catalogue img");
      assert.ok((await pictures.count()) >= 15);
      await pictures.first().scrollIntoViewIfNeeded();
      await page.waitForFunction(() => document.querySelector(".catalogue img").naturalWidth > 100);
      await page.locator('.catalogue a[href="#function=himmelblau"]').press("Enter");
      await heading(page, /Himmelblau/i);
    }));

  it("takes a formula by keys", () =>
    at("", async (page) => {
      await page.getByLabel("A formula").fill("x^2 + 3*y^2");
      await page.keyboard.press("Enter");
      await heading(page, "x² + 3y²");
      assert.match(await line(page), /^step 100; SGD/);
    }));

  it("says with a caret what it cannot read", () =>
    at("", async (page) => {
      await page.getByLabel("A formula").fill("x^2 + foo(y");
      await page.keyboard.press("Enter");
      await page.getByText('a "(" is not closed').waitFor();
      assert.equal(await page.locator(".wrong pre").textContent(), "x^2 + foo(y\n         ^");
    }));
});

describe("a formula", () => {
  it("is drawn while it is typed, and what is wrong with it stands below", () =>
    at(BOWL, async (page) => {
      const field = page.getByLabel("loss", { exact: true });
      await field.press("End");
      await page.keyboard.type(" + z**2*");
      // Questions are asked at once: what was typed on the way is complained of too.
      const complaint = page.locator(".wrong pre").filter({ hasText: "z**2*" });
      await complaint.waitFor();
      const [text, caret] = (await complaint.textContent()).split("\n");
      assert.equal(text.trimEnd(), "x**2 + 10*y**2 + z**2*");
      assert.match(caret, /^ *\^$/);
      await page.keyboard.type("3");
      await heading(page, "z²");
      assert.equal(await page.locator(".wrong pre").count(), 0);
      assert.ok(await field.evaluate((input) => input === document.activeElement));
      await address(page, "formula=x**2+++10*y**2+++z**2*3");
    }));

  it("that nobody could compute is refused at once", () =>
    at(BOWL, async (page) => {
      await page.getByLabel("loss", { exact: true }).fill("9**9**9**9*x");
      await page.locator(".wrong p").first().waitFor();
      await page.getByLabel("loss", { exact: true }).fill("<img src=x onerror=alert(1)>");
      await page.locator(".wrong pre").filter({ hasText: "<img" }).waitFor();
      assert.equal(await page.locator("img").count(), 0);
    }));
});

describe("a table", () => {
  it("is chosen, its target picked, its model edited, and tested on another", () =>
    at("", async (page) => {
      await page.getByLabel("A table").setInputFiles(TABLE);
      await drawn(page);
      assert.match(await page.locator(".own p").first().textContent(), /heights\.csv: 30 rows/);
      const model = page.getByLabel("model", { exact: true });
      assert.equal(await model.inputValue(), "w_age*age + w_mass*mass + b");
      await page.getByLabel("target").selectOption("mass");
      await page.waitForFunction(() =>
        /height/.test(document.querySelector(".fields .wide input").value),
      );
      await address(page, "target=mass");
      await model.fill("w*age + q*");
      await page.locator(".wrong pre").waitFor();
      await model.fill("w*age + b");
      await heading(page, "w·age + b");
      await page.getByLabel("a second file").setInputFiles(TABLE);
      await page.locator(".scores td").first().waitFor();
      // The same rows: the same loss.
      const cells = await page.locator(".scores td").allTextContents();
      assert.equal(cells.length, 6);
      for (let k = 0; k < 6; k += 2) assert.equal(cells[k], cells[k + 1]);
    }));

  it("is dropped anywhere", () =>
    at(BOWL, async (page) => {
      const data = await page.evaluateHandle((text) => {
        const made = new DataTransfer();
        made.items.add(new File([text], "dropped.csv", { type: "text/csv" }));
        return made;
      }, TABLE.buffer.toString());
      await page.dispatchEvent("body", "drop", { dataTransfer: data });
      await page.getByText("dropped.csv: 30 rows").waitFor();
      await drawn(page);
    }));

  it("with nothing in it is refused in words", () =>
    at("", async (page) => {
      const empty = { ...TABLE, buffer: Buffer.from("\u0000\u0001") };
      await page.getByLabel("A table").setInputFiles(empty);
      await page.locator(".wrong p").first().waitFor();
      assert.equal(await page.locator(".page").count(), 0);
    }));
});

describe("points", () => {
  const dots = (page) => page.locator(".points circle");
  const told = (page) => dots(page).evaluateAll((all) => all.map((dot) => dot.ariaLabel));

  it("are added, dragged and removed with the mouse", () =>
    at(POINTS, async (page) => {
      const box = await page.locator(".points").boundingBox();
      await page.mouse.click(box.x + box.width * 0.9, box.y + box.height * 0.9);
      assert.equal(await dots(page).count(), 6);
      await address(page, ";4,2.9;");
      const before = (await told(page))[5];
      const last = await dots(page).nth(5).boundingBox();
      await page.mouse.move(last.x + last.width / 2, last.y + last.height / 2);
      await page.mouse.down();
      await page.mouse.move(last.x - 60, last.y - 60, { steps: 4 });
      await page.mouse.up();
      assert.notEqual((await told(page))[5], before);
      assert.equal(await dots(page).count(), 6);
      await dots(page).nth(5).dblclick();
      assert.equal(await dots(page).count(), 5);
      await page.waitForFunction(() => !/;4,2\.9;/.test(decodeURIComponent(location.hash)));
      await drawn(page);
    }));

  it("are added, moved and removed by keys, and the line follows", () =>
    at(POINTS, async (page) => {
      const first = await line(page);
      await page.getByRole("button", { name: "add a point" }).press("Enter");
      assert.equal(await dots(page).count(), 6);
      const before = (await told(page))[5];
      await page.keyboard.press("Shift+ArrowUp");
      await page.keyboard.press("ArrowRight");
      assert.notEqual((await told(page))[5], before);
      await page.waitForFunction(
        (old) =>
          document.querySelector(".page").shadowRoot.querySelector(".line")?.textContent !== old,
        first,
      );
      await page.keyboard.press("Delete");
      assert.equal(await dots(page).count(), 5);
      for (let k = 0; k < 3; k++) await page.keyboard.press("Delete");
      await page.keyboard.press("Delete");
      assert.equal(await dots(page).count(), 2);
      await page.getByText("A fit needs at least two points.").waitFor();
    }));
});

describe("presets", () => {
  it("stand beside their words and lead to the next one", () =>
    at("#preset=ravine", async (page) => {
      await heading(page, "A ravine");
      assert.match(await page.locator(".told").textContent(), /steep direction/);
      await page.getByRole("link", { name: "next" }).press("Enter");
      await heading(page, "Momentum overshoots");
      await page.goBack();
      await heading(page, "A ravine");
    }));
});

describe("the address", () => {
  it("holds what is seen, so that a reload shows it again", () =>
    at(BOWL, async (page) => {
      await page.getByRole("slider", { name: "Step", exact: true }).fill("7");
      await page.getByLabel("Optimizer of run 1").selectOption("Lion");
      await page.getByRole("button", { name: "Dark or light" }).click();
      await address(page, "Lion");
      await address(page, "theme=dark");
      const seen = await line(page);
      assert.match(seen, /^step 7; Lion/);
      await page.reload();
      await drawn(page);
      assert.equal(await line(page), seen);
      assert.equal(await page.locator(".thalweg").getAttribute("data-theme"), "dark");
    }));

  it("of a stranger does no harm", () =>
    at(
      "#formula=x**2&step=9999999&choice={%22runs%22:[1,null],%22steps%22:-4}&chosen=77",
      async (page) => {
        assert.match(await line(page), /^step 100; SGD/);
      },
    ));
});

describe("for everyone", () => {
  const still = { reducedMotion: "reduce" };
  async function everyone(page) {
    await accessible(page);
    await fits(page);
  }

  for (const [name, fragment] of [
    ["the first page", ""],
    ["points", POINTS],
    ["a preset", "#preset=ravine"],
  ])
    it(`${name} has nothing that axe finds, and fits every window`, () =>
      at(fragment, everyone, still));

  it("a table has nothing that axe finds, and fits every window", () =>
    at(
      "",
      async (page) => {
        await page.getByLabel("A table").setInputFiles(TABLE);
        await drawn(page);
        await page.getByLabel("model", { exact: true }).fill("w*age + q*");
        await page.locator(".wrong pre").waitFor();
        await everyone(page);
      },
      still,
    ));
});

describe("nobody else", () => {
  /** A request as another program, or another site's page, would make it. */
  const ask = (headers, method = "POST") =>
    new Promise((done, failed) => {
      const sent = request(
        `${app.base}/api/scene`,
        { method, headers: { "x-thalweg": "1", ...headers } },
        (answer) => done(answer.resume().statusCode),
      );
      sent.on("error", failed);
      sent.end(method === "POST" ? '{"formula": "x**2"}' : undefined);
    });

  it("may use it: the host's name and the origin are checked", async () => {
    assert.equal(await ask({}), 200);
    assert.equal(await ask({ host: "attacker.example" }), 403);
    assert.equal(await ask({ origin: "http://attacker.example" }), 403);
    assert.equal(await ask({ "sec-fetch-site": "cross-site" }), 403);
  });
});
