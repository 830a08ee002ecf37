// Two to four releases side by side. What is compared is in the address: ?a=project@release&b=…; the facts of each
// release come as a script that hands them over, so that it works from a file system too.
(() => {
  "use strict";
  const form = document.querySelector("form.choose");
  if (!form) return;
  const LETTERS = ["a", "b", "c", "d"];
  const DIFFERENCE = "B − A";
  const { own, say } = readybook;
  const { root } = form.dataset;
  const [status, place] = [document.querySelector(".told"), document.querySelector(".comparison")];
  const known = { projects: new Map(), releases: new Map(), facts: new Map() };
  Object.assign(globalThis.readybook ??= {}, {
    projects: (_, rows) => rows.forEach(([id, name, latest]) => known.projects.set(id, { name, latest })),
    releases: (id, rows) => known.releases.set(id, rows),
    facts: (id, facts) => known.facts.set(id, facts),
  });

  // --- loading: each script once; a missing one is remembered too
  const loaded = new Map();
  const load = (...parts) => {
    const path = `${root}parts/${parts.map(encodeURIComponent).join("/")}.js`;
    if (!loaded.has(path)) {
      loaded.set(path, new Promise((resolve) => {
        const script = document.createElement("script");
        script.src = path;
        script.onload = script.onerror = resolve;
        document.head.append(script);
      }));
    }
    return loaded.get(path);
  };

  // --- building: text only ever becomes text
  const build = (namespace) => (tag, attributes = {}, ...children) => {
    const element = namespace ? document.createElementNS(namespace, tag) : document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "on") for (const [event, f] of Object.entries(value)) element.addEventListener(event, f);
      else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return element;
  };
  const html = build();
  const svg = build("http://www.w3.org/2000/svg");
  const muted = (text) => html("span", { class: "muted" }, text);
  const verdict = (id) => document.querySelector(`template[data-verdict="${CSS.escape(id)}"]`)?.content.cloneNode(true) ?? id;
  const link = (facts, anchor, text) => html("a", { href: `${root}${facts.href}${anchor ? `#${encodeURIComponent(anchor)}` : ""}` }, text);
  const state = (answer) => answer === undefined ? muted(say("not-asked")) : html("span", { class: `state ${answer === "n/a" ? "na" : answer}` }, say(`answer.${answer}`));
  const table = (caption, heads, rows) => html("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": caption },
    html("table", { class: "beside" }, html("caption", { class: "hidden" }, caption),
      html("thead", {}, html("tr", {}, heads.map((head) => head === "" ? html("td") : html("th", { scope: "col", class: head === DIFFERENCE && "difference" }, head)))),
      html("tbody", {}, rows.map(([first, ...cells]) => html("tr", {}, html("th", { scope: "row" }, first), cells.map((cell) => html("td", {}, cell)))))));
  const section = (id, title, ...content) => html("section", { "aria-labelledby": `page:${id}` }, html("h2", { id: `page:${id}` }, title), content);
  const bar = (label, [earned, claimed, unanswered, lost, score]) => svg("svg", { class: "bar", role: "img", "aria-label": say("bar", { label, earned, claimed, unanswered, lost }) },
    [["u", 100 - lost], ["c", score], ["e", earned]].map(([name, points]) => svg("rect", { class: name, width: `${points}%` })));
  const label = (at, facts) => [html("span", { class: `series series-${LETTERS[at]}` }, LETTERS[at].toUpperCase()), " ", link(facts, "", `${own(facts.name)} ${own(facts.release)}`)];

  // --- what is chosen
  const key = (one) => `${one.project}@${one.release}`;
  const read = () => {
    const query = new URLSearchParams(location.search);
    let chosen = LETTERS.map((letter) => query.get(letter)).filter(Boolean).map((text) => {
      const at = text.indexOf("@");
      return at < 0 ? { project: text, release: "" } : { project: text.slice(0, at), release: text.slice(at + 1) };
    });
    // Each release once, where that leaves something to compare.
    const distinct = chosen.filter((one, at, all) => all.findIndex((other) => key(other) === key(one)) === at);
    if (distinct.length > 1) chosen = distinct;
    while (chosen.length < 2) chosen.push({ project: "", release: "" });
    return chosen;
  };
  let chosen = read();
  const remember = () => {
    const query = new URLSearchParams();
    chosen.filter((one) => one.project && one.release).forEach((one, at) => query.set(LETTERS[at], `${one.project}@${one.release}`));
    const text = query.toString().replaceAll("%40", "@");
    try { history.pushState(null, "", `${location.pathname}${text ? `?${text}` : ""}`); } catch { /* file:// in some browsers */ }
  };
  const change = (focus) => { remember(); show(focus); };

  const slot = (one, at) => {
    const projects = [...known.projects].map(([id, { name }]) => html("option", { value: id, selected: id === one.project }, name === id ? id : `${own(name)} (${id})`));
    const releases = (known.releases.get(one.project) ?? []).map(([release, date, id, score]) =>
      html("option", { value: release, selected: release === one.release }, [release, date, say(`verdict.${id}`), score].filter(Boolean).map(own).join(", ")));
    return html("fieldset", { class: "slot" },
      html("legend", {}, html("span", { class: `series series-${LETTERS[at]}` }, LETTERS[at].toUpperCase())),
      html("label", {}, say("project"), " ", html("select", { id: `choose:${LETTERS[at]}-project`, on: { change: (event) => {
        const id = event.target.value;
        chosen[at] = { project: id, release: known.projects.get(id)?.latest ?? "" };
        change(event.target.id);
      } } }, html("option", { value: "" }, say("choose")), projects)),
      html("label", {}, say("release"), " ", html("select", { id: `choose:${LETTERS[at]}-release`, disabled: !one.project, on: { change: (event) => {
        chosen[at] = { ...one, release: event.target.value };
        change(event.target.id);
      } } }, releases)),
      chosen.length > 2 ? html("button", { type: "button", "aria-label": say("remove-one", { letter: LETTERS[at].toUpperCase() }), on: { click: () => {
        chosen.splice(at, 1);
        change("choose:add");
      } } }, say("remove")) : null);
  };

  // --- what is shown
  const reasons = (all) => {
    const told = [];
    const differ = (of) => new Set(all.map(of)).size > 1;
    const several = (of) => [...new Set(all.map(of))].join(", ");
    const spread = (of) => { const values = all.map(({ points }) => of(points.map(Number))); return Math.max(...values) - Math.min(...values); };
    const rubric = (one) => `${one.rubric.id}@${one.rubric.version}`;
    if (differ(rubric)) told.push(say("other-rubrics", { all: several(rubric) }));
    else if (differ((one) => one.hash)) told.push(say("other-texts", { rubric: rubric(all[0]), all: several((one) => one.rubric.hash) }));
    if (differ((one) => one.tier)) told.push(say("other-tiers", { all: several((one) => one.tier ?? say("none")) }));
    const most = Number(form.dataset.spread);
    const [open, claims] = [spread(([, claimed, unanswered]) => claimed + unanswered), spread(([, claimed]) => claimed)];
    // A tenth is shown; what lies below it is how a computer subtracts.
    if (open > most + .01) told.push(say("answered-differs", { points: open.toFixed(1) }));
    else if (claims > most + .01) told.push(say("claimed-differs", { points: claims.toFixed(1) }));
    return told;
  };
  const declared = ({ declared: [verdict, score] }) => [verdict && say(`verdict.${verdict}`), score].filter(Boolean).join(", ");
  const overview = (all) => table(say("verdicts-and-scores"), ["", ...all.map((one, at) => label(at, one))], [
    [say("verdict"), ...all.map((one) => verdict(one.verdict))],
    [say("caps"), ...all.map((one) => one.caps.length === 0 ? muted(say("nothing-stated")) : html("ul", { class: "bare caps-in" }, one.caps.map((cap) => html("li", {}, verdict(cap.verdict.id), " ", link(one, cap.anchor, cap.message)))))],
    [say("score"), ...all.map((one) => [html("span", { class: "figure small" }, one.points[4]), bar(`${own(one.name)} ${one.release}`, one.points)])],
    [say("declared"), ...all.map((one) => declared(one) || muted(say("nothing-stated")))],
    [say("level"), ...all.map((one) => one.level ?? muted(say("none")))],
    [say("assessed"), ...all.map((one) => one.date ?? muted(say("date-unknown")))],
    [say("rubric"), ...all.map((one) => [html("a", { href: root + one.rubric.href }, `${one.rubric.id} ${one.rubric.version}`), " ", html("code", {}, one.rubric.hash)])],
  ]);

  /** Every key that some release has, in the order in which they come. */
  const union = (all, of) => [...new Map(all.flatMap(of).map((one) => [one.key, one])).values()];
  const categories = (all) => {
    const rows = union(all, (one) => one.categories.map(({ id, title }) => ({ key: id, title })));
    const of = (one, id) => one.categories.find((category) => category.id === id);
    const cell = (one, id) => {
      const category = of(one, id);
      if (!category) return muted(say("not-in-rubric"));
      if (!category.points) return muted(say("answer.n/a"));
      return html("div", { class: "measure" }, link(one, category.anchor, category.unknown ? [html("span", { "aria-hidden": "true" }, "·"), html("span", { class: "hidden" }, say("answer.unknown"))] : category.points[4]),
        category.below_floor ? html("span", { class: "floor", title: say("below-floor") }, "▾") : null, bar(category.title, category.points));
    };
    const change = (id) => {
      const [a, b] = all.map((one) => of(one, id)?.points?.[4]);
      if (a === undefined || b === undefined) return "";
      const difference = Number(b) - Number(a);
      const tone = difference > 0 ? "better" : difference < 0 ? "worse" : "changed";
      return html("span", { class: tone }, `${difference > 0 ? "+" : difference < 0 ? "−" : ""}${Math.abs(difference).toFixed(1)}`);
    };
    const two = all.length === 2;
    return section("compared-categories", say("categories"), html("div", { class: "shapes" }, radar(all, rows),
      table(say("category-scores"), [say("category"), ...all.map((one, at) => label(at, one)), ...(two ? [DIFFERENCE] : [])],
        rows.map(({ key, title }) => [title, ...all.map((one) => cell(one, key)), ...(two ? [change(key)] : [])]))));
  };
  const radar = (all, rows) => {
    const axes = rows.filter(({ key }) => all.every((one) => one.categories.find(({ id }) => id === key)?.points));
    if (axes.length < 3) return null;
    const corner = (at, points) => {
      const angle = (at / axes.length) * 2 * Math.PI - Math.PI / 2;
      return [points * Math.cos(angle), points * Math.sin(angle)].map((n) => n.toFixed(1));
    };
    const ring = (points) => svg("polygon", { points: axes.map((_, at) => corner(at, points).join()).join(" ") });
    const shape = (one, index) => {
      const scores = axes.map(({ key }) => Number(one.categories.find(({ id }) => id === key).points[4]));
      return svg("polygon", { class: `shape series-${LETTERS[index]}`, points: scores.map((score, at) => corner(at, score).join()).join(" ") });
    };
    const name = ({ title }, at) => {
      const [x, y] = corner(at, 108);
      return svg("text", { x, y, dy: "0.35em", "text-anchor": Math.abs(x) < 8 ? "middle" : x > 0 ? "start" : "end" }, title);
    };
    const told = all.map((one, at) => `${LETTERS[at].toUpperCase()} ${own(one.name)} ${one.release}`).join(", ");
    return html("figure", { class: "radar" },
      svg("svg", { viewBox: "-235 -122 470 244", role: "img", "aria-labelledby": "page:radar-title page:radar-desc" },
        svg("title", { id: "page:radar-title" }, say("radar", { all: told })),
        svg("desc", { id: "page:radar-desc" }, say("radar-described")),
        svg("g", { class: "grid" }, [25, 50, 75, 100].map(ring)), svg("g", { class: "axis" }, axes.map(name)), all.map(shape)),
      html("figcaption", { class: "legend" }, all.map((one, at) => html("span", { class: "entry" }, label(at, one)))));
  };
  const checks = (all) => {
    const rows = union(all, (one) => one.checks.map(([key, title]) => ({ key, title })));
    const answer = (one, key) => one.checks.find(([id]) => id === key)?.[2];
    const differ = rows.filter(({ key }) => new Set(all.map((one) => answer(one, key))).size > 1);
    return section("compared-checks", say("checks-differ-of", { n: differ.length, all: rows.length }),
      differ.length === 0 ? html("p", {}, say("checks-alike")) : table(say("checks-differ"), [say("check"), ...all.map((one, at) => label(at, one))],
        differ.map(({ key, title }) => [html("a", { href: `${root}checks/${encodeURIComponent(key)}.html` }, title), ...all.map((one) => state(answer(one, key)))])));
  };
  const findings = (all) => {
    const severities = ["critical", "high", "medium", "low", "info", "unrated"];
    const listed = (one) => one.findings.length === 0 ? muted(say("none")) : html("ul", { class: "bare" },
      severities.flatMap((severity) => one.findings.filter((finding) => finding.severity === severity))
        .map((finding) => html("li", {}, link(one, finding.anchor, finding.title), " ", html("span", { class: `severity ${finding.severity}` }, say(`severity.${finding.severity}`)))));
    const counts = severities.map((severity) => [say(`severity.${severity}`), ...all.map((one) => String(one.findings.filter((finding) => finding.severity === severity).length))]);
    return section("compared-findings", say("open-findings"), table(say("open-findings"), ["", ...all.map((one, at) => label(at, one))],
      [...counts.filter(([, ...cells]) => cells.some((cell) => cell !== "0")), [say("all-of-them"), ...all.map(listed)]]));
  };
  const objectives = (all) => {
    const rows = union(all, (one) => one.objectives.map(([key]) => ({ key })));
    if (rows.length === 0) return null;
    const cell = (one, key) => {
      const found = one.objectives.find(([scenario]) => scenario === key);
      return found ? `${found[1] ?? say("none")} / ${found[2] ?? say("none")}` : muted(say("not-stated"));
    };
    return section("compared-objectives", say("objectives-in-full"),
      table(say("objectives"), [say("scenario"), ...all.map((one, at) => label(at, one))], rows.map(({ key }) => [key, ...all.map((one) => cell(one, key))])));
  };

  let asked = 0;
  const show = async (focus) => {
    const turn = ++asked;
    await Promise.all(chosen.filter((one) => one.project).map((one) => load("releases", one.project)));
    for (const one of chosen) if (one.project && !one.release) one.release = known.projects.get(one.project)?.latest ?? "";
    const wanted = chosen.filter((one) => one.project && one.release);
    await Promise.all(wanted.map((one) => load("compare", one.project, one.release)));
    if (turn !== asked) return;
    form.replaceChildren(...chosen.map(slot), html("button", { type: "button", id: "choose:add", disabled: chosen.length >= LETTERS.length, on: { click: () => {
      chosen.push({ project: "", release: "" });
      show(`choose:${LETTERS[chosen.length - 1]}-project`);
    } } }, say("add")));
    if (focus) document.getElementById(focus)?.focus();
    const missing = wanted.filter((one) => !known.facts.has(key(one)));
    const all = wanted.map((one) => known.facts.get(key(one))).filter(Boolean);
    // One release beside itself would say nothing.
    const again = wanted.find((one, at) => wanted.findIndex((other) => key(other) === key(one)) < at);
    const twice = again && chosen.flatMap((one, at) => (key(one) === key(again) ? [LETTERS[at].toUpperCase()] : []));
    status.textContent = missing.length > 0 ? say("has-not", { all: missing.map(key).join(", ") })
      : all.length < 2 ? say("choose-two")
        : twice ? say("twice", { all: twice.join(", ") }) : say("comparing", { all: all.map((one) => `${own(one.name)} ${own(one.release)}`).join(", ") });
    if (all.length < 2 || twice) return place.replaceChildren();
    place.toggleAttribute("data-many", all.length > 2);
    const told = reasons(all);
    place.replaceChildren(...[
      told.length > 0 ? html("p", { class: "note" }, html("b", {}, say("not-comparable")), `: ${told.join("; ")}.`) : null,
      overview(all), categories(all), checks(all), findings(all), objectives(all),
    ].filter(Boolean));
  };

  addEventListener("popstate", () => { chosen = read(); show(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  const lists = Array.from({ length: Number(form.dataset.lists) }, (_, at) => load("projects", String(at + 1)));
  Promise.all(lists).then(() => show());
})();
