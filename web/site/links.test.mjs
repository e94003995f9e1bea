// Every link and anchor within the built site leads somewhere.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { test } from "node:test";
import { files, SITE } from "./folder.mjs";

const OUTSIDE = /^(https?:|mailto:|data:|javascript:)/;
const texts = new Map();
const names = new Map();

function text(path) {
  if (!texts.has(path)) texts.set(path, readFileSync(join(SITE, path), "utf8"));
  return texts.get(path);
}

function anchors(path) {
  if (!names.has(path))
    names.set(path, new Set(Array.from(text(path).matchAll(/\sid="([^"]+)"/g), (m) => m[1])));
  return names.get(path);
}

/** What is wrong with a link on a page; undefined where nothing is. */
function wrong(page, link) {
  const [path, anchor] = link.replaceAll("&amp;", "&").split("#").map(decodeURIComponent);
  const target = path ? posix.join(posix.dirname(page), path.split("?")[0]) : page;
  if (path.startsWith("/") || target.startsWith("..")) return `${page}: ${link} leaves the site`;
  if (!existsSync(join(SITE, target))) return `${page}: ${link} is not there`;
  if (
    anchor &&
    target.endsWith(".html") &&
    !anchor.startsWith("__") &&
    !anchors(target).has(anchor)
  )
    return `${page}: ${link} has no such anchor`;
}

test("links, pictures and anchors", () => {
  const pages = files(".html").filter((path) => path !== "404.html"); // which is served from anywhere
  let seen = 0;
  const found = pages.flatMap((page) =>
    Array.from(text(page).matchAll(/<[a-z]+\s[^>]*?\b(?:href|src|poster)="([^"]*)"/g), (m) => m[1])
      .filter((link) => link && !OUTSIDE.test(link))
      .map((link) => {
        seen++;
        return wrong(page, link);
      })
      .filter(Boolean),
  );
  assert.deepEqual([...new Set(found)], []);
  assert.ok(pages.length >= 50 && seen > 5000, `${seen} links on ${pages.length} pages`);
});

test("notebooks, which lie beside nothing, link to nothing here", () => {
  const notebooks = files(".ipynb");
  const found = notebooks.flatMap((path) =>
    JSON.parse(text(path))
      .cells.filter((cell) => cell.cell_type === "markdown")
      .flatMap((cell) =>
        Array.from(
          cell.source.join("").matchAll(/\]\(([^)\s]+)|\b(?:href|src)="([^"]+)"/g),
          (m) => m[1] ?? m[2],
        ),
      )
      .filter((link) => !OUTSIDE.test(link))
      .map((link) => `${path}: ${link}`),
  );
  assert.deepEqual(found, []);
  assert.ok(notebooks.length >= 7);
});
