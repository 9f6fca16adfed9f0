// Elements and words: how the programs of the page make what one sees.

// An element with attributes (functions are listeners, null leaves one out) and children.
export const element = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value);
  }
  made.append(...children.filter((each) => each !== null && each !== undefined));
  return made;
};

const SVG = "http://www.w3.org/2000/svg";
export const shape = (tag, attributes = {}, ...children) => {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value) made.setAttribute(name, value);
    else if (value === 0) made.setAttribute(name, "0");
  }
  made.append(...children);
  return made;
};

export class Words {
  #words;
  #number;

  constructor(words, language) {
    this.#words = words;
    this.language = language;
    this.locale = language === "fr" ? "fr-FR" : "en-GB";
    this.#number = new Intl.NumberFormat(this.locale);
    this.collator = new Intl.Collator(language, { numeric: true, sensitivity: "base" });
  }

  // The words of a key, their {places} filled in.
  say(key, values = {}) {
    return this.#words[key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  }

  number(number) {
    return this.#number.format(number);
  }

  count(one, several, number) {
    const few = this.language === "fr" ? number < 2 : number === 1;
    return this.say(few ? one : several, { n: this.number(number) });
  }

  time(milliseconds) {
    if (milliseconds < 1000) return this.say("milliseconds", { n: this.number(Math.round(milliseconds)) });
    return this.say("seconds", { n: this.number(Math.round(milliseconds / 100) / 10) });
  }

  // A text with accents and capitals taken away, for looking things up.
  static fold(text) {
    return text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  }
}
