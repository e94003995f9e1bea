// Says where a Chromium is that the page can be tested in, or fails.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
const known = [
  ...(process.env.CHROMIUM ? [process.env.CHROMIUM] : []),
  ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
  chromium.executablePath(),
];
const found = known.find((path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
});
if (found) console.log(found);
else {
  console.error("There is no Chromium: install it, or CHROMIUM=/path/to/it make test-page");
  process.exit(1);
}
