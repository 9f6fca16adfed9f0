// Searches the list of resources without a server, in the files that search_index.py writes.
(() => {
  const one = (selector) => document.querySelector(selector), form = one("form[data-index]");
  if (!form) return;
  const given = {}, loads = {};
  const { lang } = document.documentElement, { index, rows, batch, most } = form.dataset;
  const list = one("#list"), found = one("#found"), items = one("#found ol");
  const more = one("#found button"), status = one("form [role=status]");
  const panels = [...form.querySelectorAll("details")];
  const words = JSON.parse(form.dataset.words);
  globalThis.searchIndex = (key, value) => { given[key] = value; };
  const load = (key, path) => loads[key] ??= new Promise((done, fail) => {
    document.head.append(make("script", {
      src: `${path}.js`,
      onload: () => done(given[key]),
      onerror: () => { delete loads[key]; fail(Error(path)); },
    }));
  });

  // Words, folded as search_words.py does.
  const fold = (text) => text.toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae")
    .replace(/ß/g, "ss").normalize("NFKD").replace(/\p{M}/gu, "");
  const singular = (word) =>
    word.replace(/([^e])aux$/u, "$1al").replace(/(...)[sx]$/u, "$1");
  const wordsOf = (text, small) => {
    const all = (fold(text).match(/[\p{L}\p{N}]{2,}/gu) ?? []).map((word) => word.match(/.{1,40}/u)[0]);
    const telling = all.filter((word) => !small.includes(word));
    return telling.length ? telling : all.slice(-1);
  };

  // Numbers of resources -> whether the title holds the word (1) or not (0).
  const decode = (text, into = new Map()) => {
    text.split(" ").forEach((part, others) => {
      let number = 0, scale = 1, last = 0;
      for (const letter of part) {
        const code = letter.charCodeAt(), sign = code - 35 - (code > 92);
        const run = sign > 63 ? sign - 62 : sign < 32;
        number = run > 1 ? 1 : number + sign % 32 * scale;
        scale *= 32;
        for (let left = run; left--;) {
          last += number;
          if (!into.get(last)) into.set(last, 1 - others);
        }
        if (run) [number, scale] = [0, 1];
      }
    });
    return into;
  };
  const holding = async (word, whole, tree, into = new Map()) => {
    let prefix = "";
    for (const letter of word) {
      if (!Object.hasOwn(tree, prefix)) break;
      if (!tree[prefix].includes(letter)) return into;
      prefix += letter;
    }
    const name = prefix.replace(/[^a-z0-9]/gu, (each) => `-${each.codePointAt().toString(16)}`);
    const file = await load(`m-${prefix}`, `${index}mots/m-${name}`);
    if (!whole && prefix === word && file["*"]) return decode(file["*"], into);
    for (const each in file) {
      if (each === word || (!whole && each.startsWith(word))) decode(file[each], into);
    }
    return into;
  };
  const facet = (key) => load(`c-${key}`, `${index}facettes/${key}`);
  const common = (sets) => {
    const [first, ...others] = sets.sort((a, b) => a.size - b.size), scores = new Map();
    for (const [number, title] of first) {
      if (others.every((each) => each.has(number))) {
        scores.set(number, others.reduce((sum, each) => sum + each.get(number), title));
      }
    }
    return scores;
  };
  const row = async (number) => {
    const block = number >> 3, path = `${rows}${block / 1000 | 0}/${block % 1000}`;
    return (await load(`f-${block}`, path))[number];
  };
  const make = (name, attributes, ...children) => {
    const made = document.createElement(name);
    made.append(...children);
    return Object.assign(made, attributes);
  };

  const told = (number) => number.toLocaleString(lang);
  let turn = 0, shown = 0;
  const run = async (start) => {
    const mine = ++turn, sets = {}, state = new URLSearchParams(new FormData(form));
    if (!state.get("q").trim()) state.delete("q");
    for (const [name, value] of state) {
      if (name !== "q") {
        sets[name] ??= [new Map()];
        decode(` ${(await facet(name))[value]}`, sets[name][0]);
        continue;
      }
      const { tree, small } = await load("tree", `${index}tree`);
      const parts = wordsOf(value, small), last = parts.pop();
      if (!last) continue;
      sets.q = await Promise.all(parts.map((word) => holding(singular(word), true, tree)));
      const into = await holding(singular(last), true, tree);
      sets.q.push(await holding(last, false, tree, into));
    }
    const without = (name) => Object.keys(sets).flatMap((key) => key === name ? [] : sets[key]);
    for (const panel of panels.filter(({ open }) => open)) {
      const { name } = panel.dataset, rest = without(name), numbers = await facet(name);
      const hits = rest.length && common(rest);
      for (const box of panel.querySelectorAll("input")) {
        const own = [...decode(` ${numbers[box.value]}`).keys()];
        const both = hits ? own.filter((number) => hits.has(number)) : own;
        box.parentNode.querySelector(".total").textContent = told(both.length);
      }
    }
    const all = without(), active = !!all.length, scores = active ? common(all) : new Map();
    const order = [...scores.keys()].sort((a, b) => scores.get(b) - scores.get(a) || a - b);
    const next = await Promise.all(order.slice(start, Math.min(start + +batch, most)).map(row));
    if (mine !== turn) return;
    if (!start) items.replaceChildren();
    for (const [href, title, own, kind, other, rest] of next) {
      const link = make("a", { href, dir: "auto", lang: own }, title);
      const note = make("small", {}, make("span", { lang: other }, kind), rest);
      items.append(make("li", {}, link, " ", note));
    }
    shown = start + next.length;
    found.hidden = !active;
    list.hidden = active;
    more.hidden = shown >= Math.min(order.length, most);
    const said = order.length > most ? words.over : words[order.length] ?? words.several;
    status.textContent = active ? said.replace("{number}", told(order.length)) : "";
    history.replaceState(null, "", `?${state}`);
    if (start) items.children[start].querySelector("a").focus();
  };
  const search = (start) => run(start).catch(() => { status.textContent = words.failed; });
  let timer;
  const anew = () => {
    clearTimeout(timer);
    timer = setTimeout(search, 150, 0);
  };
  for (const [name, value] of new URLSearchParams(location.search)) {
    for (const box of form.elements) {
      if (box.name !== name) continue;
      if (name === "q") box.value = value;
      else if (box.value === value) box.closest("details").open = box.checked = true;
    }
  }
  form.addEventListener("input", anew);
  for (const panel of panels) panel.addEventListener("toggle", anew);
  form.addEventListener("submit", (event) => { event.preventDefault(); anew(); });
  more.addEventListener("click", () => search(shown));
  if (location.search) search(0);
})();
