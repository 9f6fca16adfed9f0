// Answers SPARQL queries where the visitor is: Oxigraph over the published statements, off the thread
// of the page, which ends it whole to stop it. Messages that it takes:
//   { load: { triples, quads, sizes: { triples, quads }, base } }      where the statements lie
//   { number }                                                         to get ready to answer
//   { number, query, accept }                                          a query
// and those that it gives:
//   { stage, done, all }                         while it reads; the last stage is "ready"
//   { number, type, text, milliseconds }         an answer
//   { number, problem: { code, ... }, ended }    no answer; ended: it can give none any more
import init, { Store } from "oxigraph";
import wasm from "oxigraph/web_bg.wasm";
import {
  firstKeyword, hasStar, inOrder, isQuery, lineAndColumn, namesGraphs, prefixesOf, spaced, tokensOf,
  withColumns,
} from "./browser/sparql_text.js";
import { turtle } from "./browser/statement_writer.js";

const [JSON_ROWS, XML_ROWS] = ["application/sparql-results+json", "application/sparql-results+xml"];
const [TURTLE, N_TRIPLES, RDF_XML] = ["text/turtle", "application/n-triples", "application/rdf+xml"];
const ROWS = [JSON_ROWS, XML_ROWS, "text/csv", "text/tab-separated-values"];
const GRAPHS = [TURTLE, N_TRIPLES, "application/ld+json", RDF_XML];
// What XML 1.0 has not (production [2], Char), and a name that a predicate in RDF/XML must end with.
const NOT_IN_XML = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;
const ENDS_WITH_NAME = /[\p{L}_][\p{L}\p{N}\p{M}_.-]*>$/u;
const PLACE = /^error at (\d+):(\d+): ([^]*)/;

class Problem extends Error {
  constructor(code, details = {}) {
    super(code);
    this.told = { code, ...details };
  }
}

let store, where;
const read = { triples: undefined, quads: undefined };

const bytesOf = async (name) => {
  let response;
  try {
    response = await fetch(where[name]);
  } catch (error) {
    throw new Problem("unreachable", { file: where[name], reason: error.message });
  }
  if (!response.ok) throw new Problem("unreachable", { file: where[name], reason: `HTTP ${response.status}` });
  const pieces = [];
  let done = 0;
  for (const reader = response.body.getReader(); ;) {
    let next;
    try {
      next = await reader.read();
    } catch (error) {
      throw new Problem("unreachable", { file: where[name], reason: error.message });
    }
    if (next.done) return pieces;
    pieces.push(next.value);
    done += next.value.length;
    postMessage({ stage: "reading", done, all: where.sizes[name] });
  }
};

// Each piece is let go of once it is loaded; all of them are one document, whose labels hold together.
function* loaded(pieces, all) {
  let done = 0;
  for (let at = 0; at < pieces.length; at += 1) {
    const piece = pieces[at];
    pieces[at] = undefined;
    yield piece;
    done += piece.length;
    if (at % 64 === 0) postMessage({ stage: "loading", done, all });
  }
}

const load = async (name, format) => {
  const pieces = await bytesOf(name);
  await read.engine;
  store ??= new Store();
  try {
    store.load(loaded(pieces, where.sizes[name]), { format, no_transaction: true });
  } catch (error) {
    if (isEnd(error)) throw error;
    throw new Problem("damaged", { file: where[name], reason: error.message });
  }
  postMessage({ stage: "ready" });
};

const engine = async () => {
  try {
    await init({ module_or_path: new URL(wasm, import.meta.url) });
  } catch (error) {
    throw new Problem("no-engine", { reason: error.message });
  }
};

// What leaves the engine in no state to go on: its memory or its stack was at an end.
const isEnd = (error) => error instanceof WebAssembly.RuntimeError || error instanceof RangeError;

const preferred = (accept, offered) => {
  const ranges = accept.split(",").map((each, at) => {
    const [type, ...parameters] = each.split(";").map((part) => part.trim().toLowerCase());
    const quality = parameters.find((part) => part.startsWith("q="));
    return { type, quality: quality ? Number(quality.slice(2)) : 1, at };
  });
  ranges.sort((one, other) => other.quality - one.quality || one.at - other.at);
  for (const { type, quality } of ranges) {
    if (quality > 0 && offered.includes(type)) return type;
    if (quality > 0 && type === "*/*") return offered[0];
  }
  throw new Problem("not-acceptable", { types: offered.join(", ") });
};

const ask = (query, results_format) => store.query(query, { base_iri: where.base, results_format });

const HEAD = /^{"head":{"vars":(\[[^\]]*\])/;

// Rows in a format; the engine has the columns of SELECT * in the order of the alphabet.
const rows = (query, tokens, type) => {
  if (!hasStar(tokens)) return ask(query, type);
  const text = ask(query, JSON_ROWS);
  const [head, columns] = HEAD.exec(text) ?? [];
  if (!head) return type === JSON_ROWS ? text : ask(query, type);
  const ordered = inOrder(tokens, JSON.parse(columns));
  if (type === JSON_ROWS) {
    return `{"head":{"vars":${JSON.stringify(ordered)}${text.slice(head.length)}`;
  }
  return ask(ordered.length ? withColumns(query, tokens, ordered) : query, type);
};

const statements = (query, tokens, type) => {
  const text = ask(query, type === TURTLE || type === RDF_XML ? N_TRIPLES : type);
  if (type === TURTLE) return turtle(text, prefixesOf(tokens));
  if (type !== RDF_XML) return text;
  for (const line of text.split("\n")) {
    const predicate = /^\S+ (<[^>]*>)/.exec(line)?.[1];
    if (predicate && !ENDS_WITH_NAME.test(predicate)) {
      throw new Problem("not-writable", { value: predicate.slice(1, -1), format: "RDF/XML" });
    }
  }
  return ask(query, RDF_XML);
};

// Of what the engine says in words.
const SAID = [
  ["iri", "IRI parsing failed"],
  ["bound", "overrides an existing variable"],
  ["ungrouped", "a variable that is unbound"],
];
const STAR_GROUPED = "SELECT * is not authorized with GROUP BY";

// The variable of a BIND that ends here, if it has a value: of that the engine says nothing.
const boundAgain = (before) => {
  const [sign, variable, closed] = before.slice(-3);
  const again = sign?.text.toUpperCase() === "AS" && closed?.text === ")";
  return again && before.slice(0, -3).some(({ text }) => text === variable.text) ? variable : undefined;
};

// Where a query is wrong, at its token.
const syntaxProblem = (query, tokens, message) => {
  const { text, starts } = spaced(tokens);
  let match;
  try {
    ask(text, JSON_ROWS);
  } catch (error) {
    match = PLACE.exec(error.message);
  }
  const at = (token, code, details = {}) => new Problem(code, {
    ...lineAndColumn(query, token ? token.start : tokens.at(-1)?.end ?? 0), ...details,
  });
  if (!match) {
    const [, line, column, reason] = PLACE.exec(message);
    return new Problem("syntax", { line: +line, column: +column, reason });
  }
  const before = text.split("\n").slice(0, match[1] - 1);
  const offset = before.reduce((sum, line) => sum + line.length + 1, 0) + Number(match[2]) - 1;
  const said = match[3];
  const nearest = tokens[starts.filter((start) => start < offset).length - 1];
  if (said.includes("Prefix not found")) {
    return at(nearest, "undeclared", { prefix: nearest.text.split(":")[0] });
  }
  if (said.includes(STAR_GROUPED)) return at(tokens.find((token) => token.text === "*"), "star");
  if (offset >= text.trimEnd().length) {
    const opened = tokens.findLast((token) => token.kind === "unclosed" || token.text === "<");
    if (opened) return at(opened, "unclosed", { sign: opened.text.slice(0, /^("""|''')/.test(opened.text) ? 3 : 1) });
  }
  for (const [code, words] of SAID) if (said.includes(words)) return at(nearest, code);
  // A keyword is read by taking as many characters as it has.
  const words = said.match(/\b[A-Za-z_]{2,}\b/g) ?? [];
  const exact = new Set([offset, ...words.map((word) => offset - word.length)]);
  const met = tokens.find((_, number) => exact.has(starts[number]))
    ?? (offset < text.length ? tokens[starts.filter((start) => start <= offset).length - 1] : undefined);
  if (!met) return at(undefined, "unfinished");
  const variable = boundAgain(tokens.slice(0, tokens.indexOf(met)));
  return variable ? at(variable, "bound") : at(met, "unexpected", { value: met.text });
};

const answer = (query, accept) => {
  const tokens = tokensOf(query);
  const form = firstKeyword(tokens);
  if (form && !isQuery(tokens) && /^(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)$/.test(form)) {
    throw new Problem("update", { value: form });
  }
  const graph = form === "CONSTRUCT" || form === "DESCRIBE";
  const type = preferred(accept, graph ? GRAPHS : ROWS);
  let text;
  try {
    text = graph ? statements(query, tokens, type) : rows(query, tokens, type);
  } catch (error) {
    if (isEnd(error) || error instanceof Problem) throw error;
    const message = String(error?.message ?? error);
    if (PLACE.test(message)) throw syntaxProblem(query, tokens, message);
    if (/^The service /.test(message)) throw new Problem("service");
    throw new Problem("not-evaluated", { reason: message });
  }
  if ((type === XML_ROWS || type === RDF_XML) && NOT_IN_XML.test(text)) throw new Problem("not-in-xml");
  return { type, text };
};

const answered = async ({ number, query, accept }) => {
  try {
    read.engine ??= engine();
    await (read.triples ??= load("triples", N_TRIPLES));
    if (query === undefined) {
      postMessage({ number });
      return;
    }
    if (namesGraphs(tokensOf(query))) await (read.quads ??= load("quads", "application/n-quads"));
    const began = performance.now();
    const { type, text } = answer(query, accept);
    postMessage({ number, type, text, milliseconds: performance.now() - began });
  } catch (error) {
    const told = error instanceof Problem ? error.told
      : { code: isEnd(error) ? "exhausted" : "not-evaluated", reason: String(error?.message ?? error) };
    // What was read in part is read anew by another worker.
    postMessage({ number, problem: told, ended: ["exhausted", "unreachable", "damaged", "no-engine"].includes(told.code) });
  }
};

addEventListener("message", ({ data }) => {
  if (data.load) where = data.load;
  else answered(data);
});
