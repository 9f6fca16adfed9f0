// Declares a prefix in queries as the workbench does. Standard input: a JSON array of [query, prefix, IRI];
// standard output: the array of what each query declares, and of its text after.
import { readFileSync } from "node:fs";
import { Prefixes } from "../../workbench/src/prefixes.js";

const done = JSON.parse(readFileSync(0, "utf-8")).map(([query, prefix, iri]) => {
  const { at, text } = new Prefixes({ [prefix]: iri }).declaration(query, prefix);
  return [[...Prefixes.declared(query)], query.slice(0, at) + text + query.slice(at)];
});
process.stdout.write(JSON.stringify(done));
