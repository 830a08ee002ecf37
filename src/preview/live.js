// Keeps an open page up to date while its site is being written: changes it where it stands when it says something else, or
// else loads it anew with the place, the filter and what is unfolded as they were, and shows what is wrong while the site
// cannot be built.
(() => {
  'use strict';
  let { page } = document.currentScript.dataset;
  const patches = 'patch' in document.currentScript.dataset;
  const kept = 'readybook-live:' + location.pathname;
  let source = null;
  let shown = '';

  // What the reader has open; the address keeps filters itself.
  const unfolded = () => [...document.querySelectorAll('details')].map((one) => one.open);
  const fields = () => [...document.querySelectorAll('input, select, textarea')].map((one) =>
    one.type === 'checkbox' || one.type === 'radio' ? one.checked : one.value);

  const keep = () => {
    const focus = document.activeElement && document.activeElement.id;
    const state = { x: scrollX, y: scrollY, unfolded: unfolded(), fields: fields(), focus };
    sessionStorage.setItem(kept, JSON.stringify(state));
  };

  const restore = () => {
    const text = sessionStorage.getItem(kept);
    if (!text) return;
    sessionStorage.removeItem(kept);
    const state = JSON.parse(text);
    const details = [...document.querySelectorAll('details')];
    if (details.length === state.unfolded.length) details.forEach((one, at) => { one.open = state.unfolded[at]; });
    const inputs = [...document.querySelectorAll('input, select, textarea')];
    if (inputs.length === state.fields.length) {
      inputs.forEach((one, at) => {
        const box = one.type === 'checkbox' || one.type === 'radio';
        const was = state.fields[at];
        if ((box ? one.checked : one.value) === was) return;
        if (box) one.checked = was; else one.value = was;
        for (const kind of ['input', 'change']) one.dispatchEvent(new Event(kind, { bubbles: true }));
      });
    }
    const focused = state.focus && document.getElementById(state.focus);
    if (focused) focused.focus({ preventScroll: true });
    scrollTo({ left: state.x, top: state.y, behavior: 'instant' });
  };

  const show = (title, text) => {
    const what = title + text;
    if (what === shown) return;
    shown = what;
    document.querySelector('.readybook-live')?.remove();
    if (!title) return;
    const box = document.createElement('section');
    box.className = 'readybook-live';
    box.setAttribute('role', 'alert');
    const close = document.createElement('button');
    close.type = 'button';
    close.textContent = 'Close';
    close.addEventListener('click', () => box.remove());
    const head = document.createElement('h2');
    head.textContent = title;
    const body = document.createElement('pre');
    body.textContent = text;
    box.append(close, head, body);
    document.body.append(box);
  };

  const anew = () => {
    keep();
    location.reload();
  };

  let turn = 0;

  // The mark of a file of the site, as it is served now.
  const markOf = async (file) => {
    const answer = await fetch(file, { method: 'HEAD', cache: 'no-store' });
    return answer.headers.get('x-readybook-page');
  };

  // Pictures, styles and scripts of the site that the page loaded, with their marks of then. A mark comes with the file where
  // the browser tells; where it does not, who asks for it may be told of a file that came meanwhile.
  const loaded = new Map();
  new PerformanceObserver((list) => {
    const before = loaded.size;
    for (const { name, initiatorType, serverTiming = [] } of list.getEntries()) {
      const file = new URL(name);
      file.hash = '';
      if (initiatorType === 'fetch' || file.origin !== location.origin || file.pathname.startsWith('/.readybook/')) continue;
      if (loaded.has(file.href)) continue;
      const told = serverTiming.find((one) => one.name === 'page');
      loaded.set(file.href, told ? told.description : markOf(file.href).catch(() => null));
    }
    // The last build may have been looked at before these had come.
    if (turn && loaded.size > before) loadedOthers(turn).then((others) => { if (others) anew(); }).catch(() => {});
  }).observe({ type: 'resource', buffered: true });

  // Whether one of them became another one.
  const loadedOthers = async (mine) => {
    const others = await Promise.all([...loaded].map(async ([file, was]) => await was !== await markOf(file)));
    return mine === turn && others.includes(true);
  };

  // A build may end while the answers about the last one are on their way: these are of no interest any more.
  const look = async (state) => {
    turn += 1;
    const mine = turn;
    if (state.problems) {
      show('The site cannot be built: this is how it was before', state.problems);
      return;
    }
    const answer = await fetch(location.pathname, { cache: 'no-store' });
    const text = await answer.text();
    if (mine !== turn) return;
    if (answer.status === 404) {
      if (page !== 'none') show('This page is no part of the site any more', '');
      return;
    }
    show('', '');
    if (!answer.ok) return;
    const next = answer.headers.get('x-readybook-page');
    if (next !== page && !(patches && readybookPatch(text))) {
      anew();
      return;
    }
    page = next;
    if (await loadedOthers(mine)) anew();
  };

  // A browser has few connections to a host: a page that nobody looks at gives its own back.
  const listen = () => {
    if (document.hidden) {
      source?.close();
      source = null;
    } else if (!source) {
      source = new EventSource('/.readybook/events');
      source.addEventListener('state', (event) => { look(JSON.parse(event.data)).catch(() => {}); });
    }
  };

  addEventListener('load', restore);
  document.addEventListener('visibilitychange', listen);
  listen();
})();
