// The figure of an answer that counts: a bar a row, or a circle for each crossing. The rule is that of
// site/answer_figure.py; here a thing counts as a word too, by its name.
import { element, shape } from "./dom.js";

const MOST_BARS = 30, WIDTH = 360, LINE = 15, BAR = 10, ROW = 34, LONGEST = 52, LETTER = 6.5;
const INTEGERS = ["integer", "nonNegativeInteger", "int", "long"].map((name) => `http://www.w3.org/2001/XMLSchema#${name}`);

const numberOf = (term) =>
  term?.type === "literal" && INTEGERS.includes(term.datatype) && /^\d{1,15}$/.test(term.value) ? Number(term.value) : -1;
const tenths = (number) => Math.round(number * 10) / 10;
const cut = (label) =>
  label.length <= LONGEST ? label : `${label.slice(0, LONGEST).replace(/\s+\S*$/, "")}…`;
const wide = (texts) => Math.max(0, ...texts.map((text) => text.length)) * LETTER;
const fitsAcross = (texts) => wide(texts) + 4 <= WIDTH / texts.length;
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
  const joined = (row, names) => names.map((name) => nameOf(row[name])).filter(Boolean).join(", ");
  const summary = (names) =>
    words.say("chart_summary", { label: joined(first[at], names), value: words.number(most) }) +
    (rows.length > MOST_BARS ? ` ${words.say("first_bars", { n: MOST_BARS })}` : "");
  const barsOf = (names) => {
    const labels = first.map((row) => joined(row, names));
    if (new Set(labels).size < labels.length) return null;
    return drawn(bars(labels, numbers, most, words), labels.length * ROW, summary(names));
  };
  const circlesOf = ([down, across]) => {
    const [lines, labels] = [down, across].map((name) => first.map((row) => nameOf(row[name])));
    const columns = [...new Set(labels)].sort(words.collator.compare);
    const cells = new Map(first.map((_, place) => [`${lines[place]}\n${labels[place]}`, numbers[place]]));
    if (cells.size < first.length || !columns.every(Boolean) || !fitsAcross(columns)) return null;
    const [shapes, height] = grid([...new Set(lines)], columns, cells, most, words);
    return drawn(shapes, height, summary([down, across]));
  };
  const nearest = texts.at(-1), others = texts.slice(0, -1).reverse();
  const pairs = others.map((other) => [other, nearest]);
  let found = barsOf([nearest]);
  for (const pair of pairs) found ??= circlesOf(pair);
  for (const names of [...others.map((other) => [other]), ...pairs]) found ??= barsOf(names);
  return found;
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

// Shapes and their height.
const grid = (lines, columns, cells, most, words) => {
  const step = WIDTH / columns.length, largest = Math.min(step / 2 - 1, 10);
  const written = [0, ...cells.values()].map((value) => words.number(value));
  const isBeside = largest + 2 + wide(written) <= step / 2, tall = isBeside ? 46 : 58;
  const shapes = columns.map((text, place) => label(tenths((place + 0.5) * step), LINE - 3, text, "middle"));
  lines.forEach((line, number) => {
    const top = LINE + 6 + number * tall;
    shapes.push(label(0, top + LINE - 3, cut(line)));
    columns.forEach((column, place) => {
      const value = cells.get(`${line}\n${column}`);
      if (!value) return;
      const x = tenths((place + 0.5) * step), y = top + LINE + 12;
      const radius = tenths(Math.max(1.5, largest * Math.sqrt(value / most)));
      const text = words.number(value);
      shapes.push(
        shape("circle", { cx: x, cy: y, r: radius }),
        isBeside ? label(tenths(x + radius + 2), y + 4, text) : label(x, y + 22, text, "middle"),
      );
    });
  });
  return [shapes, LINE + 6 + lines.length * tall];
};

const drawn = (shapes, height, summary) =>
  element(
    "figure",
    {},
    shape("svg", { class: "figure", viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-label": summary }, ...shapes),
    element("figcaption", {}, summary),
  );
