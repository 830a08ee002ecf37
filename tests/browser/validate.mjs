// Holds every page of a built site to the HTML standard: `node validate.mjs SITE [OTHER]`. Works offline.
// Pages of rules say the same in every site: those that OTHER has, which is read too, are not read again.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { list, told } from "./lib.mjs";

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
const known = process.argv[3] && !process.env.ALL_PAGES ? new Set((await list(path.resolve(process.argv[3]))).filter((name) => name.startsWith("rules/"))) : new Set();
const pages = (await list(site)).filter((name) => name.endsWith(".html") && !known.has(name));
assert(pages.length > 3, `there are pages in ${site}`);

const done = told();
const wrong = [];
for (const name of pages) {
  const report = await validator.validateString(await readFile(path.join(site, name), "utf8"), name);
  for (const { messages } of report.results) {
    for (const { line, column, ruleId, message } of messages) wrong.push(`${name}:${line}:${column}: ${ruleId}: ${message}`);
  }
}
assert.deepEqual(wrong.slice(0, 50), [], `${wrong.length} violations of the HTML standard`);

// A validator that finds nothing anywhere proves nothing.
const broken = await validator.validateString("<!doctype html><html lang=\"en\"><head><title>x</title></head><body><p><div></div></p><img></body></html>");
assert(broken.errorCount > 1, "what is wrong is found");
done(`${pages.length} pages: no violation of the HTML standard`);
