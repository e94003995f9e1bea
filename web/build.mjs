// Builds the page's programs into src/thalweg/static/. With --check, compares instead of writing.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const style = {
  name: "style as text",
  setup(made) {
    made.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      return { contents: await small(path), loader: "text" };
    });
  },
};
const page =
  "/* Built from web/ by `make page`. Holds three.js and d3-contour: web/package.json says which. */";
const rest = "/* Built from web/ by `make page`. */";
const targets = [
  ["page.js", "src/file.ts", { format: "iife", globalName: "thalweg", banner: { js: page } }],
  ["app.js", "src/app.ts", { format: "iife", banner: { js: rest } }],
  ["notebook.js", "src/hosts/notebook.ts", { format: "esm", banner: { js: rest } }],
];

async function small(path) {
  const css = readFileSync(path, "utf8");
  const { code } = await transform(css, { loader: "css", minify: true, charset: "utf8" });
  return code.trim();
}

function keep(name, code) {
  const target = here(`../src/thalweg/static/${name}`);
  if (process.argv.includes("--check")) {
    if (readFileSync(target, "utf8") !== code) {
      console.error(`src/thalweg/static/${name} is not what web/ builds: run \`make page\``);
      process.exit(1);
    }
    return;
  }
  writeFileSync(target, code);
  console.log(`${target}: ${(code.length / 1000).toFixed(0)} kB`);
}

for (const [name, entry, how] of targets) {
  const result = await build({
    entryPoints: [here(entry)],
    bundle: true,
    minify: true,
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    plugins: [style],
    write: false,
    metafile: process.argv.includes("--sizes"),
    ...how,
  });
  keep(name, result.outputFiles[0].text);
  if (!result.metafile) continue;
  const inputs = Object.values(result.metafile.outputs)[0].inputs;
  const sizes = Object.entries(inputs).sort((a, b) => b[1].bytesInOutput - a[1].bytesInOutput);
  for (const [path, { bytesInOutput }] of sizes.slice(0, 40)) console.log(bytesInOutput, path);
}
const styles = ["src/app.css", "src/input/input.css"].map((path) => small(here(path)));
keep("app.css", `${(await Promise.all(styles)).join("")}\n`);
