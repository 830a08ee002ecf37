// Runs before anything is shown: light or dark as it was chosen, so that nothing flashes, and a mark for styles that
// scripts run. The only script that the page waits for.
globalThis.readybook = {
  words: {},
  /** A text of a document for a line of others, which it does not turn around where it is written from the right. */
  own: (text) => /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u.test(text) ? `\u2068${text}\u2069` : text,
  /** The words of a key in the language of the site; `n` chooses the form. */
  say(key, values = {}) {
    const form = this.words[key] ?? key;
    const text = typeof form === "string" ? form : form[values.n] ?? form[values.n === 1 ? "one" : "other"] ?? form.other;
    return text.replace(/\{(\w+)\}/g, (place, name) => this.own(values[name] ?? place));
  },
};
readybook.say = readybook.say.bind(readybook);
(() => {
  "use strict";
  const root = document.documentElement;
  root.dataset.script = "";
  // What an address asks for takes its room before it is there.
  if (location.search) root.dataset.asked = "";
  // Storage may be refused, as in private windows.
  const stored = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const apply = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme; else delete root.dataset.theme;
  };
  apply(stored());
  addEventListener("storage", (event) => { if (event.key === "theme") apply(event.newValue); });
  document.addEventListener("DOMContentLoaded", () => {
    const choice = document.querySelector("select.switch");
    if (!choice) return;
    choice.value = root.dataset.theme ?? "";
    choice.addEventListener("change", () => {
      apply(choice.value);
      try {
        if (choice.value) localStorage.setItem("theme", choice.value); else localStorage.removeItem("theme");
      } catch { /* it holds for this page */ }
    });
  });
})();
