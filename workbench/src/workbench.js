// Brings the page of SPARQL questions to life; what answers them is an engine (see README.md).
import { AnswerView } from "./answer.js";
import { Words, element } from "./dom.js";
import { Gallery } from "./gallery.js";
import { plainEditor } from "./plain_editor.js";
import { Prefixes } from "./prefixes.js";
import { SavedQuestions } from "./saved_questions.js";
import { Things } from "./things.js";

const ROWS_OR_STATEMENTS = "application/sparql-results+json, text/turtle;q=0.9";
// What every server on the way takes in an address.
const LONGEST_ADDRESS = 6000;

const one = (selector) => document.querySelector(selector);

// What the page says in its block of JSON.
export const settings = () => JSON.parse(one("#workbench").textContent);

export const mount = async (engine) => new Workbench(engine, settings()).start();

class Workbench {
  #engine;
  #page;
  #words;
  #things;
  #saved = new SavedQuestions();
  #editor;
  #gallery;
  #answer;
  #parts = {};
  #running = null;
  #insists = false;

  constructor(engine, page) {
    this.#engine = engine;
    this.#page = page;
    this.#words = new Words(page.words, page.language);
    this.#things = new Things(engine, page.language);
  }

  async start() {
    this.#lay();
    const catalogue = await this.#told();
    const prefixes = new Prefixes(catalogue.prefixes);
    this.#editor = await this.#edit(catalogue, prefixes);
    this.#gallery = new Gallery({
      place: this.#parts.chosen,
      things: this.#things,
      words: this.#words,
      write: (text, ask) => {
        this.#editor.write(text);
        if (ask) this.#ask();
      },
    });
    if (one("#questions")) this.#gallery.open(catalogue.questions, one("#questions"));
    this.#answer = new AnswerView({
      place: this.#parts.body,
      engine: this.#engine,
      page: this.#page,
      words: this.#words,
      prefixes,
      things: this.#things,
      headOf: (name) => this.#gallery.headOf(name),
    });
    document.documentElement.dataset.workbench = this.#editor.rich ? "rich" : "plain";
    this.#begin(catalogue.questions);
  }

  // What is known of the catalogue: its prefixes, classes, properties, questions.
  async #told() {
    try {
      return await (await fetch(this.#page.catalogue)).json();
    } catch {
      return { prefixes: {}, classes: [], properties: [], questions: [] };
    }
  }

  // The question of the address, if there is one.
  #begin(questions) {
    const fields = new URLSearchParams(location.search);
    const shared = new URLSearchParams(location.hash.slice(1)).get("query") ?? fields.get("query");
    const known = questions.find((each) => each.name === fields.get("question"));
    if (!shared && !known) return;
    if (shared && shared !== this.#editor.text()) this.#editor.write(shared);
    if (known) this.#gallery.choose(known, false);
    // The engine of the browser loads megabytes: nobody has asked for them yet.
    if (this.#engine.kind !== "browser") this.#ask();
  }

  // Lays out what the script adds to the page.
  #lay() {
    const form = one("#editor");
    const field = one("#query");
    const parts = this.#parts;
    const words = this.#words;
    const ask = form.querySelector("button[type=submit]");
    one("#format")?.parentElement.setAttribute("hidden", "");
    parts.field = field;
    parts.ask = ask;
    parts.stop = element("button", { type: "button", hidden: true, click: () => this.#stop() }, words.say("stop"));
    parts.status = element("span", { role: "status", class: "note" });
    ask.after(" ", parts.stop, " ", parts.status);
    parts.chosen = element("div", { id: "chosen", hidden: true });
    form.before(parts.chosen);
    parts.problem = element("div", { id: "fault", role: "alert" });
    form.after(parts.problem);
    parts.body = element("div");
    parts.answer = element("section", { id: "answered", hidden: true }, element("h2", { id: "answer-title", tabindex: "-1" }, this.#page.answer), parts.body);
    parts.problem.after(parts.answer);
    parts.saved = element("div");
    one("#cite-section")?.remove();
    parts.answer.after(
      element("details", { id: "history" }, element("summary", {}, words.say("history")), element("p", { class: "note" }, words.say("history_note")), parts.saved),
    );
    this.#remember();
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#ask();
    });
  }

  async #edit(catalogue, prefixes) {
    const { field } = this.#parts;
    const shared = {
      field,
      words: this.#words,
      ask: () => this.#ask(),
      change: () => this.#changed(),
    };
    if (this.#page.editor) {
      try {
        const { editor } = await import(new URL(this.#page.editor, document.baseURI).href);
        return editor({ ...shared, catalogue, prefixes, things: this.#things });
      } catch (error) {
        console.warn(error);
      }
    }
    field.before(element("p", { class: "note" }, this.#words.say("plain_help")));
    return plainEditor(shared);
  }

  #changed() {
    this.#insists = false;
    this.#gallery?.follow(this.#editor.text());
  }

  async #ask() {
    const query = this.#editor.text();
    const faults = this.#insists ? [] : this.#editor.faults();
    if (faults.length) {
      this.#refuse(faults[0], true);
      return;
    }
    this.#insists = false;
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    const parts = this.#parts, words = this.#words;
    one("#given")?.remove();
    parts.problem.replaceChildren();
    this.#editor.mark(null);
    parts.stop.hidden = false;
    parts.status.textContent = words.say(this.#engine.kind === "browser" ? "loading" : "running");
    try {
      await this.#engine.ready();
      parts.status.textContent = words.say("running");
      const answer = await this.#engine.ask(query, { accept: ROWS_OR_STATEMENTS, signal: running.signal });
      if (this.#running !== running) return;
      const address = this.#share(query);
      const size = await this.#answer.show(query, answer, address, new Date(), running.signal);
      parts.answer.hidden = false;
      parts.status.textContent = words.say("took", { rows: size, time: words.time(answer.milliseconds) });
      this.#saved.add(query, new Date().toISOString());
      this.#remember();
    } catch (error) {
      if (this.#running !== running) return;
      parts.status.textContent = "";
      if (running.signal.aborted) parts.status.textContent = words.say("stopped");
      else this.#refuse(this.#faultOf(error), false);
    } finally {
      if (this.#running === running) {
        this.#running = null;
        parts.stop.hidden = true;
      }
    }
  }

  #stop() {
    this.#running?.abort();
    this.#engine.stop();
  }

  #faultOf(error) {
    if (error instanceof TypeError) return { message: this.#words.say("failed", { reason: this.#words.say("unreachable") }) };
    return { ...error, message: [error.message, error.remedy].filter(Boolean).join(" ") };
  }

  // Says what is wrong, and leads to its place.
  #refuse(fault, here) {
    const words = this.#words, { problem, answer } = this.#parts;
    const parts = [];
    if (here) parts.push(element("strong", {}, words.say("place", fault)), " ");
    parts.push(fault.message);
    const buttons = (fault.mends ?? []).map(({ name, apply }) =>
      element("button", { type: "button", click: () => { apply(); this.#ask(); } }, name),
    );
    if (fault.line) {
      buttons.push(element("button", { type: "button", click: () => this.#editor.go(fault.line, fault.column ?? 1) }, words.say("go", fault)));
    }
    if (here) {
      buttons.push(element("button", { type: "button", click: () => { this.#insists = true; this.#ask(); } }, words.say("anyway")));
    }
    one("#given")?.remove();
    answer.hidden = true;
    this.#parts.status.textContent = "";
    this.#editor.mark(fault);
    problem.replaceChildren(element("p", {}, ...parts), element("p", {}, ...buttons.flatMap((each) => [each, " "])));
    if (fault.line) this.#editor.go(fault.line, fault.column ?? 1);
  }

  // Puts the question into the address of the page; returns it.
  #share(query) {
    const bare = location.href.split(/[?#]/)[0], { language } = this.#words;
    const here = new URLSearchParams({ query });
    if (this.#engine.kind === "browser") {
      // Behind the hash nothing is sent to the host; each language has a page of its own.
      history.replaceState(null, "", `${bare}#${here}`);
      for (const link of document.querySelectorAll(".languages a")) link.hash = here;
      return `${bare}#${here}`;
    }
    const short = `${bare}?${new URLSearchParams({ query, lang: language })}`;
    const address = short.length > LONGEST_ADDRESS ? `${bare}?lang=${language}#${here}` : short;
    history.replaceState(null, "", address);
    for (const link of document.querySelectorAll(".languages a")) {
      const to = new URL(address);
      to.searchParams.set("lang", link.lang);
      link.href = `${to.search}${to.hash}`;
    }
    return address;
  }

  #remember() {
    const saved = this.#saved.all(), words = this.#words;
    const when = new Intl.DateTimeFormat(words.locale, { dateStyle: "medium", timeStyle: "short" });
    const items = saved.map(({ query, when: then }) =>
      element(
        "li",
        {},
        element("button", { type: "button", class: "past", click: () => { this.#editor.write(query); this.#editor.focus(); } }, firstLine(query)),
        " ",
        element("span", { class: "note" }, when.format(new Date(then))),
      ),
    );
    this.#parts.saved.replaceChildren(
      items.length ? element("ul", {}, ...items) : element("p", {}, words.say("history_none")),
      ...(items.length ? [element("p", {}, element("button", { type: "button", click: () => { this.#saved.clear(); this.#remember(); } }, words.say("clear")))] : []),
    );
  }
}

// The line that says what a query asks, without its prefixes.
const firstLine = (query) => {
  const lines = query.split("\n").map((line) => line.trim());
  const telling = lines.filter((line) => line && !/^(PREFIX|BASE|#)/i.test(line)).join(" ");
  return (telling || query).slice(0, 100);
};
