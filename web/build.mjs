// Builds the page's program into src/thalweg/static/. With --check, compares instead of writing.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

const target = fileURLToPath(new URL("../src/thalweg/static/page.js", import.meta.url));
const result = await build({
  entryPoints: [fileURLToPath(new URL("src/file.ts", import.meta.url))],
  bundle: true,
  format: "iife",
  globalName: "thalweg",
  minify: true,
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  plugins: [
    {
      name: "style as text",
      setup(made) {
        made.onLoad({ filter: /\.css$/ }, async ({ path }) => {
          const css = readFileSync(path, "utf8");
          const { code } = await transform(css, { loader: "css", minify: true, charset: "utf8" });
          return { contents: code.trim(), loader: "text" };
        });
      },
    },
  ],
  banner: {
    js: "/* Built from web/ by `make page`. Holds three.js and d3-contour: web/package.json says which. */",
  },
  write: false,
  metafile: process.argv.includes("--sizes"),
});
const code = result.outputFiles[0].text;
if (process.argv.includes("--check")) {
  if (readFileSync(target, "utf8") !== code) {
    console.error("src/thalweg/static/page.js is not what web/ builds: run `make page`");
    process.exit(1);
  }
} else {
  writeFileSync(target, code);
  console.log(`${target}: ${(code.length / 1000).toFixed(0)} kB`);
}
if (result.metafile) {
  const inputs = Object.values(result.metafile.outputs)[0].inputs;
  const sizes = Object.entries(inputs).sort((a, b) => b[1].bytesInOutput - a[1].bytesInOutput);
  for (const [name, { bytesInOutput }] of sizes.slice(0, 40)) console.log(bytesInOutput, name);
}
