// Enhances pages that are complete without it: theme switch, copy buttons, sorting, filtering.
(() => {
  "use strict";
  const root = document.documentElement;

  // --- theme: follows the system until somebody chooses; the choice is remembered where storage is allowed
  const stored = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const store = (value) => { try { localStorage.setItem("theme", value); } catch { /* private mode */ } };
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const current = () => root.dataset.theme ?? (dark.matches ? "dark" : "light");
  const chosen = stored();
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  const button = document.querySelector(".switch");
  if (button) {
    const label = () => { button.textContent = current() === "dark" ? "Light" : "Dark"; };
    button.hidden = false;
    button.setAttribute("aria-label", "Switch between light and dark");
    label();
    button.addEventListener("click", () => {
      root.dataset.theme = current() === "dark" ? "light" : "dark";
      store(root.dataset.theme);
      label();
    });
    dark.addEventListener("change", label);
  }

  // --- an anchor inside of closed details opens them
  const reveal = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    for (let e = target; e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true;
    if (target) target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  if (location.hash) reveal();

  // --- the contents are a column on wide screens and folded on narrow ones
  const contents = document.querySelector(".contents details");
  if (contents && matchMedia("(max-width: 60rem)").matches) contents.open = false;

  // --- copy buttons
  for (const pre of document.querySelectorAll("pre.code")) {
    if (!navigator.clipboard) break;
    const copy = document.createElement("button");
    copy.type = "button";
    copy.className = "copy";
    copy.textContent = "Copy";
    copy.addEventListener("click", async () => {
      try { await navigator.clipboard.writeText(pre.querySelector("code").textContent); copy.textContent = "Copied"; }
      catch { copy.textContent = "Not allowed"; }
      setTimeout(() => { copy.textContent = "Copy"; }, 1500);
    });
    const frame = document.createElement("div");
    frame.className = "code-frame";
    pre.replaceWith(frame);
    frame.append(pre, copy);
  }

  // --- the state of sorting and filtering is in the address, so that it can be shared and survives a reload
  const state = new URLSearchParams(location.search);
  const remember = (key, value) => {
    if (value) state.set(key, value); else state.delete(key);
    const query = state.toString();
    try { history.replaceState(null, "", `${location.pathname}${query ? `?${query}` : ""}${location.hash}`); } catch { /* file:// in some browsers */ }
  };

  // --- sorting
  for (const table of document.querySelectorAll("table.sortable")) {
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    const sort = (column, descending) => {
      const value = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent.trim();
      const rows = [...body.rows].map((row) => [value(row), row]);
      rows.sort(([a], [b]) => {
        // Empty cells stand last, whatever the direction.
        if (a === "" || b === "") return (a === "") - (b === "");
        const order = Number.isNaN(a - b) ? a.localeCompare(b) : a - b;
        return descending ? -order : order;
      });
      body.append(...rows.map(([, row]) => row));
      for (const [at, head] of heads.entries()) {
        if (at === column) head.setAttribute("aria-sort", descending ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      }
    };
    for (const [column, head] of heads.entries()) {
      if (head.dataset.sort === "none") continue;
      const press = document.createElement("button");
      press.type = "button";
      press.className = "sort";
      press.append(...head.childNodes);
      head.append(press);
      press.addEventListener("click", () => {
        const descending = head.getAttribute("aria-sort") === "ascending";
        sort(column, descending);
        remember("sort", `${descending ? "-" : ""}${column}`);
      });
    }
    const wanted = state.get("sort");
    if (wanted && heads[Math.abs(wanted)]) sort(Math.abs(wanted), wanted.startsWith("-"));
  }

  // --- filtering: a select named N keeps rows whose data-N is its value, or has it among values parted by |
  const form = document.querySelector("form.filter");
  const table = document.querySelector("table.sortable");
  if (form && table) {
    const rows = [...table.tBodies[0].rows];
    const { q } = form.elements;
    const selects = [...form.querySelectorAll("select")];
    const apply = () => {
      const words = q.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        const text = (row.dataset.words ?? row.textContent).toLowerCase();
        const fits = (select) => select.value === "" || [row.dataset[select.name], ...(row.dataset[select.name] ?? "").split("|")].includes(select.value);
        row.hidden = !selects.every(fits) || !words.every((word) => text.includes(word));
        shown += !row.hidden;
      }
      form.querySelector("output").textContent = shown === rows.length ? "" : `${shown} of ${rows.length}`;
    };
    form.hidden = false;
    for (const field of [q, ...selects]) field.value = state.get(field.name) ?? "";
    apply();
    form.addEventListener("input", () => { apply(); for (const field of [q, ...selects]) remember(field.name, field.value); });
    form.addEventListener("submit", (event) => event.preventDefault());
  }
})();
