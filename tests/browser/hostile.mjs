// Opens what hostile texts became in Chromium: `node hostile.mjs SITE`, with CHROMIUM set to the browser's path. Once without any
// policy, where whatever got through would run, and once with one that reports what it had to stop: neither may happen.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { launch, list, serve, PROJECT_PATH } from "./lib.mjs";

const site = path.resolve(process.argv[2]);
const MARK = "hit()";
/** Names that the site's own scripts and browsers use. */
const GLOBALS = ["readybook", "location", "navigator", "history", "localStorage", "matchMedia", "fetch", "self", "top", "parent", "name", "URL", "CSS"];

const names = await list(site);
const holding = [];
for (const name of names) {
  if (/\.(html|svg|xml|json|txt)$/.test(name) && (await readFile(path.join(site, name), "utf8")).includes(MARK)) holding.push(name);
}
const shown = names.filter((name) => name.startsWith("files/")).concat(holding);
assert(holding.filter((name) => name.endsWith(".html")).length > 30, "the texts are on pages");

const server = await serve(site);
const base = `http://127.0.0.1:${server.address().port}${PROJECT_PATH}`;
const browser = await launch();

/** Opens all of them and gives what ran or was stopped, with what `look` finds on each. */
async function openAll(options, look) {
  const context = await browser.newContext(options);
  const found = [];
  let at = "";
  await context.exposeBinding("told", (_, what) => { found.push(`${at}: ${what}`); });
  await context.addInitScript(() => {
    for (const name of ["hit", "alert", "prompt", "confirm"]) globalThis[name] = () => globalThis.told(`${name} was called`);
    addEventListener("securitypolicyviolation", (event) => globalThis.told(`${event.effectiveDirective} stopped ${event.blockedURI} ${event.sample}`));
  });
  const page = await context.newPage();
  // Pages of nothing but such texts are long.
  page.setDefaultNavigationTimeout(120_000);
  page.on("pageerror", (error) => found.push(`${at}: ${error.message}`));
  page.on("dialog", (dialog) => { found.push(`${at}: a dialog`); return dialog.dismiss(); });
  page.on("download", (download) => download.cancel());
  page.on("request", (request) => {
    if (!request.url().startsWith(base) && request.url() !== `${new URL(base).origin}/favicon.ico`) found.push(`${at}: asks ${request.url()}`);
  });
  for (at of shown) {
    const url = base + at.split("/").map(encodeURIComponent).join("/");
    try {
      await page.goto(url, { waitUntil: "load" });
    } catch (error) {
      if (!/Download is starting|ERR_ABORTED/.test(error.message)) throw error;
      continue;
    }
    if (at.endsWith(".html")) found.push(...(await page.evaluate(look, GLOBALS)).map((what) => `${at}: ${what}`));
  }
  await context.close();
  return found;
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
    const to = link.href?.baseVal ?? link.href;
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

try {
  assert.deepEqual((await openAll({ bypassCSP: true }, touch)).slice(0, 10), [], "nothing runs where no policy would stop it");
  assert.deepEqual((await openAll({}, () => [])).slice(0, 10), [], "no policy has anything to stop");
  console.log(`${shown.length} files of hostile texts: nothing runs, and no policy has anything to stop`);
} finally {
  await browser.close();
  server.close();
}
