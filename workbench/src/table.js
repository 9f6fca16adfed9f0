// The rows of an answer as a table that one sorts by its columns.
import { element } from "./dom.js";

const STEP = 100;
// As number_columns of sparql/answers.py has them.
const NUMBERS = [
  ...["decimal", "double", "float", "integer", "long", "int", "short", "byte"],
  ...["nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger"],
  ...["unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"],
].map((name) => `http://www.w3.org/2001/XMLSchema#${name}`);
const isNumber = (term) => NUMBERS.includes(term.datatype);

// What two cells are compared by: numbers before words, nothing last.
const compared = (words, nameOf) => (one, two) => {
  if (!one || !two) return (one ? 0 : 1) - (two ? 0 : 1);
  const [a, b] = [one, two].map((term) => (isNumber(term) ? Number(term.value) : NaN));
  if (!isNaN(a) && !isNaN(b)) return a - b;
  return words.collator.compare(nameOf(one), nameOf(two));
};

// Args: variables; rows as SPARQL's JSON has them; headOf a variable; cell, what a term becomes; nameOf
// a term, by which it is sorted; words.
export const table = ({ variables, rows, headOf, cell, nameOf, words }) => {
  let order = rows, shown = STEP, sorted = null, down = false;
  const body = element("tbody");
  const more = element("button", { type: "button", click: () => { shown += 5 * STEP; fill(); } });
  // Numbers end below each other.
  const classes = variables.map((name) => {
    const terms = rows.map((row) => row[name]).filter(Boolean);
    return terms.length && terms.every(isNumber) ? "number" : null;
  });
  const heads = variables.map((name, place) => {
    const head = element("th", { scope: "col", class: classes[place] });
    const label = headOf(name);
    head.append(
      element("button", { type: "button", class: "sort", title: words.say("sort", { column: label }), click: () => sort(name) }, label),
    );
    return head;
  });

  const fill = () => {
    body.replaceChildren(
      ...order.slice(0, shown).map((row) => element("tr", {}, ...variables.map((name, place) => element("td", { class: classes[place] }, cell(row[name]))))),
    );
    const left = order.length - shown;
    more.hidden = left <= 0;
    more.textContent = words.say("more", { n: words.number(Math.max(left, 0)) });
  };

  const sort = (name) => {
    [sorted, down] = sorted === name ? (down ? [null, false] : [name, true]) : [name, false];
    const compare = compared(words, nameOf);
    const sign = down ? -1 : 1;
    order = sorted === null ? rows : [...rows].sort((one, two) => {
      if (!one[name] || !two[name]) return compare(one[name], two[name]);
      return sign * compare(one[name], two[name]);
    });
    variables.forEach((each, place) => {
      if (each === sorted) heads[place].setAttribute("aria-sort", down ? "descending" : "ascending");
      else heads[place].removeAttribute("aria-sort");
    });
    fill();
  };

  fill();
  return [
    element(
      "div",
      { class: "wide", role: "region", "aria-label": words.say("table"), tabindex: "0" },
      element("table", {}, element("thead", {}, element("tr", {}, ...heads)), body),
    ),
    more,
  ];
};
