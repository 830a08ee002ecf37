// A list that goes on further pages: sorting and filtering bring all of it together. `node paged.mjs SITE`, with CHROMIUM
// set to the browser's path; the site has one row on a page.
import assert from "node:assert/strict";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { launch, serve, told, PROJECT_PATH } from "./lib.mjs";

const site = path.resolve(process.argv[2] ?? "output");
const server = await serve(site);
const browser = await launch();
const done = told();
try {
  for (const base of [`http://127.0.0.1:${server.address().port}${PROJECT_PATH}`, `${pathToFileURL(site).href}/`]) {
    const page = await (await browser.newContext()).newPage();
    const wrong = [];
    page.on("pageerror", (error) => wrong.push(error.message));
    page.on("dialog", (dialog) => { wrong.push(`runs a script of the report: ${dialog.message()}`); dialog.dismiss(); });
    const names = () => page.locator("table.portfolio tbody tr:visible th > a:first-child").allInnerTexts();
    const count = (number) => page.waitForFunction((n) => document.querySelectorAll("table.portfolio tbody tr:not([hidden])").length === n, number);
    const shown = async (address) => { await page.goto(base + address); await count(1); return (await names())[0]; };
    const [first, second] = [await shown("index.html"), await shown("index-2.html")];
    assert.notEqual(first, second);

    for (const address of ["index.html", "index-2.html"]) {
      const own = await shown(address);
      assert.equal(await page.locator(".pager").isVisible(), true);
      await page.getByRole("button", { name: "Project" }).click();
      await count(2);
      assert.equal(await page.locator(".pager").isVisible(), false, "all rows are here");
      const ascending = await names();
      await page.getByRole("button", { name: "Project" }).click();
      await page.waitForFunction(() => document.querySelector("th[aria-sort=descending]"));
      assert.deepEqual(await names(), ascending.toReversed());
      await page.reload();
      await count(2);
      assert.deepEqual(await names(), ascending.toReversed(), "a reload keeps it");

      await page.goto(base + address);
      const other = own === first ? second : first;
      await page.getByRole("searchbox").fill(other);
      await page.waitForFunction((text) => document.querySelector("table.portfolio tbody tr:not([hidden])")?.textContent.includes(text), other);
      assert.deepEqual(await names(), [other], "the filter finds what stands on another page");
      assert.equal(await page.locator("form.filter output").innerText(), "1 of 2");
      await page.getByRole("searchbox").fill("");
      await count(1);
      assert.deepEqual(await names(), [own], "without a filter, the page as it was");
    }
    // So does the matrix.
    const top = () => page.locator("table.matrix tbody tr th").first().innerText();
    await page.goto(`${base}matrix-2.html`);
    await page.getByRole("button", { name: "Project" }).click();
    await page.waitForFunction(() => document.querySelectorAll("table.matrix tbody tr").length === 2);
    const lowest = await top();
    await page.getByRole("button", { name: "Project" }).click();
    await page.waitForFunction(() => document.querySelector("th[aria-sort=descending]"));
    assert.notEqual(await top(), lowest);
    // So do the registers: what stands on another page is found, and counted among all.
    for (const [address, rows] of [["findings.html", "tr[data-severity]"], ["archive.html", "tr[data-verdict]"], ["waivers.html", "tr[data-state]"]]) {
      await page.goto(base + address);
      const table = page.locator("table.sortable").first();
      if ((await table.count()) === 0 || !(await table.getAttribute("data-pages"))) continue;
      const pages = Number(await table.getAttribute("data-pages"));
      await page.getByRole("button", { name: "Project" }).click();
      await page.waitForFunction(([rows, n]) => document.querySelectorAll(rows).length === n, [rows, pages]);
      assert.equal(await page.locator(".pager").isVisible(), false, address);
    }
    assert.deepEqual(wrong, []);
  }
  done("lists of several pages: sorted and filtered as one");
} finally {
  await browser.close();
  server.close();
}
