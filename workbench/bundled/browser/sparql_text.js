// What can be known of a query without parsing it: its tokens, where they stand, what it is.

const TOKENS = new RegExp([
  String.raw`(?<space>\s+)`,
  String.raw`(?<comment>#[^\n\r]*)`,
  String.raw`(?<iri><(?:[^<>"{}|^${"`"}\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)`,
  String.raw`(?<text>"""(?:[^"\\]|\\[^]|"(?!""))*"""|'''(?:[^'\\]|\\[^]|'(?!''))*'''` +
    String.raw`|(?!"""|''')(?:"(?:[^"\\\n\r]|\\[^])*"|'(?:[^'\\\n\r]|\\[^])*'))`,
  String.raw`(?<unclosed>(?:"""|''')[^]*|"(?:[^"\\\n\r]|\\[^])*|'(?:[^'\\\n\r]|\\[^])*)`,
  String.raw`(?<variable>[?$][\p{L}\p{N}_]+)`,
  String.raw`(?<name>(?:\p{L}[\p{L}\p{N}_.-]*)?:(?:[\p{L}\p{N}_:.-]|%[0-9A-Fa-f]{2}|\\[^\p{L}\p{N}_\s])*)`,
  String.raw`(?<word>[\p{L}\p{N}_]+)`,
  String.raw`(?<sign>[^])`,
].join("|"), "gu");
const FORMS = ["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"];
const PROLOGUE = ["BASE", "PREFIX", "VERSION"];

// Its tokens without spaces and comments, each { kind, text, start, end }.
export const tokensOf = (query) => {
  const tokens = [];
  for (const match of query.matchAll(TOKENS)) {
    const kind = Object.keys(match.groups).find((each) => match.groups[each] !== undefined);
    const [text] = match, start = match.index;
    if (kind !== "space" && kind !== "comment") {
      tokens.push({ kind, text, start, end: start + text.length });
    }
  }
  return tokens;
};

const keywords = (tokens) =>
  tokens.filter(({ kind }) => kind === "word").map(({ text }) => text.toUpperCase());

// Its first keyword after the prologue: SELECT, or INSERT of an update; undefined for none.
export const firstKeyword = (tokens) => keywords(tokens).find((word) => !PROLOGUE.includes(word));

// Whether it may ask about named graphs.
export const namesGraphs = (tokens) =>
  keywords(tokens).some((word) => word === "GRAPH" || word === "FROM");

export const isQuery = (tokens) => FORMS.includes(firstKeyword(tokens));

// The prefixes that it declares by whole IRIs: name -> IRI.
export const prefixesOf = (tokens) => {
  const prefixes = {};
  for (const [at, { kind, text }] of tokens.entries()) {
    if (text === "{") break;
    const [name, iri] = tokens.slice(at + 1, at + 3);
    if (kind === "word" && text.toUpperCase() === "PREFIX" && iri?.kind === "iri") {
      prefixes[name.text.slice(0, -1)] = iri.text.slice(1, -1);
    }
  }
  return prefixes;
};

// The star of SELECT *, the outermost one; undefined for none.
const starOf = (tokens) => {
  const select = tokens.findIndex(({ kind, text }) => kind === "word" && text.toUpperCase() === "SELECT");
  if (select < 0 || tokens.slice(0, select).some(({ text }) => text === "{")) return undefined;
  const next = tokens[select + 1]?.text.toUpperCase();
  const star = tokens[select + (next === "DISTINCT" || next === "REDUCED" ? 2 : 1)];
  return star?.text === "*" ? star : undefined;
};

export const hasStar = (tokens) => starOf(tokens) !== undefined;

// The names of columns in the order in which they stand in the query.
export const inOrder = (tokens, columns) => {
  const places = new Map();
  for (const { kind, text, start } of tokens) {
    const name = text.slice(1);
    if (kind === "variable" && !places.has(name)) places.set(name, start);
  }
  const place = (name) => places.get(name) ?? Infinity;
  return [...columns].sort((one, other) => place(one) - place(other) || 0);
};

// The query with these columns in the place of its star.
export const withColumns = (query, tokens, columns) => {
  const star = starOf(tokens), names = columns.map((name) => `?${name}`).join(" ");
  return `${query.slice(0, star.start)} ${names} ${query.slice(star.end)}`;
};

// The line and the column of a place in a text, from 1.
export const lineAndColumn = (text, place) => {
  const before = text.slice(0, place).split(/\r\n|[\r\n]/);
  return { line: before.length, column: [...before.at(-1)].length + 1 };
};

// The tokens far apart, and where each begins: the engine tells the farthest character that it came
// to, beyond the token at fault, and so that character lies before the next one.
const GAP = " ".repeat(64);
export const spaced = (tokens) => {
  const alone = (text) => "{}()[],;".includes(text);
  let text = "";
  const starts = tokens.map((token, at) => {
    const start = text.length, next = tokens[at + 1];
    const apart = !next || next.start > token.end || alone(token.text) || alone(next.text);
    text += token.text + (apart ? GAP : "");
    return start;
  });
  return { text, starts };
};
