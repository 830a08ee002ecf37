// Opens every page of a built site in Chromium: `node site.mjs SITE [OTHER]`, with CHROMIUM set to the browser's path.
// Pages of rules say the same in every site: those that OTHER has, which is opened too, are not opened again.
// From file:// and from a server under a project path, wide and narrow, light and dark, with and without scripts.
// Looking closely takes long: of pages of one kind the longest stands for all, unless ALL_PAGES is set.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { brokenWords, kinds, launch, list, open, serve, told, PROJECT_PATH } from "./lib.mjs";

const site = path.resolve(process.argv[2] ?? "output");
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WIDTHS = [390, 820, 1440];

/** Every link of a page leads to a file of the site, and every anchor to an element. */
async function checkLinks(facts, pages, files) {
  for (const [name, { links }] of facts) {
    for (const link of links) {
      if (/^(https?:|mailto:)/.test(link)) continue;
      const [address, anchor] = link.split("#");
      const target = address.split("?")[0];
      const resolved = target === "" ? name : path.posix.normalize(path.posix.join(path.posix.dirname(name), decodeURIComponent(target)));
      assert(files.has(resolved), `${name}: link to ${link}, and there is no ${resolved}`);
      if (anchor && facts.has(resolved)) {
        assert(facts.get(resolved).ids.has(decodeURIComponent(anchor)), `${name}: ${link} has no such anchor`);
      }
    }
  }
}

/** What stands left of a name of a project that it follows, once that is written from the right. */
function turnedAround() {
  const boxes = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()];
  };
  const turned = [];
  for (const link of document.querySelectorAll("main :is(td, th, li, p) a[href*='projects/']")) {
    const next = link.nextElementSibling ?? link.nextSibling;
    if (!link.checkVisibility() || !next?.textContent.trim() || next.nodeType === 1 && !next.checkVisibility()) continue;
    link.textContent = "\u062e\u062f\u0645\u0629";
    const [own, [other]] = [boxes(link), boxes(next)];
    const at = own.at(-1);
    if (other && Math.abs(other.top - at.top) < 6 && other.left < at.right - 1) turned.push(next.textContent.trim());
  }
  return turned;
}

const files = new Set(await list(site));
const pages = [...files].filter((name) => name.endsWith(".html"));
assert(pages.length > 3, `there are pages in ${site}`);
const server = await serve(site);
const base = `http://127.0.0.1:${server.address().port}${PROJECT_PATH}`;
const browser = await launch();
/** A sheet of A4, upright, with margins of a centimetre. */
const PAPER = 718;
const all = Boolean(process.env.ALL_PAGES);
const looked = (await kinds(site, pages)).flatMap((names) => (all ? names : names.slice(0, 1)));
const other = process.argv[3] && !all ? await list(path.resolve(process.argv[3])) : [];
const known = new Set(other.filter((name) => name.startsWith("rules/") && !looked.includes(name)));
const done = told();

try {
  const facts = new Map();
  const context = await browser.newContext({ viewport: { width: 390, height: 900 } });
  const page = await context.newPage();
  for (const name of pages) {
    if (known.has(name)) continue;
    assert.deepEqual(await open(page, base + name), [], `${name} under a project path`);
    const found = await page.evaluate(() => ({
      links: [...document.querySelectorAll("[href], [src]")].map((e) => e.getAttribute("href") ?? e.getAttribute("src")),
      ids: [...document.querySelectorAll("[id]")].map((e) => e.id),
      headings: document.querySelectorAll("h1").length,
      title: document.title,
      main: document.querySelector("main")?.innerText.trim().length ?? 0,
    }));
    const { ids, headings, title, main } = found;
    facts.set(name, { ...found, ids: new Set(ids) });
    assert.deepEqual(ids.filter((id, at) => ids.indexOf(id) !== at), [], `${name}: every id is there once`);
    assert.equal(headings, 1, `${name}: one h1`);
    assert(title.length > 3 && main > 40, `${name}: has a title and content`);
    for (const width of all || looked.includes(name) ? WIDTHS : [390]) {
      if (page.viewportSize().width !== width) await page.setViewportSize({ width, height: 900 });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert(overflow <= 0, `${name}: at ${width} pixels the page is ${overflow} pixels too wide`);
      assert.deepEqual(await page.evaluate(brokenWords), [], `${name}: at ${width} pixels words are broken`);
    }
    if (!all && !looked.includes(name)) continue;
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: PAPER, height: 900 });
    const lost = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert(lost <= 0, `${name}: ${lost} pixels are cut off on paper`);
    assert.deepEqual(await page.evaluate(brokenWords), [], `${name}: words are broken on paper`);
    await page.emulateMedia({ media: null });
    assert.deepEqual(await page.evaluate(turnedAround), [], `${name}: a name from the right turns what stands beside it around`);
  }
  await checkLinks(facts, pages, files);
  done(`${facts.size} pages under a project path: links, ids, widths, no violation of default-src 'self'`);

  const weight = async (ending) => {
    let sum = 0;
    for (const name of files) if (name.startsWith("assets/") && name.endsWith(ending)) sum += gzipSync(await readFile(path.join(site, name))).length;
    return sum;
  };
  const [styles, scripts] = [await weight(".css"), await weight(".js")];
  assert(styles <= 25_000, `all styles are ${styles} bytes compressed, of 25000`);
  assert(scripts <= 30_000, `all scripts are ${scripts} bytes compressed, of 30000`);
  done(`styles ${styles}, scripts ${scripts} bytes compressed`);

  // Pages that scripts fill: a comparison that some page links to, and what a search finds.
  const filled = ["search.html?q=report"];
  const beside = [...facts.values()].flatMap(({ links }) => links).find((link) => link.includes("compare.html?a="));
  if (beside) filled.push(beside.replace(/^(\.\.\/)+/, ""));
  // The policy would keep the checker itself out.
  const checking = await browser.newContext({ bypassCSP: true });
  const checked = await checking.newPage();
  for (const width of all ? [390, 1440] : [390]) {
    await checked.setViewportSize({ width, height: 900 });
    for (const name of [...looked, ...filled]) {
      await checked.emulateMedia({ colorScheme: "light" });
      await checked.goto(base + name);
      if (name.startsWith("compare.html?")) await checked.waitForSelector(".comparison section");
      if (name.startsWith("search.html?")) await checked.locator("div.search .status").filter({ hasText: /Nothing|result/ }).waitFor();
      await checked.evaluate(axe);
      // What is dark differs by its colours.
      for (const [colorScheme, runOnly] of [["light", undefined], ["dark", all ? undefined : ["color-contrast"]]]) {
        await checked.emulateMedia({ colorScheme });
        const { violations } = await checked.evaluate((options) => globalThis.axe.run(options), { resultTypes: ["violations"], runOnly });
        const found = violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target).join(" | ")} (${v.nodes.length})`);
        assert.deepEqual(found, [], `${name}, ${colorScheme}, ${width} pixels: accessibility`);
      }
    }
  }
  // A checker that finds nothing anywhere proves nothing.
  await checked.evaluate(() => { document.querySelector("h1").style.color = "#444"; });
  const { violations } = await checked.evaluate(() => globalThis.axe.run({ runOnly: ["color-contrast"] }));
  assert.equal(violations.length, 1, "grey on black is found");
  await checking.close();
  done(`accessibility of ${looked.length + filled.length} pages: no violation in light and dark`);

  const plain = await browser.newContext({ javaScriptEnabled: false });
  const still = await plain.newPage();
  for (const name of looked) {
    assert.deepEqual(await open(still, pathToFileURL(path.join(site, name)).href), [], `${name} from file:// without scripts`);
    assert((await still.locator("main").innerText()).trim().length > 40, `${name} is readable without scripts`);
  }
  const portfolio = pathToFileURL(path.join(site, "index.html")).href;
  await still.goto(portfolio);
  await still.locator("main table a").first().click();
  await still.waitForURL(/projects\/.*index\.html$/);
  done(`${looked.length} pages from file:// without scripts`);
} finally {
  await browser.close();
  server.close();
}
