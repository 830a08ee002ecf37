// Opens every page of a built site in Chromium: `node site.mjs SITE`, with CHROMIUM set to the browser's path.
// From file:// and from a server under a project path, wide and narrow, light and dark, with and without scripts.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { launch, list, open, serve, PROJECT_PATH } from "./lib.mjs";

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
      if (anchor && pages.includes(resolved)) {
        assert(facts.get(resolved).ids.has(decodeURIComponent(anchor)), `${name}: ${link} has no such anchor`);
      }
    }
  }
}

const files = new Set(await list(site));
const pages = [...files].filter((name) => name.endsWith(".html"));
assert(pages.length > 3, `there are pages in ${site}`);
const server = await serve(site);
const base = `http://127.0.0.1:${server.address().port}${PROJECT_PATH}`;
const browser = await launch();

try {
  const facts = new Map();
  const context = await browser.newContext();
  const page = await context.newPage();
  for (const name of pages) {
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
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert(overflow <= 0, `${name}: at ${width} pixels the page is ${overflow} pixels too wide`);
    }
  }
  await checkLinks(facts, pages, files);
  console.log(`${pages.length} pages under a project path: links, ids, widths, no violation of default-src 'self'`);

  const weight = async (ending) => {
    let sum = 0;
    for (const name of files) if (name.startsWith("assets/") && name.endsWith(ending)) sum += gzipSync(await readFile(path.join(site, name))).length;
    return sum;
  };
  const [styles, scripts] = [await weight(".css"), await weight(".js")];
  assert(styles <= 25_000, `all styles are ${styles} bytes compressed, of 25000`);
  assert(scripts <= 30_000, `all scripts are ${scripts} bytes compressed, of 30000`);
  console.log(`styles ${styles}, scripts ${scripts} bytes compressed`);

  // Looking takes long: of pages of one kind, the two longest and the shortest stand for all, unless ALL_PAGES is set.
  const kindOf = (name) => name.replace(/^projects\/[^/]+\/(?:[^/]+\/)?/, (at) => "projects" + at.split("/").slice(2).map(() => "/x").join(""))
    .replace(/^(rules|checks|categories)\/(?!index).*/, "$1/x").replace(/since-.*/, "since").replace(/-\d+\.html$/, ".html");
  const byKind = new Map();
  for (const name of pages) byKind.set(kindOf(name), [...(byKind.get(kindOf(name)) ?? []), name]);
  const kinds = [];
  for (const names of byKind.values()) {
    const sized = await Promise.all(names.map(async (name) => [(await readFile(path.join(site, name))).length, name]));
    sized.sort(([a], [b]) => b - a);
    kinds.push(...(process.env.ALL_PAGES ? sized : sized.filter((_, at) => at < 2 || at === sized.length - 1)).map(([, name]) => name));
  }
  // Pages that scripts fill: a comparison that some page links to, and what a search finds.
  const beside = [...facts.values()].flatMap(({ links }) => links).find((link) => link.includes("compare.html?a="));
  if (beside) kinds.push(beside.replace(/^(\.\.\/)+/, ""));
  kinds.push("search.html?q=report");
  for (const [colorScheme, width] of [["light", 390], ["light", 1440], ["dark", 390], ["dark", 1440]]) {
    // The policy would keep the checker itself out.
    const checking = await browser.newContext({ colorScheme, bypassCSP: true, viewport: { width, height: 900 } });
    const checked = await checking.newPage();
    for (const name of kinds) {
      await checked.goto(base + name);
      if (name.startsWith("compare.html?")) await checked.waitForSelector(".comparison section");
      await checked.evaluate(axe);
      const { violations } = await checked.evaluate(() => globalThis.axe.run());
      const found = violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target).join(" | ")} (${v.nodes.length})`);
      assert.deepEqual(found, [], `${name}, ${colorScheme}, ${width} pixels: accessibility`);
    }
    await checking.close();
  }
  console.log(`accessibility of ${kinds.length} pages: no violation in light and dark, narrow and wide`);

  const plain = await browser.newContext({ javaScriptEnabled: false });
  const still = await plain.newPage();
  for (const name of pages) {
    assert.deepEqual(await open(still, pathToFileURL(path.join(site, name)).href), [], `${name} from file:// without scripts`);
    assert((await still.locator("main").innerText()).trim().length > 40, `${name} is readable without scripts`);
  }
  const portfolio = pathToFileURL(path.join(site, "index.html")).href;
  await still.goto(portfolio);
  await still.locator("main table a").first().click();
  await still.waitForURL(/projects\/.*index\.html$/);
  console.log(`${pages.length} pages from file:// without scripts`);
} finally {
  await browser.close();
  server.close();
}
