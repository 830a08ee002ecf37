// Opens what hostile texts became in Chromium: `node hostile.mjs SITE`, with CHROMIUM set to the browser's path. Once without any
// policy, where whatever got through would run, and once with one that reports what it had to stop: neither may happen.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { launch, list, serve, told, PROJECT_PATH } from "./lib.mjs";

const site = path.resolve(process.argv[2]);
const MARK = "hit()";
/** Names that the site's own scripts and browsers use. */
const GLOBALS = ["readybook", "location", "navigator", "history", "localStorage", "matchMedia", "fetch", "self", "top", "parent", "name", "URL", "CSS"];

const names = await list(site);
const holding = [];
for (const name of names) {
  if (/\.(html|svg|xml|json|txt)$/.test(name) && (await readFile(path.join(site, name), "utf8")).includes(MARK)) holding.push(name);
}
// The page of what is not there names its parts by the address that the book is published at, which is another one here.
const shown = [...new Set(names.filter((name) => name.startsWith("files/")).concat(holding))].filter((name) => name !== "404.html");
assert(holding.filter((name) => name.endsWith(".html")).length > 30, "the texts are on pages");

const server = await serve(site);
const base = `http://127.0.0.1:${server.address().port}${PROJECT_PATH}`;
const browser = await launch();

/** As many pages are open at a time; each takes the next file. */
const TABS = 4;

/** Opens all of them and gives what ran or was stopped, with what `look` finds on each. */
async function openAll(options, look) {
  const context = await browser.newContext(options);
  const found = [];
  const showing = new Map();
  const tell = (page, what) => found.push(`${showing.get(page) ?? "a page of its own"}: ${what}`);
  await context.exposeBinding("told", ({ page }, what) => { tell(page, what); });
  await context.addInitScript(() => {
    for (const name of ["hit", "alert", "prompt", "confirm"]) globalThis[name] = () => globalThis.told(`${name} was called`);
    addEventListener("securitypolicyviolation", (event) => globalThis.told(`${event.effectiveDirective} stopped ${event.blockedURI} ${event.sample}`));
  });
  const left = shown.values();
  const tab = async () => {
    const page = await context.newPage();
    // Pages of nothing but such texts are long.
    page.setDefaultNavigationTimeout(120_000);
    page.on("pageerror", (error) => tell(page, error.message));
    page.on("dialog", (dialog) => { tell(page, "a dialog"); return dialog.dismiss(); });
    page.on("download", (download) => download.cancel());
    page.on("request", (request) => {
      if (!request.url().startsWith(base) && request.url() !== `${new URL(base).origin}/favicon.ico`) tell(page, `asks ${request.url()}`);
    });
    for (const name of left) {
      showing.set(page, name);
      try {
        await page.goto(base + name.split("/").map(encodeURIComponent).join("/"), { waitUntil: "load" });
      } catch (error) {
        if (!/Download is starting|ERR_ABORTED/.test(error.message)) throw error;
        continue;
      }
      if (name.endsWith(".html")) for (const what of await page.evaluate(look, GLOBALS)) tell(page, what);
    }
  };
  await Promise.all(Array.from({ length: TABS }, tab));
  // What finds nothing has to be able to find something.
  const page = await context.newPage();
  const heard = [];
  showing.set(page, "a trap");
  await page.goto(`${base}404.html`);
  await page.evaluate(() => { document.body.insertAdjacentHTML("beforeend", "<b onclick='hit()'>x</b>"); document.body.lastElementChild.click(); });
  for (let tries = 0; tries < 100 && heard.length === 0; tries += 1) {
    await page.evaluate(() => new Promise((done) => { requestAnimationFrame(done); }));
    heard.push(...found.filter((what) => /^a trap: (hit was called|script-src)/.test(what)));
  }
  assert(heard.length > 0, "a trap that springs is heard");
  await context.close();
  return found.filter((what) => !what.startsWith("a trap: "));
}

/** Does to each element what a person or a device could, and looks at where links lead and what names mean. */
const touch = (globals) => {
  const wrong = [];
  for (const element of document.querySelectorAll("*")) {
    for (const kind of ["mouseover", "pointerenter", "focus", "toggle", "error", "load", "animationstart", "beforetoggle"]) {
      element.dispatchEvent(new Event(kind, { bubbles: false }));
    }
    for (const { name } of element.attributes) if (/^on|["'<=]/i.test(name)) wrong.push(`${element.tagName} has ${name}`);
  }
  for (const link of document.querySelectorAll("a, area")) {
    // That of a link in a picture is as written.
    const to = link.href?.baseVal === undefined ? link.href : new URL(link.href.baseVal, location.href).href;
    if (to && !/^(https?|mailto|tel):/.test(to)) wrong.push(`leads to ${to}`);
  }
  for (const name of globals) if (globalThis[name] instanceof Node) wrong.push(`${name} is an element`);
  for (const name of ["getElementById", "querySelector", "currentScript", "forms", "cookie"]) {
    if (document[name] instanceof Element) wrong.push(`document.${name} is an element`);
  }
  if (document.getElementById("page:main")?.tagName !== "MAIN") wrong.push("the main part is another element");
  if (typeof globalThis.readybook?.say !== "function") wrong.push("the site's own scripts do not work");
  return wrong;
};

const say = told();
try {
  assert.deepEqual((await openAll({ bypassCSP: true }, touch)).slice(0, 10), [], "nothing runs where no policy would stop it");
  say(`${shown.length} files of hostile texts without a policy`);
  assert.deepEqual((await openAll({}, () => [])).slice(0, 10), [], "no policy has anything to stop");
  say(`${shown.length} files of hostile texts: nothing runs, and no policy has anything to stop`);
} finally {
  await browser.close();
  server.close();
}
