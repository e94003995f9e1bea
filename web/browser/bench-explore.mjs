// Measures `thalweg explore` in a browser: node bench-explore.mjs TABLE FORMULA...; prints JSON, times in milliseconds.
import { launch } from "./chromium.mjs";
import { explore } from "./explore.mjs";

const [, , table, ...formulas] = process.argv;
const KEYS = 12;
const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

const app = await explore();
const context = await launch({ viewport: { width: 1280, height: 900 } });
const page = await context.newPage();

/** Notes when the page, after it was busy, is shown again: its canvases are there, and a frame has passed. */
const watch = () => {
  window.drawn = 0;
  const look = () => {
    const place = document.querySelector(".page");
    const there = place && !place.hasAttribute("aria-busy");
    if (window.from && there && place.shadowRoot.querySelector(".card canvas"))
      requestAnimationFrame(() => requestAnimationFrame((now) => (window.drawn = now)));
    else requestAnimationFrame(look);
  };
  look();
};
const took = async () => {
  await page.waitForFunction(() => window.drawn > 0, null, { timeout: 60_000 });
  return page.evaluate(() => window.drawn - window.from);
};

/** From a key that changes a formula to its picture. */
async function typed(formula) {
  await page.goto("about:blank");
  await page.goto(`${app.base}/#formula=${encodeURIComponent(`${formula} + 1`)}`);
  await page.waitForSelector(".page:not([aria-busy]) .card canvas");
  await page.locator("input.formula").press("End");
  const times = [];
  for (let k = 0; k < KEYS; k++) {
    await page.evaluate(() => {
      window.from = 0;
      const from = (event) => (window.from = event.timeStamp);
      document.querySelector("input.formula").addEventListener("keydown", from, { once: true });
    });
    await page.evaluate(watch);
    await page.keyboard.press(k % 2 ? "Backspace" : "5");
    times.push(await took());
    // The address follows a moment after; a reader's next key comes later too.
    await page.waitForTimeout(400);
  }
  return median(times);
}

/** From choosing a file to its picture. */
async function chosen() {
  const times = [];
  for (let k = 0; k < 3; k++) {
    await page.goto("about:blank");
    await page.goto(`${app.base}/`);
    await page.waitForSelector("#file");
    await page.evaluate(() => {
      window.from = 0;
      const from = (event) => (window.from = event.timeStamp);
      document.querySelector("#file").addEventListener("change", from, { capture: true });
    });
    await page.evaluate(watch);
    await page.locator("#file").setInputFiles(`${table}${k}.csv`);
    times.push(await took());
  }
  return Math.min(...times);
}

const result = { typed: {}, chosen: 0 };
for (const formula of formulas) result.typed[formula] = await typed(formula);
result.chosen = await chosen();
await context.close();
await app.stop();
console.log(JSON.stringify(result));
