// What the browser tests share: the files of a site, a server with a strict policy, and what goes wrong on a page.
import { createServer } from "node:http";
import { readFile, readdir, stat } from "node:fs/promises";
import path from "node:path";
import { chromium } from "playwright-core";

/** The path below which the server shows the site. */
export const PROJECT_PATH = "/team/readiness/";
const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml" };

/** A Chromium that is installed already. */
export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

/** All files below a folder. */
export async function list(folder, prefix = "") {
  const all = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const name = prefix + entry.name;
    if (entry.isDirectory()) all.push(...(await list(path.join(folder, entry.name), `${name}/`)));
    else all.push(name);
  }
  return all.sort();
}

/** The kinds of pages of a site, each with its pages, the longest first. */
export async function kinds(site, pages) {
  const kindOf = (name) => name.replace(/^projects\/[^/]+\/(?:[^/]+\/)?/, (at) => "projects" + at.split("/").slice(2).map(() => "/x").join(""))
    .replace(/^(rules|checks|categories|rubrics)\/(?!index).*/, "$1/x").replace(/since-.*/, "since").replace(/-\d+\.html$/, ".html");
  const sized = await Promise.all(pages.map(async (name) => ({ name, size: (await stat(path.join(site, name))).size })));
  const byKind = new Map();
  for (const { name } of sized.sort((a, b) => b.size - a.size || (a.name < b.name ? -1 : 1))) {
    byKind.set(kindOf(name), [...(byKind.get(kindOf(name)) ?? []), name]);
  }
  return [...byKind.values()];
}

/**
 * Words of fewer than 16 letters that stand on several lines: of what names rows, and of what registers hold. Parts of paths are none, since
 * a path may break wherever it has to. Runs in a page.
 */
export function brokenWords() {
  const broken = [];
  const range = document.createRange();
  for (const details of document.querySelectorAll("details")) details.open = true;
  for (const cell of document.querySelectorAll("main :is(th[scope=row], .register td)")) {
    if (!cell.checkVisibility()) continue;
    const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      if (!text.parentElement.checkVisibility() || text.parentElement.closest(".hidden")) continue;
      for (const { index, 0: word } of text.data.matchAll(/(?<![^\s(-])[\p{L}\p{N}]+(?![^\s,.;:)-])/gu)) {
        if ([...word].length > 15 || /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(word)) continue;
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top / 4)));
        if (lines.size > 1) broken.push(word);
      }
    }
  }
  return broken;
}

/** Says what was done, and how long that took since the last time. */
export function told() {
  let since = performance.now();
  return (what) => {
    const now = performance.now();
    console.log(`${what} (${((now - since) / 1000).toFixed(1)} s)`);
    since = now;
  };
}

/** Serves a site below a project path, with the strictest policy that it has to bear. */
export function serve(root) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const relative = decodeURIComponent(pathname).slice(PROJECT_PATH.length);
    try {
      if (!pathname.startsWith(PROJECT_PATH) || relative.includes("..")) throw new Error("outside");
      const bytes = await readFile(path.join(root, relative));
      response.writeHead(200, {
        "Content-Type": TYPES[path.extname(relative)] ?? "application/octet-stream",
        "Content-Security-Policy": "default-src 'self'",
      });
      response.end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

/** Opens a page and gives what went wrong while it loaded. */
export async function open(page, url) {
  const wrong = [];
  const onConsole = (message) => message.type() === "error" && wrong.push(`console: ${message.text()}`);
  const onError = (error) => wrong.push(`script: ${error.message}`);
  const onRequest = (request) => {
    if (new URL(request.url()).origin !== new URL(url).origin) wrong.push(`asks another host: ${request.url()}`);
  };
  const onDialog = (dialog) => {
    wrong.push(`runs a script of the report: ${dialog.message()}`);
    dialog.dismiss();
  };
  // An icon that was still on its way when the next page was opened is no failure.
  const onFailed = (request) => request.failure().errorText !== "net::ERR_ABORTED" && wrong.push(`failed: ${request.url()}`);
  page.on("console", onConsole).on("pageerror", onError).on("request", onRequest).on("requestfailed", onFailed).on("dialog", onDialog);
  await page.goto(url, { waitUntil: "load" });
  page.off("console", onConsole).off("pageerror", onError).off("request", onRequest).off("requestfailed", onFailed).off("dialog", onDialog);
  return wrong;
}
