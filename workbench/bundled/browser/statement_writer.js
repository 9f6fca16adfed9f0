// N-Triples -> Turtle with the prefixes of a query: the engine of the browser writes none.

const STATEMENT = /^(<[^>]*>|_:\S+) (<[^>]*>) (.*) \.$/;
const LITERAL_TYPE = /"\^\^(<[^<>"]*>)$/;
const LOCAL = /^(?:[A-Za-z_][\w-]*)?$/;
const TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";

export const turtle = (nTriples, prefixes) => {
  // The longest first: of two that fit, it leaves the shorter name.
  const known = Object.entries(prefixes).sort(([, one], [, other]) => other.length - one.length);
  const used = new Set();
  const short = (iri) => {
    const address = iri.slice(1, -1);
    for (const [name, start] of known) {
      if (address.startsWith(start) && LOCAL.test(address.slice(start.length))) {
        used.add(name);
        return `${name}:${address.slice(start.length)}`;
      }
    }
    return iri;
  };
  const term = (text) => {
    if (text.startsWith("<") && !text.startsWith("<<")) return short(text);
    const [, type] = LITERAL_TYPE.exec(text) ?? [];
    return type ? text.slice(0, -type.length) + short(type) : text;
  };
  const things = new Map();
  for (const line of nTriples.split("\n")) {
    const [, subject, predicate, object] = STATEMENT.exec(line) ?? [];
    if (!subject) continue;
    if (!things.has(subject)) things.set(subject, new Map());
    const properties = things.get(subject);
    if (!properties.has(predicate)) properties.set(predicate, []);
    properties.get(predicate).push(term(object));
  }
  const units = [...things].map(([subject, properties]) => {
    const lines = [...properties].map(([predicate, objects]) =>
      `${predicate === TYPE ? "a" : short(predicate)} ${objects.join(", ")}`);
    return `${term(subject)} ${lines.join(" ;\n    ")} .\n`;
  });
  const head = Object.entries(prefixes).filter(([name]) => used.has(name))
    .map(([name, iri]) => `@prefix ${name}: <${iri}> .\n`);
  return [head.join(""), ...units].filter(Boolean).join("\n");
};
