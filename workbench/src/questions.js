// The questions at hand: their text with other values in the place of the defaults.

const ESCAPES = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" };
const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const IRI = /^[A-Za-z][A-Za-z0-9+.-]*:(?:[^\x00-\x20<>"{}|^`\\%#[\]]|%[0-9A-Fa-f]{2})*(?:#(?:[^\x00-\x20<>"{}|^`\\%#[\]]|%[0-9A-Fa-f]{2})*)?$/;
// A day that the calendar has: of the 30th of February a Date makes another day.
const isDay = (value) => {
  const at = /^\d{4}-\d\d-\d\d$/.test(value) ? new Date(`${value}T00:00:00Z`) : new Date(NaN);
  return !isNaN(at) && at.toISOString().startsWith(value) && !value.startsWith("0000");
};
const SUITS = {
  id: (value) => ID.test(value),
  day: isDay,
  year: (value) => /^\d{4}$/.test(value) && value !== "0000",
  integer: (value) => /^[+-]?\d+$/.test(value),
  iri: (value) => IRI.test(value),
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
