// The search dialog, opened with `/`, and the page of results.
(() => {
  "use strict";
  const { find, marked, excerpt, say } = readybook;
  const link = document.querySelector("a.find");
  if (!link) return;
  const page = new URL(link.href);
  const root = new URL("./", page);
  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const lit = (text, wanted) => marked(text, wanted).map((piece, at) => (at % 2 ? make("mark", {}, piece) : piece));

  const item = ({ kind, title, address, text, document: own, also }, wanted) => {
    const where = [own.project === title ? "" : own.project, own.release, own.date].filter(Boolean).map(readybook.own).join(" · ");
    const others = [...new Set(also)].filter(Boolean);
    return make("li", {},
      make("a", { href: new URL(address, new URL(own.href, root)) },
        make("span", { className: "kind" }, say(`kind-${kind}`)),
        make("b", {}, ...lit(title, wanted)),
        make("span", { className: "where" }, where + (others.length ? ` · ${say("also-in", { releases: others.join(", ") })}` : "")),
        ...(text ? [make("span", { className: "excerpt" }, ...lit(excerpt(text, wanted), wanted))] : [])));
  };

  /** A field with its results. `onQuery` is told what was searched for. */
  const panel = (limit, onQuery = () => {}) => {
    const input = make("input", { type: "search", name: "q", autocomplete: "off", spellcheck: false, enterKeyHint: "search", maxLength: 200 });
    input.setAttribute("aria-label", say("search-for"));
    const status = make("p", { className: "status" });
    status.setAttribute("role", "status");
    const list = make("ol", { className: "results" });
    const older = make("button", { type: "button", hidden: true }, say("older"));
    let turn = 0;
    const run = async (deep = false) => {
      const own = ++turn;
      const query = input.value.trim();
      onQuery(query);
      let answer;
      try { answer = await find(query, limit, deep); }
      catch { if (own === turn) status.textContent = say("index-missing"); return; }
      // Something else was typed meanwhile.
      if (own !== turn) return;
      const { wanted, singles, results } = answer;
      list.replaceChildren(...results.map((result) => item(result, wanted)));
      older.hidden = !answer.older;
      if (query === "") status.textContent = "";
      else if (wanted.length === 0 || (results.length === 0 && wanted.every((word) => word.length === 1))) status.textContent = say("go-on");
      else if (results.length === 0) status.textContent = say("nothing", { query });
      else status.textContent = say(results.length === limit ? "first-results" : "results", { n: results.length });
      if (singles.length > 0) status.textContent += `. ${say("singles", { words: singles.join(", ") })}`;
    };
    input.addEventListener("input", () => run());
    older.addEventListener("click", () => run(true));
    // Arrows walk through field and results; Enter in the field takes the first one.
    const walk = (event) => {
      const links = [...list.querySelectorAll("a")];
      const at = links.indexOf(document.activeElement);
      if (event.key === "ArrowDown") (links[at + 1] ?? links.at(-1))?.focus();
      else if (event.key === "ArrowUp") (at > 0 ? links[at - 1] : input).focus();
      else return;
      event.preventDefault();
    };
    const form = make("form", { role: "search", action: page.href }, input);
    const whole = make("div", { className: "panel" }, form, status, list, older);
    whole.addEventListener("keydown", walk);
    return { whole, form, input, run, first: () => list.querySelector("a") };
  };

  // --- the page of results: its query is in the address
  const place = document.querySelector("div.search");
  if (place) {
    const asked = () => new URLSearchParams(location.search).get("q") ?? "";
    const remember = (query) => {
      if (query === asked()) return;
      const address = new URL(location.href);
      if (query) address.searchParams.set("q", query); else address.searchParams.delete("q");
      try { history.replaceState(null, "", address); } catch { /* pages opened as files may not */ }
    };
    const own = panel(50, remember);
    place.append(own.whole);
    own.form.addEventListener("submit", (event) => { event.preventDefault(); own.first()?.focus(); });
    const restore = () => { own.input.value = asked(); own.run(); };
    addEventListener("popstate", restore);
    restore();
    own.input.focus({ preventScroll: true });
  }

  // --- the dialog
  let dialog;
  const open = () => {
    if (place) { place.querySelector("input").select(); return; }
    if (!dialog) {
      const own = panel(10);
      const close = make("button", { type: "button", className: "close" }, say("close"));
      const all = make("button", { type: "submit", className: "all" }, say("all-results"));
      dialog = make("dialog", { className: "finder" }, own.whole);
      dialog.setAttribute("aria-label", say("search"));
      own.form.append(all, close);
      close.addEventListener("click", () => dialog.close());
      own.input.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.isComposing || !own.first()) return;
        event.preventDefault();
        own.first().click();
      });
      // A field of this type would take the first Escape for itself, to empty itself.
      dialog.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || event.isComposing) return;
        event.preventDefault();
        dialog.close();
      });
      // A click beside it, or on a result of this very page, closes it.
      dialog.addEventListener("click", (event) => { if (event.target === dialog || event.target.closest(".results a")) dialog.close(); });
      document.body.append(dialog);
    }
    dialog.showModal();
    dialog.querySelector("input").select();
  };
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    open();
  });
  addEventListener("keydown", (event) => {
    // What was closed keeps the focus until the page is drawn again.
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]") && !event.target.closest("dialog:not([open])");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    open();
  });
})();
