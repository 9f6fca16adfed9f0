// Reads a JSON array of JSON-LD documents from standard input, writes an array of their N-Quads.
// In safe mode a key or a value that would be dropped in silence is an error; no document is fetched.
import { readFileSync } from "node:fs";
import jsonld from "jsonld";

const documentLoader = (url) => {
  throw new Error(`nothing is fetched, not even ${url}`);
};
const written = [];
for (const document of JSON.parse(readFileSync(0, "utf-8"))) {
  written.push(
    await jsonld.toRDF(document, { format: "application/n-quads", safe: true, documentLoader }),
  );
}
process.stdout.write(JSON.stringify(written));
