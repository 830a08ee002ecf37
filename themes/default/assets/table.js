// Sorting and filtering of tables. What is chosen stands in the address, so that it can be shared, survives a reload,
// and back and forward walk through it.
//
// A `table.sortable` has a button in each head but those with data-sort="none"; cells sort by data-value or their text.
// A `form.filter` belongs to the first such table after it: its text field looks into data-words of the rows (or their
// text), a select named X into data-X, which may hold several values, one a line; its choices come from the rows.
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

  const order = (a, b) => {
    const [x, y] = [Number(a), Number(b)];
    return Number.isNaN(x) || Number.isNaN(y) ? a.localeCompare(b, document.documentElement.lang, { numeric: true }) : x - y;
  };

  for (const [nth, table] of document.querySelectorAll("table.sortable").entries()) {
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    const original = [...body.rows];
    const name = nth === 0 ? "sort" : `sort${nth + 1}`;
    const sort = (column, descending) => {
      const value = (row) => row.cells[column]?.dataset.value ?? row.cells[column]?.textContent.trim() ?? "";
      const rows = original.map((row) => [value(row), row]);
      if (column >= 0) {
        rows.sort(([a], [b]) => {
          // Empty cells stand last, whatever the direction.
          if (a === "" || b === "") return (a === "") - (b === "");
          return descending ? order(b, a) : order(a, b);
        });
      }
      body.append(...rows.map(([, row]) => row));
      for (const [at, head] of heads.entries()) {
        if (at === column) head.setAttribute("aria-sort", descending ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      }
    };
    for (const [column, head] of heads.entries()) {
      if (head.dataset.sort === "none" || !head.textContent.trim()) continue;
      const press = document.createElement("button");
      press.type = "button";
      press.className = "sort";
      press.append(...head.childNodes);
      head.append(press);
      press.addEventListener("click", () => {
        const descending = head.getAttribute("aria-sort") === "ascending";
        sort(column, descending);
        remember(name, `${descending ? "-" : ""}${column + 1}`);
        last = undefined;
      });
    }
    const restore = () => {
      const wanted = Number(asked().get(name) ?? 0);
      const column = Math.abs(wanted) - 1;
      const known = heads[column]?.querySelector(".sort");
      if (known || heads.some((head) => head.ariaSort)) sort(known ? column : -1, wanted < 0);
    };
    restores.push(restore);
    restore();
  }

  const tables = [...document.querySelectorAll("table.sortable")];
  for (const form of document.querySelectorAll("form.filter")) {
    const table = tables.find((one) => form.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
    if (!table) continue;
    const rows = [...table.tBodies[0].rows];
    const output = form.querySelector("output");
    const texts = rows.map((row) => (row.dataset.words ?? row.textContent).toLowerCase());
    const fields = [...form.querySelectorAll("input, select")];
    const values = (row, name) => (row.dataset[name] ?? "").split("\n").filter(Boolean);
    for (const select of form.querySelectorAll("select")) {
      if (select.options.length < 2) {
        const all = [...new Set(rows.flatMap((row) => values(row, select.name)))].sort(order);
        select.append(...all.map((value) => new Option(value, value)));
      }
      // A choice of one is none.
      select.closest("label").hidden = select.options.length < 3;
    }
    const apply = () => {
      const chosen = fields.filter((field) => field.value !== "");
      let shown = 0;
      for (const [at, row] of rows.entries()) {
        row.hidden = !chosen.every((field) => {
          if (field.tagName === "SELECT") return values(row, field.name).includes(field.value);
          return field.value.toLowerCase().split(/\s+/).every((word) => texts[at].includes(word));
        });
        shown += !row.hidden;
      }
      output.textContent = shown === rows.length ? "" : say("shown", { shown, all: rows.length });
    };
    const restore = () => {
      const state = asked();
      for (const field of fields) field.value = state.get(field.name) ?? "";
      // A value that is no choice any more asks for nothing.
      for (const field of fields) if (field.selectedIndex === -1) field.value = "";
      apply();
    };
    form.addEventListener("input", ({ target }) => { apply(); remember(target.name, target.value); });
    form.addEventListener("change", () => { last = undefined; });
    form.addEventListener("submit", (event) => event.preventDefault());
    restores.push(restore);
    restore();
  }
  addEventListener("popstate", () => { last = undefined; for (const restore of restores) restore(); });
})();
