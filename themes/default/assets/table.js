// Sorting and filtering of tables. What is chosen stands in the address, so that it can be shared, survives a reload,
// and back and forward walk through it.
//
// A `table.sortable` has a button in each head but those with data-sort="none"; cells sort by data-value or their text.
// A `form.filter` belongs to the first such table after it: its text field looks into data-words of the rows (or their
// text) and data-project, folded as a search folds them; a select named X into data-X, which may hold several values, one
// a line; where the template gives it no choices, they come from the rows. A list that goes on further pages has their rows in scripts, which are loaded once
// something is sorted or filtered: both reach all of it. Of what is found so, as many rows are shown as the page had, and
// more on request: to lay out a thousand takes seconds. Where rows are cards, which have no head, a choice above them sorts.
(() => {
  "use strict";
  const { say } = readybook;
  const restores = [];
  let last;
  const asked = () => new URLSearchParams(location.search);

  /** Puts a value into the address. Going on typing in one field is one step of the history. */
  const remember = (key, value) => {
    const address = new URL(location.href);
    if (value) address.searchParams.set(key, value); else address.searchParams.delete(key);
    if (address.href === location.href) return;
    try { history[last === key ? "replaceState" : "pushState"](null, "", address); } catch { /* pages opened as files may not */ }
    last = key;
  };

  // --- the rows of the further pages of a list
  const further = new Map();
  readybook.rows = (page, html) => {
    const holder = document.createElement("template");
    holder.innerHTML = `<table><tbody>${html}</tbody></table>`;
    further.set(page, [...holder.content.querySelector("tbody").rows]);
  };
  const load = (path) => new Promise((resolve) => {
    const script = document.createElement("script");
    script.src = path;
    script.onload = script.onerror = resolve;
    document.head.append(script);
  });
  /** All rows of a list in their order; those of this page where the others cannot be loaded. */
  const whole = async ({ rows: folder, page, pages }, own) => {
    const numbers = Array.from({ length: Number(pages) }, (_, at) => at + 1);
    await Promise.all(numbers.filter((number) => number !== Number(page)).map((number) => load(`${folder}${number}.js`)));
    further.set(Number(page), own);
    return numbers.every((number) => further.has(number)) ? numbers.flatMap((number) => further.get(number)) : own;
  };

  const letters = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const order = (a, b) => {
    const [x, y] = [Number(a), Number(b)];
    return Number.isNaN(x) || Number.isNaN(y) ? letters.compare(a, b) : x - y;
  };

  const tables = [...document.querySelectorAll("table.sortable")];
  const formOf = (table) => [...document.querySelectorAll("form.filter")]
    .find((form) => tables.find((one) => form.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) === table);

  for (const [nth, table] of tables.entries()) {
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    const own = [...body.rows];
    const name = nth === 0 ? "sort" : `sort${nth + 1}`;
    const form = formOf(table);
    const fields = form ? [...form.querySelectorAll("input, select")] : [];
    const pager = table.closest(".scroll")?.nextElementSibling?.closest(".pager");
    // The column from 1, below 0 where it descends; 0 is the order of the page.
    let sorted = 0;
    let all;
    let turn = 0;
    const step = Math.max(own.length, 100);
    let most = step;

    const more = document.createElement("button");
    more.type = "button";
    const count = document.createElement("span");
    const rest = document.createElement("div");
    rest.className = "rest";
    rest.hidden = true;
    rest.append(count, more);
    (table.closest(".scroll") ?? table).after(rest);

    let by;
    const direction = document.createElement("button");
    const sort = (wanted) => {
      sorted = wanted;
      most = step;
      settle();
      remember(name, sorted === 0 ? "" : String(sorted));
      last = undefined;
    };

    const texts = new WeakMap();
    const text = (row) => {
      if (!texts.has(row)) texts.set(row, readybook.fold(`${row.dataset.words ?? row.textContent} ${row.dataset.project ?? ""}`));
      return texts.get(row);
    };
    const values = (row, key) => (row.dataset[key] ?? "").split("\n").filter(Boolean);
    const inOrder = (rows) => {
      if (sorted === 0) return rows;
      const column = Math.abs(sorted) - 1;
      const value = (row) => row.cells[column]?.dataset.value ?? row.cells[column]?.textContent.trim() ?? "";
      return rows.map((row) => [value(row), row]).sort(([a], [b]) => {
        // Empty cells stand last, whatever the direction.
        if (a === "" || b === "") return (a === "") - (b === "");
        return sorted < 0 ? order(b, a) : order(a, b);
      }).map(([, row]) => row);
    };

    let coming;
    /** Brings the rows of all pages together, with what they add to choose from. */
    const together = () => coming ??= !table.dataset.rows ? Promise.resolve() : whole(table.dataset, own).then((rows) => {
      all = rows;
      for (const select of fields.filter((field) => field.options)) {
        const known = new Set([...select.options].map((option) => option.value));
        const more = new Set(rows.flatMap((row) => values(row, select.name)).filter((value) => !known.has(value)));
        select.append(...[...more].sort(order).map((value) => new Option(value, value)));
      }
    });

    /** Shows what is asked for. */
    const settle = async () => {
      const chosen = fields.filter((field) => field.value !== "");
      const asks = sorted !== 0 || chosen.length > 0;
      const mine = ++turn;
      if (asks) await together();
      if (mine !== turn) return;
      const rows = asks ? all ?? own : own;
      const found = rows.filter((row) => chosen.every((field) => field.tagName === "SELECT"
        ? row.dataset[field.name] === field.value || values(row, field.name).includes(field.value)
        : readybook.fold(field.value).split(/\s+/).every((word) => text(row).includes(word))));
      const shown = inOrder(found).slice(0, most);
      if (shown.length !== body.rows.length || shown.some((row, at) => row !== body.rows[at])) body.replaceChildren(...shown);
      for (const [at, head] of heads.entries()) {
        if (at === Math.abs(sorted) - 1) head.setAttribute("aria-sort", sorted < 0 ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      }
      // What is chosen is in sight, also where choices are folded.
      for (const field of fields) field.closest("label")?.classList.toggle("chosen", chosen.includes(field));
      if (by) by.value = String(Math.abs(sorted));
      by?.closest(".sorting").classList.toggle("chosen", sorted !== 0);
      direction.hidden = sorted === 0;
      direction.textContent = sorted < 0 ? `↓ ${say("descending")}` : `↑ ${say("ascending")}`;
      if (form) form.querySelector("output").textContent = found.length === rows.length ? ""
        : say(table.dataset.pages && rows === own ? "shown-here" : "shown", { shown: found.length, all: rows.length, rows: table.dataset.all });
      rest.hidden = shown.length === found.length;
      count.textContent = say("shown", { shown: shown.length, all: found.length });
      more.textContent = say("show-more", { more: Math.min(step, found.length - shown.length) });
      if (pager) pager.hidden = rows !== own;
    };

    for (const [column, head] of heads.entries()) {
      if (head.dataset.sort === "none" || !head.textContent.trim()) continue;
      const press = document.createElement("button");
      press.type = "button";
      press.className = "sort";
      press.append(...head.childNodes);
      head.append(press);
      press.addEventListener("click", () => sort(sorted === column + 1 ? -(column + 1) : column + 1));
    }
    if (table.matches(".portfolio, .register")) {
      const choices = heads.flatMap((head, column) => head.querySelector(".sort") ? [new Option(head.textContent.trim(), column + 1)] : []);
      by = document.createElement("select");
      by.append(new Option(say("as-listed"), 0), ...choices);
      by.addEventListener("change", () => sort(Number(by.value)));
      direction.type = "button";
      direction.addEventListener("click", () => sort(-sorted));
      const label = document.createElement("label");
      label.append(`${say("sort-by")} `, by);
      const line = document.createElement("div");
      line.className = "sorting";
      line.append(label, direction);
      const fold = form?.querySelector(".fold");
      fold?.addEventListener("click", () => fold.setAttribute("aria-expanded", String(fold.getAttribute("aria-expanded") !== "true")));
      table.closest(".scroll").before(line);
    }
    for (const select of fields.filter((field) => field.options && field.options.length < 2)) {
      const choices = [...new Set(own.flatMap((row) => values(row, select.name)))].sort(order);
      select.append(...choices.map((value) => new Option(value, value)));
      // A choice of one is none.
      select.closest("label").hidden = choices.length < 2;
    }
    more.addEventListener("click", async () => {
      const next = most;
      most += step;
      await settle();
      body.rows[next]?.querySelector("a")?.focus();
    });
    const restore = () => {
      most = step;
      const state = asked();
      const wanted = Number(state.get(name) ?? 0);
      sorted = heads[Math.abs(wanted) - 1]?.querySelector(".sort") ? wanted : 0;
      for (const field of fields) field.value = state.get(field.name) ?? "";
      // A value that is no choice any more asks for nothing.
      for (const field of fields) if (field.selectedIndex === -1) field.value = "";
      settle();
      // It may be one of a further page.
      if (table.dataset.rows && !all && fields.some((field) => field.value === "" && state.get(field.name))) together().then(restore);
    };
    form?.addEventListener("focusin", () => { together(); });
    form?.addEventListener("input", ({ target }) => { most = step; settle(); remember(target.name, target.value); });
    form?.addEventListener("change", () => { last = undefined; });
    form?.addEventListener("submit", (event) => event.preventDefault());
    restores.push(restore);
    restore();
  }
  addEventListener("popstate", () => { last = undefined; for (const restore of restores) restore(); });
})();
