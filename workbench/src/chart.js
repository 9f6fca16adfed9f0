// The figure of an answer that counts: a bar a row, or a circle for each crossing. The rule is that of
// site/answer_figure.py; here a thing counts as a word too, by its name.
import { element, shape } from "./dom.js";

const MOST_BARS = 30, MOST_ACROSS = 8, WIDTH = 360, LINE = 15, BAR = 10, ROW = 34, LONGEST = 52;
const INTEGERS = ["integer", "nonNegativeInteger", "int", "long"].map((name) => `http://www.w3.org/2001/XMLSchema#${name}`);

const numberOf = (term) =>
  term?.type === "literal" && INTEGERS.includes(term.datatype) && /^\d{1,15}$/.test(term.value) ? Number(term.value) : -1;
const tenths = (number) => Math.round(number * 10) / 10;
const cut = (label) =>
  label.length <= LONGEST ? label : `${label.slice(0, LONGEST).replace(/\s+\S*$/, "")}…`;
const label = (x, y, text, anchor) => shape("text", { x, y, "text-anchor": anchor }, text);

// Shapes and their height; null where the rows are no numbers of things.
export const figure = (variables, rows, nameOf, words) => {
  const first = rows.slice(0, MOST_BARS);
  const counted = variables.filter((name) => first.length && first.every((row) => numberOf(row[name]) >= 0));
  const last = variables.at(-1);
  if (first.length < 2 || counted.at(-1) !== last) return null;
  const numbers = first.map((row) => numberOf(row[last]));
  const texts = variables.filter((name) => !counted.includes(name) && first.every((row) => row[name] && row[name].type !== "bnode"));
  const most = Math.max(...numbers);
  if (!most || !texts.length) return null;
  const at = numbers.indexOf(most);
  const across = texts.at(-1);
  const summary = (...names) =>
    words.say("chart_summary", { label: names.map((name) => nameOf(first[at][name])).join(", "), value: words.number(most) }) +
    (rows.length > MOST_BARS ? ` ${words.say("first_bars", { n: MOST_BARS })}` : "");
  const labels = first.map((row) => nameOf(row[across]));
  if (new Set(labels).size === labels.length) {
    return drawn(bars(labels, numbers, most, words), labels.length * ROW, summary(across));
  }
  for (const down of texts.slice(0, -1).reverse()) {
    const lines = [...new Set(first.map((row) => nameOf(row[down])))];
    const columns = [...new Set(labels)].sort(words.collator.compare);
    const cells = new Map(first.map((row, place) => [`${nameOf(row[down])}\n${labels[place]}`, numbers[place]]));
    if (cells.size === first.length && columns.length <= MOST_ACROSS) {
      const height = LINE + 6 + lines.length * 46;
      return drawn(grid(lines, columns, cells, most, words), height, summary(down, across));
    }
  }
  return null;
};

const bars = (labels, numbers, most, words) =>
  labels.flatMap((text, place) => {
    const top = place * ROW, width = tenths(((WIDTH - 50) * numbers[place]) / most);
    return [
      label(0, top + LINE - 3, cut(text)),
      shape("rect", { x: 0, y: top + LINE + 2, width: `${width}`, height: BAR }),
      label(tenths(width + 5), top + LINE + 1 + BAR, words.number(numbers[place])),
    ];
  });

const grid = (lines, columns, cells, most, words) => {
  const step = WIDTH / columns.length, largest = Math.min(step / 2 - 1, 10);
  const shapes = columns.map((text, place) => label(tenths((place + 0.5) * step), LINE - 3, text, "middle"));
  lines.forEach((line, number) => {
    const top = LINE + 6 + number * 46;
    shapes.push(label(0, top + LINE - 3, cut(line)));
    columns.forEach((column, place) => {
      const value = cells.get(`${line}\n${column}`);
      if (!value) return;
      const x = tenths((place + 0.5) * step), y = top + LINE + 12;
      const radius = tenths(Math.max(1.5, largest * Math.sqrt(value / most)));
      shapes.push(shape("circle", { cx: x, cy: y, r: radius }), label(tenths(x + radius + 2), y + 4, words.number(value)));
    });
  });
  return shapes;
};

const drawn = (shapes, height, summary) =>
  element(
    "figure",
    {},
    shape("svg", { class: "figure", viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-label": summary }, ...shapes),
    element("figcaption", {}, summary),
  );
