// Asks a SPARQL endpoint as other people's programs do: `node sparql-clients.js CLIENT ENDPOINT QUERY`.
// Writes a JSON array: of rows (variable -> value), of statements (three values), or one of yes or no;
// an error goes to standard error, with exit code 1.
import { QueryEngine } from "@comunica/query-sparql";
import { SparqlEndpointFetcher } from "fetch-sparql-endpoint";

const [client, endpoint, query] = process.argv.slice(2);
const form = /^\s*(?:PREFIX\s+\S+\s+\S+\s+)*(\w+)/i.exec(query)[1].toUpperCase();

const all = (stream) =>
  new Promise((resolve, reject) => {
    const items = [];
    stream.on("data", (item) => items.push(item));
    stream.on("error", reject);
    stream.on("end", () => resolve(items));
  });
const statement = ({ subject, predicate, object }) => [subject.value, predicate.value, object.value];

const asked = {
  // What the address is, Comunica finds by itself.
  comunica: async () => {
    const engine = new QueryEngine();
    const context = { sources: [endpoint] };
    if (form === "ASK") return [await engine.queryBoolean(query, context)];
    if (form === "CONSTRUCT") {
      return (await all(await engine.queryQuads(query, context))).map(statement);
    }
    return (await all(await engine.queryBindings(query, context))).map((row) =>
      Object.fromEntries([...row].map(([variable, term]) => [variable.value, term.value])),
    );
  },
  "fetch-sparql-endpoint": async () => {
    const fetcher = new SparqlEndpointFetcher();
    if (form === "ASK") return [await fetcher.fetchAsk(endpoint, query)];
    if (form === "CONSTRUCT") {
      return (await all(await fetcher.fetchTriples(endpoint, query))).map(statement);
    }
    return (await all(await fetcher.fetchBindings(endpoint, query))).map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, term]) => [name, term.value])),
    );
  },
};

try {
  process.stdout.write(JSON.stringify(await asked[client]()));
} catch (error) {
  console.error(String(error));
  process.exitCode = 1;
}
