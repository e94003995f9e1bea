// The built site as the tests see it: a folder, served from a port that is free, under a path of its own.
import { createReadStream, readdirSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

export const SITE = process.env.SITE ?? fileURLToPath(new URL("../../site", import.meta.url));
const UNDER = "/a/course/site/";
const KINDS = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
};

/** Paths of its files with one of these endings, those of pictures and live pages left out. */
export function files(...endings) {
  return readdirSync(SITE, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.includes(extname(entry.name)))
    .map((entry) => relative(SITE, join(entry.parentPath ?? entry.path, entry.name)))
    .map((path) => path.split(sep).join("/"))
    .filter((path) => !/(^|\/)([\w-]+-files|source)\//.test(path))
    .sort();
}

/** Serves the folder; resolves with the address of its home and with what stops it. */
export async function served() {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    const file = join(SITE, normalize(path.replace(UNDER, "/")));
    const there = path.startsWith(UNDER) && statSync(file, { throwIfNoEntry: false })?.isFile();
    response.writeHead(there ? 200 : 404, { "Content-Type": KINDS[extname(file)] ?? "" });
    if (there) createReadStream(file).pipe(response);
    else response.end();
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    home: `http://127.0.0.1:${server.address().port}${UNDER}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
