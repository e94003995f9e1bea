// Ten widgets in one notebook, in a real JupyterLab in Chromium.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { launch } from "../browser/chromium.mjs";

const PORT = 8899;
const python = process.env.PYTHON ?? "python3";

function cell(source) {
  return {
    cell_type: "code",
    execution_count: null,
    id: Math.random().toString(36).slice(2, 10),
    metadata: {},
    outputs: [],
    source,
  };
}

const FIRST = `import thalweg as tw
runs = tw.descend(tw.Formula("x**2 + 10*y**2"), tw.SGD(lr=0.05), start=[-1.8, 0.6], steps=20)
widgets = [tw.show(runs) for _ in range(10)]
widgets[0]`;

test("ten widgets share one program, and their state goes both ways", {
  timeout: 240_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), "thalweg-lab-"));
  const cells = [cell(FIRST)];
  for (let k = 1; k < 10; k++) cells.push(cell(`widgets[${k}]`));
  cells.push(cell('widgets[0].state = {**widgets[0].state, "step": 7}'));
  cells.push(cell('print("step in Python:", widgets[0].state["step"])'));
  cells.push(cell('widgets[1].state = {"preset": "ravine"}'));
  const metadata = {
    kernelspec: { name: "python3", display_name: "Python 3", language: "python" },
  };
  const notebook = { cells, metadata, nbformat: 4, nbformat_minor: 5 };
  writeFileSync(join(folder, "ten.ipynb"), JSON.stringify(notebook));
  const lab = spawn(
    python,
    [
      "-m",
      "jupyterlab",
      "--no-browser",
      "--allow-root",
      "--ip=127.0.0.1",
      `--port=${PORT}`,
      "--ServerApp.port_retries=0",
      "--IdentityProvider.token=",
      "--ServerApp.password=",
      folder,
    ],
    { stdio: "ignore", env: { ...process.env, JUPYTER_CONFIG_DIR: folder, HOME: folder } },
  );
  let browser;
  try {
    const base = `http://127.0.0.1:${PORT}`;
    for (let k = 0; k < 240; k++) {
      if (
        await fetch(`${base}/api`).then(
          (r) => r.ok,
          () => false,
        )
      )
        break;
      await new Promise((go) => setTimeout(go, 250));
    }
    browser = await launch({ viewport: { width: 1440, height: 900 } });
    const page = await browser.newPage();
    const errors = [];
    page.on("pageerror", (error) => errors.push(error.message));
    await page.goto(`${base}/lab/tree/ten.ipynb?reset`);
    await page.waitForSelector(".jp-Notebook .jp-Cell", { timeout: 90_000 });
    const dismiss = page.getByRole("button", { name: "No", exact: true });
    if (await dismiss.count()) await dismiss.first().click();
    await page.locator(".jp-Cell").first().click();
    await page.getByRole("menuitem", { name: "Run", exact: true }).click();
    await page.getByRole("menuitem", { name: "Run All Cells", exact: true }).click();
    const step = page.locator(".thalweg").first().locator("footer input").first();
    await step.waitFor({ timeout: 120_000 });
    await page.getByText("step in Python: 7").waitFor({ timeout: 60_000 });
    if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, "lab.png") });
    await page.locator(".thalweg h1").filter({ hasText: "A ravine" }).waitFor({ timeout: 60_000 });
    await page.waitForFunction(() => {
      const hosts = [...document.querySelectorAll("*")].filter((e) => e.shadowRoot);
      const first = hosts.map((e) => e.shadowRoot.querySelector("footer input")).find(Boolean);
      return first?.value === "7";
    });
    // Own input, typed key by key: none of them is a command to the notebook.
    const own = page.locator(".thalweg").first();
    await own.getByRole("button", { name: "own input" }).click();
    const formula = own.getByLabel("a formula");
    await formula.click();
    await page.keyboard.type("x^2 + foo(x");
    const complaint = own.locator(".wrong pre").filter({ hasText: "foo(x" });
    await complaint.waitFor({ timeout: 30_000 });
    assert.equal(await complaint.textContent(), "x^2 + foo(x\n         ^");
    for (let k = 0; k < 5; k++) await page.keyboard.press("Backspace");
    await page.keyboard.type("3*y^2");
    await own.locator("h1").filter({ hasText: "x² + 3y²" }).waitFor({ timeout: 30_000 });
    assert.equal(await formula.inputValue(), "x^2 + 3*y^2");
    const rows = Array.from({ length: 30 }, (_, k) => `${k},${2 * k + (k % 3)}`);
    const buffer = Buffer.from(`age,height\n${rows.join("\n")}\n`);
    await own
      .getByLabel("a table")
      .setInputFiles({ name: "heights.csv", mimeType: "text/csv", buffer });
    await own.getByText("heights.csv: 30 rows").waitFor({ timeout: 30_000 });
    await own.locator("h1").filter({ hasText: "w·age + b" }).waitFor({ timeout: 30_000 });
    if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, "own.png") });
    // One program for all of them.
    const known = await page.evaluate(
      () => Object.keys(globalThis[Symbol.for("thalweg's page")]).length,
    );
    assert.equal(known, 1);
    assert.deepEqual(errors, []);
  } finally {
    await browser?.close();
    lab.kill("SIGTERM");
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
});
