// Writes reports while they are looked at: `node serve.mjs PROGRAM BOOK [EDITS]`, with CHROMIUM set. Serves a copy of the
// book, changes it as an editor would, and holds that the open page follows: where it was scrolled and filtered, with what
// is wrong laid over it until it is mended. With EDITS, prints the median time from a save to the updated page instead.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { launch } from "./lib.mjs";

const [program, from, edits] = [process.argv[2], process.argv[3], Number(process.argv[4] ?? 0)];
const folder = await mkdtemp(path.join(tmpdir(), "readybook-serve-"));
const book = path.join(folder, "book");
for (const part of ["book.toml", "content", "rubrics", "themes"]) {
  await cp(path.join(from, part), path.join(book, part), { recursive: true }).catch((error) => {
    if (error.code !== "ENOENT") throw error;
  });
}

/** The server, and the address that it says. */
async function serving() {
  const child = spawn(program, ["serve", "--port", "0", "--book", book], { stdio: ["ignore", "ignore", "pipe"] });
  const lines = [];
  const address = await new Promise((resolve, reject) => {
    createInterface({ input: child.stderr }).on("line", (line) => {
      lines.push(line);
      const found = /^serving (http:[^;\s]+)/.exec(line);
      if (found) resolve(found[1]);
    });
    child.on("exit", () => reject(new Error(`the server ended:\n${lines.join("\n")}`)));
  });
  return { child, address: address.endsWith("/") ? address : `${address}/` };
}

const done = (what) => console.log(`  ${what}`);
const { child, address } = await serving();
const browser = await launch();
try {
  const projects = (await readdir(path.join(book, "content"), { withFileTypes: true })).filter((one) => one.isDirectory());
  const releases = projects.map((one) => one.name).sort();
  let document;
  for (const project of releases) {
    const names = (await readdir(path.join(book, "content", project))).filter((name) => name.endsWith(".md") && name !== "project.md").sort();
    if (names.length) { document = { project, release: names.at(-1).slice(0, -3) }; break; }
  }
  const file = path.join(book, "content", document.project, `${document.release}.md`);
  const original = await readFile(file, "utf8");
  const page = await browser.newPage({ viewport: { width: 1000, height: 500 } });
  page.on("pageerror", (error) => { throw error; });
  const own = `${address}projects/${document.project}/${document.release}/index.html`;
  await page.goto(own);

  const marked = (mark) => `${original}\n\n## Marked ${mark}\n\nA paragraph that says mark-${mark}.\n`;
  const says = (mark) => page.getByText(`A paragraph that says mark-${mark}.`, { exact: true }).waitFor({ state: "attached" });

  if (edits > 0) {
    const times = [];
    for (let edit = 0; edit < edits; edit += 1) {
      const started = performance.now();
      await writeFile(file, marked(edit));
      await says(edit);
      times.push(performance.now() - started);
    }
    times.sort((a, b) => a - b);
    console.log(`${edits} edits: median ${times[edits >> 1].toFixed(0)} ms, fastest ${times[0].toFixed(0)} ms, slowest ${times.at(-1).toFixed(0)} ms`);
  } else {
    await page.evaluate(() => scrollTo({ top: 700, behavior: "instant" }));
    const scrolled = await page.evaluate(() => scrollY);
    assert(scrolled > 300, "the page is long enough to scroll");
    await page.locator("details").first().evaluate((one) => { one.open = true; });
    await page.evaluate(() => { window.isTheSamePage = true; });
    await writeFile(file, marked("one"));
    await says("one");
    assert(await page.evaluate(() => window.isTheSamePage), "a paragraph comes without loading the page");
    await page.waitForFunction((y) => Math.abs(scrollY - y) < 2, scrolled);
    assert.equal(await page.locator("details").first().evaluate((one) => one.open), true);
    done("a save is on the page, which stays where it was scrolled and unfolded");

    await writeFile(`${file}.new`, marked("two"));
    await rename(`${file}.new`, file);
    await says("two");
    done("a file that is renamed over is a save");

    await writeFile(file, `${marked("two")}\n\`\`\`sh\necho two\n\`\`\`\n`);
    await page.getByText("echo two").waitFor();
    await page.waitForFunction(() => !window.isTheSamePage && document.querySelector(".code-frame button.copy"));
    const [code, buttons] = await page.evaluate(() => ["pre.code", ".code-frame button.copy"].map((one) => document.querySelectorAll(one).length));
    assert.equal(code, buttons);
    done("what scripts take part in is loaded anew, and is as it is on any page");

    await writeFile(file, `${marked("two")}\nNo code any more.\n\n![A picture](picture.svg)\n`);
    const picture = path.join(path.dirname(file), "picture.svg");
    const drawn = (width) => `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="9"><rect width="9" height="9"/></svg>\n`;
    await writeFile(picture, drawn(30));
    const said = page.getByText("No code any more.");
    await said.waitFor();
    assert.equal(await said.evaluate((one) => one.closest(".code-frame")), null);
    const wide = (width) => page.waitForFunction((width) => document.querySelector("img[alt='A picture']")?.naturalWidth === width, width);
    await wide(30);
    await writeFile(picture, drawn(40));
    await wide(40);
    done("what a script framed goes with its frame, and a picture that changes is on the page");

    const search = async (word) => {
      await page.waitForFunction(() => document.readyState === "complete");
      await page.keyboard.press("/");
      await page.locator("dialog input").fill(word);
    };
    await search("zebraword");
    await page.locator("dialog").getByText("zebraword").waitFor();
    await page.keyboard.press("Escape");
    await writeFile(file, `${marked("two")}\nNow with zebraword.\n`);
    await page.getByText("Now with zebraword.").waitFor();
    await page.waitForFunction(() => !document.querySelector("dialog"));
    await search("zebraword");
    await page.locator("dialog .results a").first().waitFor();
    await page.keyboard.press("Escape");
    done("a search finds what was saved since the last one");

    await writeFile(file, original.replace(/^---\n/, "---\nformat: [\n"));
    const overlay = page.getByRole("alert");
    await overlay.waitFor();
    assert.match(await overlay.innerText(), new RegExp(`${document.release}\\.md:\\d+:\\d+`));
    assert.equal(await page.getByText("A paragraph that says mark-two.", { exact: true }).count(), 1, "the last good page stays");
    await page.reload();
    await overlay.waitFor();
    assert.equal(await page.getByText("A paragraph that says mark-two.", { exact: true }).count(), 1);
    await writeFile(file, marked("three"));
    await says("three");
    await overlay.waitFor({ state: "detached" });
    done("what is wrong is laid over the page, also where it is loaded then, and goes when it is mended");

    const list = await browser.newPage();
    list.on("pageerror", (error) => { throw error; });
    await list.goto(`${address}index.html`);
    const rows = list.locator("table.portfolio tbody tr:visible");
    const all = await rows.count();
    await list.locator("input[type=search]").first().fill(document.project);
    await list.waitForFunction((all) => [...document.querySelectorAll("table.portfolio tbody tr")].filter((row) => row.offsetParent).length < all, all);
    const filtered = await rows.count();
    await writeFile(path.join(book, "book.toml"), (await readFile(path.join(book, "book.toml"), "utf8")).replace(/^title = .*$/m, 'title = "Renamed while open"'));
    await list.getByRole("banner").getByText("Renamed while open").waitFor();
    await list.waitForFunction((n) => [...document.querySelectorAll("table.portfolio tbody tr")].filter((row) => row.offsetParent).length === n, filtered);
    assert.equal(await list.locator("input[type=search]").first().inputValue(), document.project);
    done("a list that is filtered stays so when the book changes");

    const style = path.join(book, "themes/mine/assets/style.css");
    await mkdir(path.dirname(style), { recursive: true });
    await writeFile(style, ":root { --mark-of-style: one; }\n");
    const settings = path.join(book, "book.toml");
    await writeFile(settings, (await readFile(settings, "utf8")).replace(/^\[build\]$/m, '$&\ntheme = "mine"'));
    const styled = (mark) => page.waitForFunction((mark) => getComputedStyle(document.documentElement).getPropertyValue("--mark-of-style") === mark, mark);
    await styled("one");
    await writeFile(style, ":root { --mark-of-style: two; }\n");
    await styled("two");
    // A page that asks only now which style it has would be told of one that came meanwhile.
    let release;
    const saved = new Promise((resolve) => { release = resolve; });
    await page.route("**/style.css", async (route) => {
      if (route.request().method() === "HEAD") await saved;
      await route.continue();
    });
    await page.reload();
    await styled("two");
    await writeFile(style, ":root { --mark-of-style: three; }\n");
    const [name] = await page.evaluate(() => [...document.styleSheets].map((one) => one.href).filter((one) => one?.endsWith("style.css")));
    while (!(await (await fetch(name)).text()).includes("three"));
    release();
    await styled("three");
    await page.unroute("**/style.css");
    done("a style of the theme that changes is on the page, also where it does so while the page is loaded");

    await rm(file);
    await page.getByRole("alert").getByText("no part of the site any more").waitFor();
    await writeFile(file, marked("four"));
    await says("four");
    done("a page that is gone is said to be so, and comes back");
  }
} finally {
  await browser.close();
  child.removeAllListeners("exit");
  child.kill("SIGINT");
  await rm(folder, { recursive: true, force: true });
}
