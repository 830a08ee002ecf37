// Finds words in the index of the site. Its files are scripts that hand over what they hold, since pages that are
// opened as files may not fetch anything.
(() => {
  "use strict";
  const GROUPS = 64;
  const LONGEST = 24;
  const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]/u;
  const PIECES = new RegExp(`${UNSPACED.source}+|[^${UNSPACED.source.slice(1, -1)}]+`, "gu");

  // --- words, as the index holds them
  const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}+/gu, "").replace(/ς/g, "σ").normalize("NFC").toLowerCase().replace(/ß/g, "ss");
  // A number such as 1.1.0 is one word, with and without a letter before it.
  const bare = (word) => word.replace(/^v(?=[0-9].*\.)/, "");
  // A single letter is one with what a hyphen joins it to, as in tag-3.
  const isSingle = (word) => [...word].length === 1 && !UNSPACED.test(word);
  const words = (text) => {
    const found = [];
    const folded = fold(text);
    const runs = [...folded.matchAll(/(?:[\p{L}\p{N}]|(?<=[0-9])\.(?=[0-9]))+/gu)];
    const joined = (first, second) => first && second && /^[-_]$/.test(folded.slice(first.index + first[0].length, second.index));
    for (const [at, run] of runs.entries()) {
      if (isSingle(run[0])) {
        const [before, after] = [runs[at - 1], runs[at + 1]];
        const whole = joined(before, run) ? `${bare(before[0])}-${run[0]}` : joined(run, after) ? `${run[0]}-${bare(after[0])}` : run[0];
        found.push([...whole].slice(0, LONGEST).join(""));
        continue;
      }
      for (const piece of run[0].match(PIECES) ?? []) {
        const letters = [...bare(piece)];
        if (!UNSPACED.test(piece)) {
          if (letters.length > 1) found.push(letters.slice(0, LONGEST).join(""));
        } else if (letters.length === 1) found.push(piece);
        else for (let at = 1; at < letters.length; at++) found.push(letters[at - 1] + letters[at]);
      }
    }
    return found;
  };
  const group = (word) => {
    let hash = 2166136261;
    for (const letter of [...word].slice(0, 2)) hash = Math.imul(hash ^ letter.codePointAt(0), 16777619);
    return ((hash >>> 8) & 0xffffff) % GROUPS;
  };

  // --- files of the index, each loaded once
  const base = new URL("../search/", document.currentScript.src);
  const loading = new Map();
  const arrived = new Map();
  readybook.index = (sizes) => arrived.set("index", sizes);
  readybook.block = (block, names) => arrived.set(`${block}/names`, names);
  readybook.shard = (block, shard, table) => arrived.set(`${block}/${shard}`, table);
  readybook.document = (name, text) => arrived.set(name, text);
  const load = (name) => {
    if (!loading.has(name)) {
      loading.set(name, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = new URL(`${name.split("/").map(encodeURIComponent).join("/")}.js`, base);
        script.addEventListener("load", () => { script.remove(); resolve(arrived.get(name)); });
        script.addEventListener("error", () => { script.remove(); loading.delete(name); reject(new Error(name)); });
        document.head.append(script);
      }));
    }
    return loading.get(name);
  };

  /** Points of each place of a block for one word: whole words before beginnings, titles before text. */
  const points = (table, word) => {
    const found = new Map();
    for (const [known, where] of Object.entries(table)) {
      if (known !== word && (isSingle(word) || !known.startsWith(word))) continue;
      const worth = known === word ? 4 : 2;
      for (const one of where.split(" ")) {
        const [document, places] = one.split(":");
        for (const place of places.split(".")) {
          const key = `${document}.${parseInt(place, 10)}`;
          found.set(key, Math.max(found.get(key) ?? 0, place.endsWith("*") ? worth * 3 : worth));
        }
      }
    }
    return found;
  };

  /** Places of a block that hold all words; where none of a document does, the best one of it if it has them all. */
  const ofBlock = async (block, shards, wanted, singles) => {
    const [each, more] = await Promise.all([wanted, singles].map((all) => Promise.all(all.map(async (word) => points(await load(`${block}/${group(word) % shards}`), word)))));
    const documents = each.map((found) => new Set([...found.keys()].map((key) => key.split(".")[0])));
    const hits = new Map();
    for (const found of each) {
      for (const [key, worth] of found) {
        const document = key.split(".")[0];
        if (!documents.every((all) => all.has(document))) continue;
        const hit = hits.get(key) ?? { block, document: +document, place: +key.split(".")[1], worth: 0, words: 0 };
        hit.worth += worth;
        hit.words += 1;
        hits.set(key, hit);
      }
    }
    for (const hit of hits.values()) for (const found of more) hit.worth += found.get(`${hit.document}.${hit.place}`) ?? 0;
    const whole = new Set([...hits.values()].filter((hit) => hit.words === wanted.length).map((hit) => hit.document));
    const best = new Map();
    for (const hit of hits.values()) {
      if (whole.has(hit.document)) continue;
      if (!(best.get(hit.document)?.worth >= hit.worth)) best.set(hit.document, hit);
    }
    const all = [...hits.values()].filter((hit) => hit.words === wanted.length);
    return [...all, ...[...best.values()].map((hit) => ({ ...hit, worth: hit.worth / 4 }))];
  };

  /**
   * The best places for a query, with what is shown of them, and whether older documents were left out. The same
   * section of several releases is one result: the latest of them, and the names of the others. Letters that stand
   * alone are looked for where there is nothing else; beside words they only say which title comes first.
   */
  const find = async (query, limit, deep) => {
    const all = [...new Set(words(query))];
    const singles = all.filter(isSingle);
    const wanted = singles.length === all.length ? singles.splice(0) : all.filter((word) => !isSingle(word));
    if (wanted.length === 0) return { wanted, singles, results: [], older: false };
    const sizes = await load("index");
    const hits = [];
    let block = 0;
    for (; block < sizes.length && (deep || hits.length < limit || block === 0); block++) {
      hits.push(...(await ofBlock(block, sizes[block][1], wanted, singles)));
    }
    hits.sort((a, b) => b.worth - a.worth || a.block - b.block || a.document - b.document || a.place - b.place);
    const results = new Map();
    for (let from = 0; from < hits.length && results.size < limit; from += limit) {
      const next = hits.slice(from, from + limit);
      const names = await Promise.all(next.map((hit) => load(`${hit.block}/names`)));
      const texts = await Promise.all(next.map((hit, at) => load(names[at][hit.document])));
      for (const [at, hit] of next.entries()) {
        const { places, ...document } = texts[at];
        const [kind, title, address, text] = places[hit.place];
        const key = JSON.stringify([document.project ?? document.href, kind, address, hit.place === 0 ? "" : title]);
        const known = results.get(key);
        if (known) known.also.push(document.release);
        else if (results.size < limit) results.set(key, { kind, title, address, text, document, also: [] });
      }
    }
    return { wanted, singles, results: [...results.values()], older: block < sizes.length };
  };

  /** Pieces of a text, in turn plain and one of the words. */
  const marked = (text, wanted) => {
    const pieces = [];
    let from = 0;
    const mark = (at, end) => {
      if (at > from || pieces.length === 0) pieces.push(text.slice(from, at));
      else if (pieces.length % 2 === 0) { pieces[pieces.length - 1] += text.slice(at, end); from = end; return; }
      pieces.push(text.slice(at, end));
      from = end;
    };
    for (const run of text.matchAll(/(?:[\p{L}\p{N}\p{M}]|(?<=[0-9])\.(?=[0-9]))+/gu)) {
      for (const piece of run[0].matchAll(PIECES)) {
        const start = run.index + piece.index;
        const letters = [...piece[0]];
        if (!UNSPACED.test(piece[0])) {
          const folded = bare(fold(piece[0]));
          const end = start + piece[0].length;
          const joined = [`${folded}-`, `-${folded}`].filter((_, at) => /[-_]/.test(at === 0 ? text[end] : text[start - 1]));
          if (wanted.some((word) => (isSingle(word) ? folded === word : folded.startsWith(word)) || joined.some((part) => word.startsWith(part) || word.endsWith(part)))) mark(start, start + piece[0].length);
          continue;
        }
        for (let at = 0, place = start; at < letters.length; place += letters[at].length, at++) {
          const pair = letters[at] + (letters[at + 1] ?? "");
          if (wanted.includes(fold(pair)) && place + pair.length > from) mark(Math.max(place, from), place + pair.length);
        }
      }
    }
    pieces.push(text.slice(from));
    return pieces;
  };

  /** The part of a text around the first of the words. */
  const excerpt = (text, wanted, length = 180) => {
    const first = marked(text, wanted)[0].length;
    let from = first === text.length ? 0 : Math.max(0, first - 50);
    if (from > 0) from = Math.max(text.indexOf(" ", from) + 1, 0) || from;
    if (from > first) from = first;
    let end = Math.min(text.length, from + length);
    if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), from + length / 2);
    return `${from > 0 ? "… " : ""}${text.slice(from, end)}${end < text.length ? " …" : ""}`;
  };

  Object.assign(readybook, { find, fold, split: words, marked, excerpt });
})();
