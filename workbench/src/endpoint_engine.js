// Asks a SPARQL endpoint, by the SPARQL 1.1 Protocol.

// A longer address is refused by servers on the way.
const LONGEST_ADDRESS = 6000;

export class EndpointEngine {
  kind = "endpoint";
  #address;
  #language;
  #asked = new Set();

  constructor(address, language) {
    this.#address = address;
    this.#language = language;
  }

  async ready() {}

  stop() {
    for (const each of this.#asked) each.abort();
  }

  // Where the answer lies in a format, for a link; "" where the query is too long for an address.
  address(query, format) {
    const address = `${this.#address}?${new URLSearchParams({ query, format })}`;
    return address.length > LONGEST_ADDRESS ? "" : address;
  }

  async ask(query, { accept, signal } = {}) {
    const own = new AbortController();
    const abort = () => own.abort();
    signal?.addEventListener("abort", abort);
    if (signal?.aborted) abort();
    this.#asked.add(own);
    const began = performance.now();
    try {
      const response = await fetch(this.#address, {
        method: "POST",
        headers: {
          "Accept": `${accept}, application/problem+json`,
          "Accept-Language": this.#language,
          "Content-Type": "application/sparql-query",
        },
        body: query,
        signal: own.signal,
      });
      const text = await response.text();
      const type = (response.headers.get("Content-Type") ?? "").split(";")[0];
      if (!response.ok) throw problem(response.status, type, text);
      return { status: response.status, type, text, milliseconds: performance.now() - began };
    } finally {
      this.#asked.delete(own);
      signal?.removeEventListener("abort", abort);
    }
  }
}

// What an endpoint says of a fault, by RFC 9457 where it can.
const problem = (status, type, text) => {
  if (type !== "application/problem+json") return { message: `HTTP ${status}`, remedy: "" };
  const { detail, title, line, character } = JSON.parse(text);
  return { message: detail ?? title, remedy: "", line, column: character };
};
