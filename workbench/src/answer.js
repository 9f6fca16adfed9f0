// An answer as people read it: rows, statements, or yes or no; its figure, files, address, citation.
import { element } from "./dom.js";
import { figure } from "./chart.js";
import { table } from "./table.js";

const MOST_LINES = 2000;

export class AnswerView {
  #place;
  #engine;
  #page;
  #words;
  #prefixes;
  #things;
  #headOf;

  // Args: place, the element that it fills; engine; page, the settings of the page; words; prefixes;
  // things; headOf a variable.
  constructor({ place, engine, page, words, prefixes, things, headOf }) {
    this.#place = place;
    this.#engine = engine;
    this.#page = page;
    this.#words = words;
    this.#prefixes = prefixes;
    this.#things = things;
    this.#headOf = headOf;
  }

  // Shows an answer of the engine; returns how much it is, in words. Throws what the signal was given where
  // it was ended while names were looked up: another question may have its answer by then.
  async show(query, { type, text }, address, today, signal) {
    const isRows = type.includes("results+json");
    const { body, size } = isRows ? await this.#rows(JSON.parse(text)) : this.#statements(text);
    signal.throwIfAborted();
    this.#place.replaceChildren(
      ...body,
      this.#downloads(query, isRows ? this.#page.rows : this.#page.graphs),
      this.#share(address),
      this.#citation(size, address, today),
    );
    return size;
  }

  async #rows(result) {
    const words = this.#words;
    if (result.boolean !== undefined) {
      const said = result.boolean ? this.#page.yes : this.#page.no;
      return { body: [element("p", { class: "said" }, element("strong", {}, said))], size: words.say("yes_or_no") };
    }
    const variables = result.head.vars, rows = result.results.bindings;
    const size = words.count("row", "rows", rows.length);
    if (!rows.length) return { body: [element("p", {}, this.#page.nothing)], size };
    const own = rows.flatMap((row) => Object.values(row))
      .filter((term) => term.type === "uri" && term.value.startsWith(this.#page.base))
      .map((term) => term.value);
    const names = own.length ? await this.#things.names(own).catch(() => new Map()) : new Map();
    const nameOf = (term) =>
      !term ? "" : term.type === "uri" ? names.get(term.value) || this.#prefixes.short(term.value) || term.value : term.value;
    const drawing = figure(variables, rows, nameOf, words);
    const made = table({ variables, rows, headOf: this.#headOf, cell: (term) => this.#cell(term, nameOf), nameOf, words });
    return { body: [...(drawing ? [drawing] : []), ...made], size };
  }

  #cell(term, nameOf) {
    if (!term) return "";
    if (term.type === "bnode") return `_:${term.value}`;
    if (term.type === "triple") return JSON.stringify(term.value);
    if (term.type !== "uri") {
      const lang = term["xml:lang"];
      return lang && lang !== this.#words.language ? element("span", { lang }, term.value) : term.value;
    }
    const name = nameOf(term);
    if (!/^https?:/.test(term.value)) return name;
    const own = term.value.startsWith(this.#page.base);
    const href = own ? this.#ownPage(term.value) : term.value;
    return element("a", { href, title: name === term.value ? null : term.value }, name);
  }

  // The page of a thing of the catalogue, where this site has it.
  #ownPage(iri) {
    const [path, part] = iri.slice(this.#page.base.length).split("#");
    return `${this.#page.root}${path}${this.#page.suffix}${part ? `#${part}` : ""}`;
  }

  #statements(text) {
    const lines = text.trimEnd().split("\n");
    const shown = lines.length > MOST_LINES ? `${lines.slice(0, MOST_LINES).join("\n")}\n…` : text;
    return {
      body: [element("pre", { tabindex: "0" }, element("code", {}, shown))],
      size: this.#words.count("statement", "statements", lines.length),
    };
  }

  #downloads(query, formats) {
    const links = formats.map((format) => {
      const href = this.#engine.address?.(query, format.name);
      if (href) return element("a", { href, download: `answer${format.extension}` }, format.label);
      return element("button", { type: "button", click: (event) => this.#save(query, format, event.currentTarget) }, format.label);
    });
    return element("p", { class: "files" }, `${this.#page.downloads} `, ...links.flatMap((link, place) => (place ? [" ", link] : [link])));
  }

  // What cannot be written so, as XML a control character, is told in the place of the button.
  async #save(query, format, button) {
    let text;
    try {
      ({ text } = await this.#engine.ask(query, { accept: format.type }));
    } catch (fault) {
      button.replaceWith(element("span", { role: "alert" }, `${format.label} : ${fault.message}`));
      return;
    }
    const href = URL.createObjectURL(new Blob([text], { type: format.type }));
    element("a", { href, download: `answer${format.extension}` }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
  }

  #share(address) {
    const field = element("input", { id: "share", readonly: true, value: address, focus: () => field.select() });
    return element(
      "p",
      { class: "share" },
      element("label", { for: "share" }, this.#words.say("share")),
      field,
      this.#copier(() => address, "share"),
    );
  }

  #citation(size, address, today) {
    const date = new Intl.DateTimeFormat(this.#words.locale, { dateStyle: "long" }).format(today);
    const text = this.#words.say("citation", { source: this.#page.citation, rows: size, date, address }).trim();
    return element(
      "section",
      {},
      element("h3", { id: "citing" }, this.#page.cite),
      element("p", { class: "cite" }, text),
      element("p", {}, this.#copier(() => text, "citing")),
    );
  }

  #copier(textOf, described) {
    if (!navigator.clipboard) return null;
    const said = element("span", { role: "status", class: "note" });
    const button = element("button", { type: "button", "aria-describedby": described, click: async () => {
      await navigator.clipboard.writeText(textOf());
      said.textContent = this.#words.say("copied");
    } }, this.#words.say("copy"));
    return element("span", { class: "copier" }, button, " ", said);
  }
}
