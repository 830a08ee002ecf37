// Holds every page of a built site to the HTML standard: `node validate.mjs SITE`. Works offline.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { list } from "./lib.mjs";

const validator = new HtmlValidate(new StaticConfigLoader({
  root: true,
  extends: ["html-validate:standard", "html-validate:a11y"],
  rules: {
    // Lists are named where no heading names them.
    "aria-label-misuse": ["error", { allowAnyNamable: true }],
    // Filters act while one types and send nothing.
    "wcag/h32": "off",
  },
}));
const site = path.resolve(process.argv[2] ?? "output");
const pages = (await list(site)).filter((name) => name.endsWith(".html"));
assert(pages.length > 3, `there are pages in ${site}`);

const told = [];
for (const name of pages) {
  const report = await validator.validateString(await readFile(path.join(site, name), "utf8"), name);
  for (const { messages } of report.results) {
    for (const { line, column, ruleId, message } of messages) told.push(`${name}:${line}:${column}: ${ruleId}: ${message}`);
  }
}
assert.deepEqual(told.slice(0, 50), [], `${told.length} violations of the HTML standard`);

// A validator that finds nothing anywhere proves nothing.
const broken = await validator.validateString("<!doctype html><html lang=\"en\"><head><title>x</title></head><body><p><div></div></p><img></body></html>");
assert(broken.errorCount > 1, "what is wrong is found");
console.log(`${pages.length} pages: no violation of the HTML standard`);
