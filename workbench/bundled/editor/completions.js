// What may stand at the cursor: prefixes, classes, properties, ids, variables, words of SPARQL; each with
// its name. A term that is chosen brings the declaration of its prefix with it.
import { syntaxTree } from "@codemirror/language";
import { Words } from "../../src/dom.js";
import { Prefixes } from "../../src/prefixes.js";

const KEYWORDS = [
  "SELECT", "DISTINCT", "WHERE", "OPTIONAL", "FILTER", "UNION", "MINUS", "GRAPH", "BIND", "VALUES", "PREFIX",
  "CONSTRUCT", "ASK", "DESCRIBE", "FROM", "ORDER BY", "GROUP BY", "HAVING", "LIMIT", "OFFSET", "ASC", "DESC",
  "COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT", "AS", "NOT EXISTS", "EXISTS", "IN", "UNDEF",
  "REGEX", "CONTAINS", "STRSTARTS", "STRENDS", "STR", "LANG", "LANGMATCHES", "DATATYPE", "BOUND", "COALESCE",
  "IF", "LCASE", "UCASE", "CONCAT", "SUBSTR", "REPLACE", "STRLEN", "YEAR", "MONTH", "DAY", "isIRI", "isLiteral",
];
const MOST = 60;

const { fold } = Words;

// What stands between the cursor and a quotation mark that is open on its line; null for none.
const quotedBefore = (line) => {
  const parts = line.split('"');
  return parts.length % 2 ? null : parts.at(-1);
};

export const completions = ({ catalogue, prefixes, things, words }) => {
  const terms = [
    ...catalogue.properties.map(([iri, name, number]) => ({ iri, name, number, type: "property" })),
    ...catalogue.classes.map(([iri, name, number]) => ({ iri, name, number, type: "class" })),
  ].flatMap((each) => {
    const short = prefixes.short(each.iri);
    return short ? [{ ...each, short, folded: fold(`${short} ${each.name}`) }] : [];
  });

  const ofTerm = ({ short, name, number, type }, boost) => ({
    label: short,
    detail: `${name ? `${name} · ` : ""}${words.say(type)} (${words.number(number)})`,
    boost,
    apply: (view, _, from, to) => insert(view, from, to, short),
  });

  // Puts a term in, and the declaration of its prefix where that is missing.
  const insert = (view, from, to, short) => {
    const text = view.state.doc.toString();
    const prefix = short.split(":")[0];
    const changes = [{ from, to, insert: short }];
    let cursor = from + short.length;
    if (!Prefixes.declared(text).has(prefix)) {
      const declaration = prefixes.declaration(text, prefix);
      changes.unshift({ from: declaration.at, insert: declaration.text });
      cursor += declaration.text.length;
    }
    view.dispatch({ changes, selection: { anchor: cursor }, userEvent: "input.complete" });
  };

  return async (context) => {
    const text = context.state.doc.toString();
    const before = context.matchBefore(/[^\s{}()[\];,"'<>]*/);
    const { from, text: typed } = before;
    const node = syntaxTree(context.state).resolveInner(context.pos, -1);
    const head = text.slice(0, from);
    if (node.name === "Comment") return null;
    const quoted = quotedBefore(text.slice(context.state.doc.lineAt(context.pos).from, context.pos));
    if (quoted !== null) return ofThings(quoted, context.pos - quoted.length, context, (each) => each.id);
    if (head.endsWith("<")) return null;
    if (/\bPREFIX\s+$/i.test(head)) return ofPrefixes(from, context.pos);
    if (typed.startsWith("?") || typed.startsWith("$")) {
      const names = new Set([...text.matchAll(/[?$]\w+/g)].map((each) => each[0]));
      names.delete(typed);
      return { from, options: [...names].sort().map((label) => ({ label, detail: words.say("variable") })) };
    }
    if (!typed && !context.explicit) return null;
    const wanted = fold(typed);
    const wantsClass = /(\ba|rdf:type)\s+$/.test(head);
    const declared = Prefixes.declared(text);
    const found = terms
      .filter((each) => each.folded.includes(wanted) && (!wantsClass || each.type === "class"))
      .map((each) => [rank(each, wanted, declared), each])
      .sort(([one], [two]) => two - one)
      .slice(0, MOST)
      .map(([boost, each]) => ofTerm(each, Math.min(boost, 99)));
    const options = [...found];
    if (!typed.includes(":") && !wantsClass) {
      options.push(...KEYWORDS.filter((each) => fold(each).startsWith(wanted)).map((label) => ({ label, detail: words.say("keyword"), boost: -1 })));
    }
    if (wanted.length >= 2 && !typed.includes(":")) {
      const named = await ofThings(typed, from, context, (each) => `<${each.thing}>`);
      if (context.aborted) return null;
      options.push(...(named?.options ?? []));
    }
    return options.length ? { from, options, filter: false } : null;
  };

  // What a term is worth: whether it begins so, its prefix is declared, and how often it is used.
  function rank({ short, name, number, type }, wanted, declared) {
    const [prefix] = short.split(":");
    const local = fold(short.split(":")[1]);
    const starts = fold(short).startsWith(wanted) || local.startsWith(wanted) || fold(name).startsWith(wanted);
    const often = Math.min(Math.log10(number + 1) * 8, 40);
    return (starts ? 40 : 0) + (declared.has(prefix) ? 15 : 0) + often + (type === "property" ? 1 : 0);
  }

  function ofPrefixes(from, to) {
    const options = Object.entries(prefixes.all).map(([prefix, namespace]) => ({
      label: `${prefix}:`,
      detail: namespace,
      apply: `${prefix}: <${namespace}>`,
    }));
    return { from, to, options };
  }

  async function ofThings(typed, from, context, written) {
    const wanted = fold(typed);
    const all = await things.like(typed).catch(() => []);
    if (context.aborted) return null;
    const options = all
      .filter((each) => fold(`${each.id} ${each.name}`).includes(wanted))
      .slice(0, MOST)
      .map((each) => ({ label: each.id, detail: each.name, apply: written(each), boost: -2 }));
    return options.length ? { from, options, filter: false } : null;
  }
};
