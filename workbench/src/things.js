// What the catalogue calls its things: asked of the engine, once for each page.
import { bound, defaults } from "./questions.js";

const NAMES = "<http://www.w3.org/2004/02/skos/core#prefLabel>|<http://purl.org/dc/terms/title>|" +
  "<http://xmlns.com/foaf/0.1/name>|<http://www.w3.org/2000/01/rdf-schema#label>";
const IDENTIFIER = "<http://purl.org/dc/terms/identifier>";
const ROWS = "application/sparql-results+json";
// Rows that are held for completion; where there are more, what is typed is looked up.
const MOST = 2000;
const MOST_NAMED = 300;

export class Things {
  #engine;
  #language;
  #names = new Map();
  #all;

  constructor(engine, language) {
    this.#engine = engine;
    this.#language = language;
  }

  // The names of these addresses, as far as the catalogue has some: address -> name.
  async names(iris) {
    const unknown = [...new Set(iris)].filter((iri) => !this.#names.has(iri)).slice(0, MOST_NAMED);
    if (unknown.length) {
      const values = unknown.map((iri) => `<${iri}>`).join(" ");
      const rows = await this.#rows(`SELECT ?thing ?name { VALUES ?thing { ${values} } ?thing ${NAMES} ?name }`);
      for (const iri of unknown) this.#names.set(iri, "");
      for (const { thing, name } of this.#best(rows)) this.#names.set(thing, name);
    }
    return this.#names;
  }

  // Things whose id or name holds a text: {thing, id, name}, at most some hundreds.
  async like(text) {
    this.#all ??= this.#listed("").catch(() => []);
    const all = await this.#all;
    if (all.length < MOST || text.length < 2) return all;
    const folded = JSON.stringify(text.toLowerCase());
    return this.#listed(`FILTER(CONTAINS(?id, ${folded}) || CONTAINS(LCASE(STR(?name)), ${folded}))`);
  }

  // The things of a list of a question at hand: [id, name].
  async list(question, place, list) {
    const values = defaults(question);
    values[place] = list;
    const rows = await this.#rows(`${bound(question, values)}\nLIMIT ${MOST}`);
    return rows.map((row) => [row.identifiant?.value ?? "", row.nom?.value ?? ""]);
  }

  async #listed(filter) {
    const rows = await this.#rows(
      `SELECT ?thing ?id ?name { ?thing ${IDENTIFIER} ?id ; ${NAMES} ?name . ${filter} } LIMIT ${MOST}`,
    );
    return this.#best(rows);
  }

  // A row for each thing, its name in the language of the page where it has one.
  #best(rows) {
    const things = new Map();
    for (const { thing, id, name } of rows) {
      const own = name["xml:lang"] === this.#language;
      if (own || !things.has(thing.value)) {
        things.set(thing.value, { thing: thing.value, id: id?.value ?? "", name: name.value });
      }
    }
    return [...things.values()];
  }

  async #rows(query) {
    const { text } = await this.#engine.ask(query, { accept: ROWS, quiet: true });
    return JSON.parse(text).results.bindings;
  }
}
