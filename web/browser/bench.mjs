// Measures a page of thalweg and one of Plotly in one browser: node bench.mjs OURS PLOTLY RACE; prints JSON.
import { pathToFileURL } from "node:url";
import { launch } from "./chromium.mjs";

const [, , ours, plotly, race] = process.argv;
const FRAMES = 40;
const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

const context = await launch({ viewport: { width: 1280, height: 900 } });
// When the first picture stands: the canvas is there, and a frame has passed.
await context.addInitScript(() => {
  const look = () => {
    const there = document.querySelector(".card canvas, .gl-container canvas");
    if (there)
      requestAnimationFrame(() => requestAnimationFrame((now) => (window.firstPicture = now)));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  // That in space comes later, on purpose.
  const space = () => {
    if (document.querySelector(".p-surface canvas"))
      requestAnimationFrame(() => requestAnimationFrame((now) => (window.spacePicture = now)));
    else requestAnimationFrame(space);
  };
  requestAnimationFrame(space);
});

async function open(file) {
  const page = await context.newPage();
  await page.goto(pathToFileURL(file).href);
  await page.waitForFunction(() => window.firstPicture > 0, null, { timeout: 120_000 });
  return page;
}

async function first(file, space = false) {
  const found = [];
  for (let k = 0; k < 3; k++) {
    const page = await open(file);
    if (space)
      await page.waitForFunction(() => window.spacePicture > 0, null, { timeout: 120_000 });
    found.push(
      await page.evaluate((name) => window[name], space ? "spacePicture" : "firstPicture"),
    );
    await page.close();
  }
  return Math.min(...found);
}

/** JavaScript of the main thread for each of some steps. */
async function frames(file, step) {
  const page = await open(file);
  const session = await context.newCDPSession(page);
  await session.send("Performance.enable");
  const spent = async () =>
    (await session.send("Performance.getMetrics")).metrics.find((m) => m.name === "ScriptDuration")
      .value * 1000;
  const found = [];
  for (let k = 0; k < FRAMES; k++) {
    const before = await spent();
    await page.evaluate(step, 20 + k * 20);
    await page.evaluate(
      () =>
        new Promise((done) =>
          requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 30))),
        ),
    );
    found.push((await spent()) - before);
  }
  await page.close();
  return median(found);
}

const scrub = (step) => {
  const slider = document.querySelector(".scrub");
  slider.value = String(step);
  slider.dispatchEvent(new Event("input"));
};
const restyle = (step) => window.showStep(step);

async function paths(file) {
  const page = await open(file);
  const found = await page.evaluate(() => {
    const slider = document.querySelector('.dial input[type="range"]');
    const times = [];
    for (let k = 0; k < 25; k++) {
      slider.value = String(400 + 4 * k);
      const from = performance.now();
      slider.dispatchEvent(new Event("input"));
      times.push(performance.now() - from);
    }
    return times.sort((a, b) => a - b)[12];
  });
  await page.close();
  return found;
}

const result = {
  first: { ours: await first(ours), plotly: await first(plotly), space: await first(ours, true) },
  scrub: { ours: await frames(ours, scrub), plotly: await frames(plotly, restyle) },
  paths: await paths(race),
};
await context.close();
console.log(JSON.stringify(result));
