// Compares releases as a person would, by keyboard: `node compare.mjs SITE`, with CHROMIUM set to the browser's path.
// The site needs two projects.
import assert from "node:assert/strict";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { brokenWords, launch, told } from "./lib.mjs";

const site = path.resolve(process.argv[2] ?? "output");
const compare = pathToFileURL(path.join(site, "compare.html")).href;
const browser = await launch();
const done = told();
try {
  const page = await (await browser.newContext({ viewport: { width: 390, height: 900 } })).newPage();
  const wrong = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("dialog", (dialog) => { wrong.push(`runs a script of the report: ${dialog.message()}`); dialog.dismiss(); });
  await page.goto(compare);
  const told = page.locator("[role=status]");
  await page.waitForFunction(() => document.querySelector("[role=status]").textContent === "Choose two releases.");

  // By keyboard alone: the first two projects, whichever they are.
  for (const [letter, presses] of [["a", 1], ["b", 2]]) {
    await page.focus(`[id="choose:${letter}-project"]`);
    for (let n = 0; n < presses; n += 1) await page.keyboard.press("ArrowDown");
    await page.waitForFunction((id) => document.activeElement.id === id && document.activeElement.value !== "", `choose:${letter}-project`);
  }
  await page.waitForSelector(".comparison section");
  assert.match(await told.textContent(), /^Comparing .+, .+\.$/);
  const address = new URL(page.url());
  const [a, b] = ["a", "b"].map((letter) => address.searchParams.get(letter));
  assert(a.includes("@") && b.includes("@") && a !== b, "the state is in the address");
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, "narrow");

  // Two fit beside each other on a phone.
  const wide = await page.locator(".comparison .scroll").evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.getAttribute("aria-label")));
  assert.deepEqual(wide, [], "two releases fit on a phone");
  assert.deepEqual(await page.evaluate(brokenWords), [], "and words of categories stay whole");

  // The address brings it all back; so does going back and forward.
  const shown = await page.locator(".comparison").innerText();
  await page.reload();
  await page.waitForSelector(".comparison section");
  assert.equal(await page.locator(".comparison").innerText(), shown);
  const sentence = await told.textContent();
  await page.goBack();
  await page.waitForFunction((text) => document.querySelector("[role=status]").textContent !== text, sentence);
  await page.goForward();
  await page.waitForFunction((text) => document.querySelector("[role=status]").textContent === text, sentence);

  // A third, and away with it.
  await page.locator("[id='choose:add']").press("Enter");
  await page.waitForFunction(() => document.activeElement.id === "choose:c-project");
  await page.locator("[aria-label='Remove C']").press("Enter");
  assert.equal(await page.locator("fieldset.slot").count(), 2);

  await page.goto(`${compare}?a=${encodeURIComponent(a)}&b=${encodeURIComponent(a)}`);
  await page.waitForFunction(() => document.querySelector("[role=status]").textContent.startsWith("A, B are the same release"));
  assert.equal(await page.locator(".comparison section").count(), 0);
  await page.goto(`${compare}?a=${encodeURIComponent(a)}&b=nobody@0`);
  await page.waitForFunction(() => document.querySelector("[role=status]").textContent === "This site has no nobody@0.");
  assert.deepEqual(wrong, []);
  done("comparing: by keyboard, kept in the address, back and forward");
} finally {
  await browser.close();
}
