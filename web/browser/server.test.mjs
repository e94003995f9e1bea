// `thalweg explore` as a server: a store that is being written, many at once, and how it ends.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { explore, PYTHON } from "./explore.mjs";
import { watched } from "./kit.mjs";

/** The status of an answer, once all of it is there. */
async function ask(app, asked, signal) {
  const answer = await fetch(`${app.base}/api/scene`, {
    method: "POST",
    headers: { "x-thalweg": "1" },
    body: JSON.stringify(asked),
    ...(signal ? { signal } : {}),
  });
  await answer.arrayBuffer();
  return answer.status;
}

/** Minutes of work, if nobody gave it up. */
const POINTS = Array.from({ length: 2000 }, (_, k) => [k / 1000, Math.sin(k)]);
const LONG = { points: POINTS, model: "a*sin(b*x + c) + d", steps: 20_000 };

describe("the app", () => {
  it("follows a store that is being written", async () => {
    const folder = mkdtempSync(join(tmpdir(), "thalweg-store-"));
    const [store, gate] = [join(folder, "land.zarr"), join(folder, "go")];
    const slow = fileURLToPath(new URL("slow.py", import.meta.url));
    const writer = spawn(PYTHON, [slow, store, gate], { stdio: "inherit" });
    const ended = new Promise((done) => writer.once("exit", done));
    let app;
    try {
      while (!existsSync(store)) await new Promise((go) => setTimeout(go, 50));
      app = await explore(store);
      const own = new RegExp(`^(${app.base}/|data:|blob:)`);
      await watched(app.address, own, {}, async (page) => {
        const partly = page.getByText(/being computed: \d+ of 4941 points are done/);
        await partly.waitFor();
        writeFileSync(gate, "");
        assert.equal(await ended, 0);
        // Nobody loads the page again: it looks by itself.
        await partly.waitFor({ state: "detached" });
        await page.waitForSelector(".page:not([aria-busy]) .card canvas");
      });
    } finally {
      writer.kill();
      await app?.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    }
  });

  it("answers a hundred at once, and ends with Ctrl-C in the middle of work", async () => {
    const app = await explore();
    try {
      const asked = Array.from({ length: 100 }, (_, k) => ({ formula: `x**2 + ${k + 1}*y**2` }));
      const all = await Promise.all(asked.map((one) => ask(app, one)));
      assert.deepEqual([...new Set(all)], [200]);
      // Two works at once, each given up before the next: nothing is left that stands in the way.
      for (let k = 0; k < 4; k++) {
        const gone = new AbortController();
        const given = ask(app, LONG, gone.signal).catch((error) => error.name);
        assert.equal(await ask(app, { preset: "ravine" }), 200);
        gone.abort();
        assert.equal(await given, "AbortError");
      }
      const cut = ask(app, LONG).catch(() => "cut off");
      assert.equal(await ask(app, { preset: "ravine" }), 200);
      const from = performance.now();
      assert.equal(await app.stop(), 0);
      assert.ok(performance.now() - from < 10_000, `${performance.now() - from} ms to end`);
      assert.notEqual(await cut, 200);
    } finally {
      app.process.kill("SIGKILL");
    }
  });
});
