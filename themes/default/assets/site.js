// Enhances pages that are complete without it: anchors, contents, copying code.
(() => {
  "use strict";
  const { say } = readybook;

  // --- an anchor inside of closed details opens them
  const reveal = () => {
    let id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch { /* a stray per cent sign: looked for as it is */ }
    const target = id && document.getElementById(id);
    for (let e = target; e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true;
    if (target) target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  if (location.hash) reveal();

  // --- paper shows everything
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => { for (const details of opened) details.open = false; });

  // --- the contents are a column on wide screens and folded on narrow ones
  const contents = document.querySelector(".contents details");
  if (contents && matchMedia("(max-width: 60rem)").matches) contents.open = false;

  // --- copy buttons
  for (const pre of document.querySelectorAll("pre.code")) {
    if (!navigator.clipboard) break;
    const copy = document.createElement("button");
    copy.type = "button";
    copy.className = "copy";
    copy.textContent = say("copy");
    copy.addEventListener("click", async () => {
      try { await navigator.clipboard.writeText(pre.querySelector("code").textContent); copy.textContent = say("copied"); }
      catch { copy.textContent = say("not-allowed"); }
      setTimeout(() => { copy.textContent = say("copy"); }, 1500);
    });
    const frame = document.createElement("div");
    frame.className = "code-frame";
    pre.replaceWith(frame);
    frame.append(pre, copy);
  }
})();
