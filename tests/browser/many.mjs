// A book of a thousand projects is quick to look at: `node many.mjs PROGRAM [SITE…]`, with CHROMIUM set. Writes and builds
// the book, and measures its portfolio: what loading, filtering, sorting take. Where machines are shared a clock says little;
// the bounds are of the time that the page's own thread computes. With sites, measures those in turn instead, and prints.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { launch, serve, told, PROJECT_PATH } from "./lib.mjs";

const PROJECTS = 1000;
const ROUNDS = 5;
/** Milliseconds of the thread of the page: some three times of what two shared cores take. */
const BOUNDS = { load: 1000, filter: 600, widen: 600, sort: 600 };
const [program, ...given] = process.argv.slice(2);
const name = (project) => `service-${String(project).padStart(5, "0")}`;
const done = told();

/** Two releases of a project, which fill every cell of its row. */
function documents(project) {
  const severities = ["critical", "high", "medium", "low"];
  return [0, 1].map((release) => {
    const findings = Array.from({ length: 1 + (project % 4) }, (_, at) =>
      `  - { id: f-${at}, title: Nobody is called at night ${at}, severity: ${severities[(project + at) % 4]}, status: open }\n`);
    const categories = ["security", "monitoring", "performance"].map((one, at) => `  ${one}: ${(project + at + release) % 11}/10\n`);
    return `---\nformat: 1\ndate: 2025-0${1 + release}-${String(1 + (project % 28)).padStart(2, "0")}\nowner: team-${project % 20}\n`
      + `categories:\n${categories.join("")}findings:\n${findings.join("")}---\n# Service ${project}\n\nWhat was found.\n`;
  });
}

async function written(folder) {
  await mkdir(folder);
  await writeFile(path.join(folder, "book.toml"), "[book]\ntitle = \"A thousand\"\n");
  for (let project = 0; project < PROJECTS; project += 1) {
    const own = path.join(folder, "content", name(project));
    await mkdir(own, { recursive: true });
    for (const [release, text] of documents(project).entries()) await writeFile(path.join(own, `1.${release}.md`), text);
  }
}

const rows = (page, number) => page.waitForFunction((n) => document.querySelectorAll("table.portfolio tbody tr").length === n, number);
/** Until what was asked for is on the screen. */
const painted = (page) => page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));

/** Milliseconds of the thread of a page, and of the clock, for each act of somebody who looks for a project. */
async function measured(browser, site) {
  const server = await serve(site);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.on("pageerror", (error) => { throw error; });
  const session = await context.newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const thread = async () => (await session.send("Performance.getMetrics")).metrics.find((one) => one.name === "TaskDuration").value * 1000;
  const times = {};
  const act = async (what, run) => {
    const [computed, clock] = [await thread(), performance.now()];
    await run();
    await painted(page);
    times[what] = [(await thread()) - computed, performance.now() - clock];
  };
  const field = page.getByRole("searchbox");
  const verdict = page.locator("select[name=verdict]");
  await act("load", () => page.goto(`http://127.0.0.1:${server.address().port}${PROJECT_PATH}index.html`));
  const first = await page.locator("table.portfolio tbody tr").count();
  await act("filter", async () => { await field.fill(name(PROJECTS - 1)); await rows(page, 1); });
  await act("widen", async () => { await field.fill("service"); await rows(page, first); });
  await act("sort", async () => {
    await page.getByRole("button", { name: "Score" }).click();
    await page.waitForSelector("th[aria-sort=ascending]");
  });
  // All of them can be had, and those that come take the focus.
  const held = page.locator("form.filter output");
  assert.equal(await held.innerText(), "");
  await page.getByRole("button", { name: "Show 100 more" }).click();
  await rows(page, first + 100);
  assert.equal(await page.evaluate(() => document.activeElement.closest("tr").rowIndex), first + 1);
  assert.match(await page.locator(".rest").innerText(), new RegExp(`^${first + 100} of ${PROJECTS}`));
  await verdict.selectOption({ index: 1 });
  await page.waitForFunction(() => document.querySelector("form.filter output").textContent !== "");
  await context.close();
  server.close();
  return times;
}

/** Medians of several rounds, the sites in turn. */
async function medians(browser, sites) {
  const all = sites.map(() => ({}));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [at, site] of sites.entries()) {
      for (const [what, time] of Object.entries(await measured(browser, site))) (all[at][what] ??= []).push(time);
    }
  }
  const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
  return all.map((acts) => Object.fromEntries(Object.entries(acts).map(([what, times]) => [what, [0, 1].map((of) => median(times.map((time) => time[of])))])));
}
const shown = (acts) => Object.entries(acts).map(([what, [computed, clock]]) => `${what} ${computed.toFixed(0)} ms (${clock.toFixed(0)} by the clock)`).join(", ");

const folder = await mkdtemp(path.join(tmpdir(), "readybook-many-"));
const browser = await launch();
try {
  if (given.length > 0) {
    for (const [at, acts] of (await medians(browser, given)).entries()) console.log(`${given[at]}: ${shown(acts)}`);
  } else {
    const [book, site] = [path.join(folder, "book"), path.join(folder, "site")];
    await written(book);
    const built = spawnSync(program, ["--book", book, "build", "--today", "2025-03-01", "--out-dir", site], { encoding: "utf8" });
    assert.equal(built.status, 0, built.stderr);
    done(`a book of ${PROJECTS} projects is built`);
    for (const file of await readdir(site)) {
      const { size } = await stat(path.join(site, file));
      assert(!file.endsWith(".html") || size <= 400_000, `${file} has ${size} bytes`);
    }
    const [acts] = await medians(browser, [site]);
    for (const [what, bound] of Object.entries(BOUNDS)) assert(acts[what][0] <= bound, `${what} takes more than ${bound} ms: ${shown(acts)}`);
    done(`the portfolio of ${PROJECTS} projects: ${shown(acts)}`);
  }
} finally {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
}
