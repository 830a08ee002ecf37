// Changes an open page into the next one where it stands, as long as only text and plain elements became others: what is
// unfolded, filtered, scrolled and focused then stays by itself. What scripts made of the page is told apart by a copy that
// is taken before any of them runs; where they had a hand in what changed, the page has to be loaded anew.
const readybookPatch = (() => {
  'use strict';
  // What scripts of pages look for when a page is loaded; such elements cannot come later.
  const SCRIPTED = 'script, form, input, select, textarea, button, dialog, template, table.sortable, pre.code';
  const pairs = new WeakMap();

  // Remembers which node of the page each node of the copy stands for.
  const pair = (copy, live) => {
    pairs.set(copy, live);
    copy.childNodes.forEach((child, at) => pair(child, live.childNodes[at]));
  };

  // The child of a node that a node of the copy stands for, or that scripts put around it; none where it was taken away.
  const standing = (child, live) => {
    let node = pairs.get(child);
    while (node && node.parentNode !== live) node = node.parentNode;
    return node;
  };

  // Scripts neither removed nor moved a child; they may have added some, and put something around others.
  const hasItsChildren = (copy, live) => {
    const own = [...copy.childNodes].map((child) => standing(child, live));
    const known = new Set(own);
    const there = [...live.childNodes].filter((child) => known.has(child));
    return own.length === there.length && own.every((child, at) => child === there[at]);
  };

  // A node that comes or goes as it is: no script wants to know of it.
  const isPlain = (node) => node.nodeType !== Node.ELEMENT_NODE || !(node.matches(SCRIPTED) || node.querySelector(SCRIPTED));

  const attributes = (copy, live, next) => {
    for (const name of new Set([...copy.getAttributeNames(), ...next.getAttributeNames()])) {
      const [was, will] = [copy.getAttribute(name), next.getAttribute(name)];
      if (was === will) continue;
      if (live.getAttribute(name) !== was) return false;
      for (const one of [copy, live]) {
        if (will === null) one.removeAttribute(name); else one.setAttribute(name, will);
      }
    }
    return true;
  };

  // Puts new children before one of the old, or at the end.
  const insert = (copy, live, nodes, before) => {
    const place = before && standing(before, live);
    for (const node of nodes) {
      const [ours, shown] = [document.importNode(node, true), document.importNode(node, true)];
      copy.insertBefore(ours, before);
      live.insertBefore(shown, place);
      pair(ours, shown);
    }
  };

  // Makes the children those of the next page: what is the same at both ends stays, and so does what can become the other.
  const children = (copy, live, next) => {
    const [old, want] = [[...copy.childNodes], [...next.childNodes]];
    let from = 0;
    while (from < Math.min(old.length, want.length) && old[from].isEqualNode(want[from])) from += 1;
    let [end, last] = [old.length, want.length];
    while (end > from && last > from && old[end - 1].isEqualNode(want[last - 1])) { end -= 1; last -= 1; }
    if (from === end && from === last) return true;
    if (!hasItsChildren(copy, live)) return false;
    if (end - from === last - from) {
      return old.slice(from, end).every((child, at) => change(child, pairs.get(child), want[from + at]));
    }
    const fresh = want.slice(from, last);
    const gone = old.slice(from, end);
    if (![...fresh, ...gone].every(isPlain)) return false;
    for (const child of gone) {
      standing(child, live).remove();
      child.remove();
    }
    insert(copy, live, fresh, old[end] ?? null);
    return true;
  };

  // Makes a node the next one; false where only loading the page can.
  const change = (copy, live, next) => {
    if (copy.isEqualNode(next)) return true;
    if (copy.nodeType === next.nodeType && copy.nodeName === next.nodeName) {
      if (copy.nodeType === Node.ELEMENT_NODE) {
        return !copy.matches(SCRIPTED) && attributes(copy, live, next) && children(copy, live, next);
      }
      if (live.data !== copy.data) return false;
      live.data = copy.data = next.data;
      return true;
    }
    if (!isPlain(next) || !isPlain(copy)) return false;
    const [ours, shown] = [document.importNode(next, true), document.importNode(next, true)];
    copy.replaceWith(ours);
    live.replaceWith(shown);
    pair(ours, shown);
    return true;
  };

  // The head of a page, but for the mark of its own bytes.
  const headOf = (page) => {
    const head = page.head.cloneNode(true);
    head.querySelector('script[data-page]')?.removeAttribute('data-page');
    return head.innerHTML;
  };

  const hasItsAttributes = (next) => [...next.attributes].every(({ name, value }) => document.documentElement.getAttribute(name) === value);

  const body = document.body.cloneNode(true);
  const head = headOf(document);
  pair(body, document.body);

  // Shows the next page, given as text; false where it has to be loaded. Scripts in the body ran before the copy was taken.
  return (text) => {
    const next = new DOMParser().parseFromString(text, 'text/html');
    return !body.querySelector('script') && headOf(next) === head && hasItsAttributes(next.documentElement)
      && change(body, document.body, next.body);
  };
})();
