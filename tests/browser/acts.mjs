// Uses the site of this repository's own book as a person would: `node acts.mjs SITE`, with CHROMIUM set. Searches,
// sorts, filters, reloads, goes back and forward, switches the theme, copies, prints; from a server and from file://.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { launch, serve, told, PROJECT_PATH } from "./lib.mjs";

const site = path.resolve(process.argv[2] ?? "output");
const server = await serve(site);
const served = `http://127.0.0.1:${server.address().port}${PROJECT_PATH}`;
const opened = pathToFileURL(`${site}${path.sep}`).href;
const browser = await launch();

/** A page on which anything that a script complains of ends the test. */
async function visit(options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on("pageerror", (error) => { throw error; });
  page.on("console", (message) => { if (message.type() === "error") throw new Error(message.text()); });
  return page;
}
const names = (page) => page.locator("table.portfolio tbody tr:visible th a:first-child").allInnerTexts();
const done = told();

async function words() {
  const page = await visit();
  await page.goto(`${served}index.html`);
  for (const { text, words } of JSON.parse(await readFile(new URL("words.json", import.meta.url), "utf8"))) {
    assert.deepEqual(await page.evaluate((text) => readybook.split(text), text), words, text);
  }
  const marked = (text, wanted) => page.evaluate(([text, wanted]) => readybook.marked(text, wanted), [text, wanted]);
  assert.deepEqual(await marked("Rate-limits: Rated", ["rat"]), ["", "Rate", "-limits: ", "Rated", ""]);
  assert.deepEqual(await marked("速率限制", ["速率", "率限"]), ["", "速率限", "制"]);
  assert.deepEqual(await marked("Ёлка résumé", ["елка", "resume"]), ["", "Ёлка", " ", "résumé", ""]);
  assert.deepEqual(await marked("nothing", ["x"]), ["nothing"]);
  assert.deepEqual(await marked("tag-1, tag-3, a 3", ["tag", "tag-3"]), ["", "tag", "-1, ", "tag", "-", "3", ", a 3"]);
  done("words are folded and marked as the index has them");
}

async function search(base) {
  const page = await visit();
  await page.goto(`${base}matrix.html`);
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.keyboard.press("/");
  const field = page.getByRole("dialog").getByRole("searchbox");
  await field.waitFor();
  assert.deepEqual(asked.filter((url) => url.includes("/search/")), [], "the index is not loaded before anything is typed");
  await field.fill("backup");
  const links = page.locator(".finder .results a");
  await links.first().waitFor();
  assert.match(await links.first().innerText(), /backup/i);
  assert((await page.locator(".finder mark").allInnerTexts()).every((text) => /^backup/i.test(text)), "only the words are marked");
  const shards = asked.filter((url) => /\/search\/\d+\/\d+\.js$/.test(url));
  assert.equal(shards.length, 1, "one word needs one file of words");
  await page.keyboard.press("ArrowDown");
  assert.equal(await links.first().evaluate((e) => e === document.activeElement), true, "the arrow goes to the first result");
  await page.keyboard.press("ArrowDown");
  assert.equal(await links.nth(1).evaluate((e) => e === document.activeElement), true, "and on to the second");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  assert.equal(await field.evaluate((e) => e === document.activeElement), true, "and back to the field");
  await page.keyboard.press("Escape");
  assert.equal(await page.getByRole("dialog").count(), 0, "Escape closes it");

  // Typed at once after Escape, in the same turn, it opens again.
  await page.keyboard.press("/");
  await field.waitFor();
  await page.evaluate(() => {
    const press = (key) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    press("Escape");
    press("/");
  });
  assert.equal(await page.getByRole("dialog").count(), 1, "it opens again at once");
  await page.keyboard.press("Escape");

  // Enter opens the first result: a section, at its place.
  await page.keyboard.press("/");
  await field.fill("backup");
  await links.first().waitFor();
  const href = await links.first().getAttribute("href");
  await Promise.all([page.waitForURL((url) => url.href === href), page.keyboard.press("Enter")]);
  if (href.includes("#")) {
    const id = decodeURIComponent(href.split("#")[1]);
    assert(await page.evaluate((id) => document.getElementById(id) !== null, id), `${id} is on the page`);
  }

  // The page of results has its query in the address, and works on its own.
  await page.goto(`${base}search.html?q=rate+limit`);
  await page.locator("div.search .results a").first().waitFor();
  assert.equal(await page.getByRole("searchbox").inputValue(), "rate limit");
  // A release is found by its version, with and without the letter that some put before it.
  for (const query of ["1.0.0", "v1.0.0"]) {
    await page.getByRole("searchbox").fill(query);
    await page.locator("div.search .results .where").filter({ hasText: "1.0.0" }).first().waitFor();
  }
  await page.getByRole("searchbox").fill("zzzyyyxxx");
  await page.getByText("Nothing holds all of: zzzyyyxxx").waitFor();
  assert.match(page.url(), /q=zzzyyyxxx$/);
  await page.reload();
  await page.getByText("Nothing holds all of: zzzyyyxxx").waitFor();
  await page.getByRole("searchbox").fill("x");
  await page.getByText("Type at least two letters.").waitFor();
  // A letter alone is looked for in titles; beside other words it is left out, and that is told.
  await page.getByRole("searchbox").fill("report a");
  await page.getByText("single letters are found in titles only: a").waitFor();
  assert((await page.locator("div.search .results a").count()) > 0);
  // What is typed is text, whatever it looks like.
  await page.getByRole("searchbox").fill("<img src=x onerror=alert(1)> __proto__ constructor");
  await page.locator("div.search .status").filter({ hasText: /Nothing|result/ }).waitFor();
  await page.context().close();
  done(`search under ${new URL(base).protocol}`);
}

/** Where rows are cards, a choice above them sorts, and nothing that nobody sees takes the focus. */
async function cards(base) {
  for (const width of [390, 820, 1000]) {
    const page = await visit({ viewport: { width, height: 800 } });
    await page.goto(`${base}index.html`);
    const all = await names(page);
    const by = page.getByLabel("Sort by");
    const [fold, verdict] = [page.getByRole("button", { name: "More" }), page.locator("select[name=verdict]")];
    assert.equal(await fold.isVisible(), width === 390);
    assert.equal(await verdict.isVisible() && await by.isVisible(), width !== 390, "choices are folded on a phone");
    if (width === 390) {
      const first = await page.locator("table.portfolio tbody tr").first().boundingBox();
      assert(first.y + 60 < 844, `the first project is in sight: ${first.y}`);
      await fold.press("Enter");
      assert.equal(await fold.getAttribute("aria-expanded"), "true");
      await verdict.selectOption("not-ready");
      await fold.press("Enter");
      assert.deepEqual([await verdict.isVisible(), await by.isVisible()], [true, false], "what is chosen stays in sight");
      await page.reload();
      assert.equal(await verdict.isVisible(), true);
      await verdict.selectOption("");
      await fold.press("Enter");
    }
    await by.selectOption({ label: "Score" });
    const ascending = await names(page);
    const direction = page.getByRole("button", { name: /ascending|descending/ });
    assert.match(await direction.innerText(), /ascending/);
    await direction.click();
    const descending = await names(page);
    assert.notDeepEqual(descending, ascending);
    assert.deepEqual([...descending].sort(), [...all].sort());
    assert.equal(new URL(page.url()).searchParams.get("sort"), "-3");
    await page.reload();
    assert.deepEqual(await names(page), descending, "a reload keeps the order");
    assert.match(await direction.innerText(), /descending/);
    await by.selectOption({ label: "as listed" });
    assert.deepEqual(await names(page), all);
    assert.equal(await direction.isVisible(), false);
    await page.goBack();
    assert.deepEqual(await names(page), descending, "back undoes one step");
    for (const address of ["index.html", "findings.html", "archive.html"]) {
      await page.goto(base + address);
      const lost = await page.evaluate(() => [...document.querySelectorAll("main :is(a, button, select, input)")]
        .filter((one) => one.checkVisibility() && (one.getBoundingClientRect().width < 2 || one.closest("thead"))).length);
      assert.equal(lost, 0, `${address} at ${width}: what takes the focus is seen`);
      if (width === 390) await fold.press("Enter");
      await page.locator(".sorting select").focus();
      await page.keyboard.press("Tab");
      await page.keyboard.press("Tab");
      assert(await page.evaluate(() => document.activeElement.getBoundingClientRect().width > 2), address);
    }
    await page.context().close();
  }
  const wide = await visit({ viewport: { width: 1440, height: 800 } });
  await wide.goto(`${base}index.html`);
  assert.equal(await wide.locator(".sorting").isVisible(), false);
  await wide.context().close();
  done(`sorting of cards under ${new URL(base).protocol}`);
}

async function tables(base) {
  const page = await visit();
  await page.goto(`${base}index.html`);
  const all = await names(page);
  assert(all.length > 3);
  await page.getByRole("button", { name: "Score" }).click();
  const ascending = await names(page);
  await page.getByRole("button", { name: "Score" }).click();
  const descending = await names(page);
  assert.deepEqual([...ascending].sort(), [...all].sort());
  assert.notDeepEqual(descending, ascending);
  const score = page.getByRole("columnheader", { name: "Score" });
  assert.equal(await score.getAttribute("aria-sort"), "descending");
  await page.reload();
  assert.deepEqual(await names(page), descending, "a reload keeps the order");
  await page.goBack();
  assert.deepEqual(await names(page), ascending, "back undoes one step");
  await page.goBack();
  assert.deepEqual(await names(page), all);
  await page.goForward();
  assert.deepEqual(await names(page), ascending);

  // Rows without a date stand last, whatever the direction.
  const undated = await page.locator("table.portfolio tbody tr").filter({ hasText: "date unknown" }).count();
  assert(undated > 0);
  for (const direction of ["ascending", "descending"]) {
    await page.getByRole("button", { name: "Assessed" }).click();
    await page.waitForSelector(`th[aria-sort=${direction}]`);
    const dates = await page.locator("table.portfolio tbody td:nth-child(8)").allInnerTexts();
    assert(dates.slice(-undated).every((text) => text === "date unknown"), `${direction}: ${dates}`);
  }
  await page.goBack();
  await page.goBack();
  assert.deepEqual(await names(page), ascending);

  const verdict = page.locator("select[name=verdict]");
  await verdict.selectOption("not-ready");
  const chosen = await names(page);
  assert(chosen.length > 0 && chosen.length < all.length);
  assert.equal(await page.locator("form.filter output").innerText(), `${chosen.length} of ${all.length}`);
  const text = page.getByRole("searchbox");
  await text.pressSequentially(chosen[0].slice(0, 4));
  assert((await names(page)).includes(chosen[0]));
  const address = new URL(page.url());
  assert.deepEqual([address.searchParams.get("verdict"), address.searchParams.get("q")], ["not-ready", chosen[0].slice(0, 4)]);
  await page.reload();
  assert.equal(await verdict.inputValue(), "not-ready");
  assert.equal(await text.inputValue(), chosen[0].slice(0, 4));
  await page.goBack();
  assert.equal(await text.inputValue(), "", "what was typed is one step");
  assert.deepEqual(await names(page), chosen);
  await page.goBack();
  assert.equal(await verdict.inputValue(), "");
  assert.deepEqual(await names(page), ascending, "without the filter, in the order from before");

  // Text is folded as a search folds it, and ids are found.
  await page.goto(`${base}index.html`);
  await text.fill("Gröver");
  assert.deepEqual(await names(page), ["Grover backend"]);
  const [id, name] = await page.locator("table.portfolio tr[data-project]").evaluateAll((rows) => rows.map((row) => [row.dataset.project, row.querySelector("th a").textContent]).find(([id, name]) => id !== name) ?? ["", ""]);
  if (id) {
    await text.fill(id);
    assert((await names(page)).includes(name), id);
  }

  const owner = page.locator("select[name=owner]");
  if (await owner.isVisible()) {
    const value = await owner.locator("option").nth(1).getAttribute("value");
    await owner.selectOption(value);
    assert((await names(page)).length > 0, `projects of ${value}`);
  }
  await page.goto(`${base}index.html?verdict=no-such-verdict&sort=99`);
  assert.deepEqual(await names(page), all, "an address that asks for nothing there is shows all");
  await page.context().close();
  done(`sorting and filtering under ${new URL(base).protocol}`);
}

async function theme() {
  const page = await visit({ colorScheme: "light" });
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  await page.goto(`${served}index.html`);
  const light = await ground();
  await page.getByLabel("Colours").selectOption("dark");
  const dark = await ground();
  assert.notEqual(dark, light);
  // Dark from the first moment: when the body begins to be read, the choice is made.
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.body) return;
      observer.disconnect();
      globalThis.atFirst = document.documentElement.dataset.theme;
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(`${served}matrix.html`);
  assert.equal(await page.evaluate(() => globalThis.atFirst), "dark", "remembered, and there before anything is shown");
  assert.equal(await ground(), dark);
  assert.equal(await page.getByLabel("Colours").inputValue(), "dark");
  await page.getByLabel("Colours").selectOption("");
  assert.equal(await ground(), light, "the system's again");
  await page.emulateMedia({ colorScheme: "dark" });
  assert.equal(await ground(), dark, "and follows it");
  await page.context().close();
  done("the choice of colours");
}

async function report() {
  const page = await visit({ permissions: ["clipboard-read", "clipboard-write"] });
  await page.goto(`${served}projects/grover/1.0.0/index.html`);
  const code = page.locator(".code-frame").first();
  if (await code.count()) {
    await code.hover();
    await code.getByRole("button").click();
    await code.getByText("Copied").waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await code.locator("code").innerText());
  }
  // A link into closed details opens them, and a heading links to itself.
  await page.goto(`${served}projects/grover/1.0.0/score.html`);
  const category = page.locator("details.category").first();
  const id = await category.getAttribute("id");
  assert.equal(await category.evaluate((e) => e.open), false);
  await page.locator(`.scorecard a[href="#${id}"]`).click();
  await page.waitForFunction((id) => document.getElementById(id).open, id);
  await page.goto(`${served}projects/grover/1.0.0/index.html`);
  const anchor = page.locator("article .anchor").first();
  const target = await anchor.getAttribute("href");
  await anchor.focus();
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.href.endsWith(target));

  // Far down in the report, its verdict is in sight.
  const standing = page.locator(".standing");
  for (const [width, inSight] of [[1280, true], [390, false]]) {
    await page.setViewportSize({ width, height: 720 });
    await page.locator("article h2").nth(4).scrollIntoViewIfNeeded();
    const box = await standing.boundingBox();
    assert.equal(box !== null && box.y >= 0 && box.y + box.height <= 720, inSight, `${width}: ${JSON.stringify(box)}`);
  }
  await page.setViewportSize({ width: 1280, height: 720 });
  assert.match(await standing.innerText(), /ready|conditional|incomplete/);

  await page.emulateMedia({ media: "print" });
  for (const hidden of ["header.site nav", ".tools", ".contents", ".copy"]) {
    for (const one of await page.locator(hidden).all()) assert.equal(await one.isVisible(), false, `${hidden} is not printed`);
  }
  assert.equal(await page.locator("h1").isVisible(), true);
  // A tick is a ground with a hook in it; a sum stands once, behind the last line.
  const ticked = page.locator(".task.done").first();
  assert.equal(await ticked.evaluate((e) => getComputedStyle(e).printColorAdjust), "exact", "what is ticked is printed as ticked");
  const pdf = await page.pdf({ format: "A4" });
  assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
  assert((pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g) ?? []).length > 1, "of several pages");
  await page.goto(`${served}projects/grover/1.0.0/score.html`);
  assert.equal(await page.locator("tfoot").first().evaluate((e) => getComputedStyle(e).display), "table-row-group");
  await page.setViewportSize({ width: 718, height: 900 });
  for (const [address, row] of [["index.html", ".portfolio tbody tr"], ["findings.html", ".register tbody tr"]]) {
    await page.goto(served + address);
    assert.equal(await page.locator(row).first().evaluate((e) => getComputedStyle(e).display), "table-row", `${address}: a table on paper`);
  }
  await page.context().close();
  done("copying, anchors, print");
}

/** Nothing jumps while results arrive. */
async function still() {
  const page = await visit({ viewport: { width: 390, height: 844 } });
  await page.addInitScript(() => {
    globalThis.shifts = 0;
    new PerformanceObserver((all) => { for (const one of all.getEntries()) globalThis.shifts += one.value; }).observe({ type: "layout-shift", buffered: true });
  });
  for (const address of ["search.html?q=report", "search.html", "index.html", "compare.html"]) {
    await page.goto(served + address);
    await page.waitForTimeout(400);
    const shifts = await page.evaluate(() => globalThis.shifts);
    assert(shifts < .02, `${address} jumps by ${shifts}`);
  }
  await page.context().close();
  done("nothing jumps");
}

async function withoutScripts() {
  const page = await visit({ javaScriptEnabled: false });
  await page.goto(`${opened}index.html`);
  for (const offered of [".find", ".switch", "form.filter"]) {
    assert.equal(await page.locator(offered).isVisible(), false, `${offered} is not offered without scripts`);
  }
  await page.goto(`${opened}search.html`);
  assert.equal(await page.locator(".without-script").isVisible(), true);
  await page.context().close();
  done("what needs scripts is not offered without them");
}

try {
  await words();
  for (const base of [served, opened]) {
    await search(base);
    await tables(base);
    await cards(base);
  }
  await theme();
  await report();
  await still();
  await withoutScripts();
} finally {
  await browser.close();
  server.close();
}
