// The questions at hand: their text with other values in the place of the defaults.

const ESCAPES = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" };
const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const SUITS = {
  id: (value) => ID.test(value),
  day: (value) => /^\d{4}-\d\d-\d\d$/.test(value),
  year: (value) => /^\d{4}$/.test(value),
  integer: (value) => /^[+-]?\d+$/.test(value),
  iri: (value) => /^[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]*$/.test(value),
  text: () => true,
};

// A value as the term that stands for it: a term, never a piece of text.
const term = ({ type }, value) => {
  if (type === "iri") return `<${value}>`;
  if (type === "integer") return value;
  return `"${value.replace(/[\\"\n\r\t]/g, (each) => ESCAPES[each])}"`;
};

export const suits = (parameter, value) => {
  if (value === "" && parameter.optional && parameter.type !== "integer" && parameter.type !== "iri") return true;
  if (parameter.type === "choice") return parameter.choices.some(([word]) => word === value);
  return SUITS[parameter.type](value);
};

// The text of a question; values by the place of its parameters.
export const bound = (question, values) =>
  question.text
    .map((piece) => (typeof piece === "number" ? term(question.parameters[piece], values[piece]) : piece))
    .join("");

export const defaults = (question) => question.parameters.map((each) => each.value);
