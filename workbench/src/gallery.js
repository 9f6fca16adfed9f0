// The questions at hand: the list of the page, with a filter, and the form of the chosen one.
import { Words, element } from "./dom.js";
import { bound, defaults, suits } from "./questions.js";

const TYPES = { integer: "number", day: "date", iri: "url" };
const LISTING = ["identifiants", "ids"];

export class Gallery {
  #questions = [];
  #place;
  #things;
  #words;
  #write;
  #chosen = null;
  #values = [];

  // Args: place, the element where the form of a question goes; things; words; write, which takes the
  // text of a question, and whether to ask it at once.
  constructor({ place, things, words, write }) {
    this.#place = place;
    this.#things = things;
    this.#words = words;
    this.#write = write;
  }

  // Takes the questions; list, the element that has a link for each.
  open(questions, list) {
    this.#questions = questions;
    const links = [...list.querySelectorAll("a[data-name]")];
    for (const link of links) {
      link.addEventListener("click", (event) => {
        const question = questions.find((each) => each.name === link.dataset.name);
        if (!question || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        this.choose(question, true);
        for (const each of links) each.removeAttribute("aria-current");
        link.setAttribute("aria-current", "true");
        list.closest("details").open = false;
        this.#place.querySelector("h3").focus();
      });
    }
    list.before(this.#filter(links));
  }

  // Shows the form of a question, and writes its text.
  choose(question, ask) {
    this.#chosen = question;
    this.#values = defaults(question);
    const fields = question.parameters.map((parameter, number) => this.#field(parameter, number));
    this.#place.replaceChildren(
      element("h3", { tabindex: "-1" }, question.summary),
      ...(question.description ? [element("p", { class: "note" }, question.description)] : []),
      ...(fields.length ? [this.#form(fields)] : []),
    );
    this.#place.hidden = false;
    this.#write(bound(question, this.#values), ask);
  }

  #form(fields) {
    const words = this.#words;
    return element(
      "form",
      {
        submit: (event) => {
          event.preventDefault();
          if (!this.#place.querySelector("[aria-invalid]")) this.#write(bound(this.#chosen, this.#values), true);
        },
      },
      element("fieldset", {}, element("legend", {}, words.say("parameters")), ...fields),
      element("p", {}, element("button", { type: "submit" }, words.say("ask"))),
    );
  }

  // What columns are called in the language of the page.
  headOf(variable) {
    return (this.#chosen?.columns?.[variable] ?? variable).replaceAll("_", " ");
  }

  // Takes the form away where the text is no longer that of the question.
  follow(text) {
    if (this.#chosen && this.#suit() && text !== bound(this.#chosen, this.#values)) {
      this.#chosen = null;
      this.#place.hidden = true;
    }
  }

  #suit() {
    return this.#chosen.parameters.every((each, number) => suits(each, this.#values[number]));
  }

  #filter(links) {
    const words = this.#words;
    const status = element("span", { role: "status", class: "note" });
    const field = element("input", {
      type: "search",
      id: "filter",
      input: () => {
        const wanted = Words.fold(field.value).split(/\s+/).filter(Boolean);
        let left = 0;
        for (const link of links) {
          const text = Words.fold(`${link.textContent} ${link.dataset.name}`);
          link.parentElement.hidden = !wanted.every((each) => text.includes(each));
          left += link.parentElement.hidden ? 0 : 1;
        }
        status.textContent = words.count("found_one", "found", left);
      },
    });
    return element("p", { class: "filter" }, element("label", { for: "filter" }, words.say("filter")), " ", field, " ", status);
  }

  #field(parameter, number) {
    const id = `parameter-${number}`;
    const note = element("span", { id: `${id}-note`, class: "note" });
    const common = { id, name: id, "aria-describedby": note.id };
    const change = () => this.#change(parameter, number, field.value, field, note);
    let field;
    if (parameter.type === "choice") {
      field = element(
        "select",
        { ...common, change },
        ...parameter.choices.map(([word, label]) => element("option", { value: word, selected: word === parameter.value }, label)),
      );
    } else {
      field = element("input", {
        ...common,
        change,
        type: TYPES[parameter.type] ?? "text",
        value: parameter.value,
        placeholder: parameter.optional ? this.#words.say("any") : null,
        autocomplete: "off",
        spellcheck: "false",
      });
    }
    const parts = [element("label", { for: id }, parameter.label), field, note];
    if (parameter.lists.length) {
      const options = element("datalist", { id: `${id}-list` });
      field.setAttribute("list", options.id);
      parts.push(options);
      this.#fill(options, parameter, field);
    }
    return element("p", {}, ...parts);
  }

  async #fill(options, parameter, field) {
    const listing = this.#questions.find((each) => LISTING.includes(each.name));
    if (!listing) return;
    const load = async () => {
      field.removeEventListener("focus", load);
      for (const list of parameter.lists) {
        const named = await this.#things.list(listing, 0, list).catch(() => []);
        options.append(...named.map(([id, name]) => element("option", { value: id, label: name }, name)));
      }
    };
    field.addEventListener("focus", load);
  }

  #change(parameter, number, given, field, note) {
    const value = this.#meant(given.trim(), field);
    if (!suits(parameter, value)) {
      note.textContent = this.#words.say("refused", { value: given, wanted: parameter.wanted });
      field.setAttribute("aria-invalid", "true");
      return;
    }
    note.textContent = "";
    field.removeAttribute("aria-invalid");
    this.#values[number] = value;
    if (this.#suit()) this.#write(bound(this.#chosen, this.#values), false);
  }

  // The id of a thing that is given by its name.
  #meant(given, field) {
    const named = [...(field.list?.options ?? [])].find((each) => Words.fold(each.label) === Words.fold(given));
    return named ? named.value : given;
  }
}
