// Answers queries in the visitor's browser, by a worker that reads what the site publishes. Nothing is
// loaded before it is first asked; to stop is to end the worker, and what is asked next starts another.

export class BrowserEngine {
  kind = "browser";
  #given;
  #worker;
  #waiting = new Map();
  #last = 0;

  // given: { triples, quads, sizes, base } of the worker; problems: the sentence for each code, in which
  // {name} stands for a detail; remedies likewise; progress({ stage, done, all }) is told how far it is.
  constructor(given, { problems = {}, remedies = {}, progress = () => {} } = {}) {
    this.#given = { ...given, problems, remedies, progress };
  }

  // Loads the engine and the statements, where that was not done; asking does it too.
  async ready() {
    await this.#send({});
  }

  address() {
    return "";
  }

  stop() {
    this.#end(new DOMException("stopped", "AbortError"));
  }

  ask(query, { accept = "*/*", signal } = {}) {
    return this.#send({ query, accept }, signal);
  }

  #send(message, signal) {
    return new Promise((done, fail) => {
      if (signal?.aborted) {
        fail(new DOMException("stopped", "AbortError"));
        return;
      }
      const number = this.#last += 1, stop = () => this.stop();
      const rest = () => {
        this.#waiting.delete(number);
        signal?.removeEventListener("abort", stop);
      };
      signal?.addEventListener("abort", stop);
      this.#waiting.set(number, {
        done: (value) => { rest(); done(value); },
        fail: (reason) => { rest(); fail(reason); },
      });
      try {
        this.#worker ??= this.#started();
        this.#worker.postMessage({ number, ...message });
      } catch (error) {
        this.#end(this.#told({ code: "no-worker", reason: error.message }));
      }
    });
  }

  #started() {
    const { triples, quads, sizes, base } = this.#given;
    const worker = new Worker(new URL("browser_worker.js", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }) => this.#take(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#end(this.#told({ code: "no-worker", reason: event.message ?? "" }));
    };
    worker.postMessage({ load: { triples, quads, sizes, base } });
    return worker;
  }

  #take({ number, problem, ended, stage, ...rest }) {
    if (stage) {
      this.#given.progress({ stage, ...rest });
    } else if (ended) {
      this.#end(this.#told(problem));
    } else if (problem) {
      this.#waiting.get(number)?.fail(this.#told(problem));
    } else {
      this.#waiting.get(number)?.done({ status: 200, ...rest });
    }
  }

  #end(reason) {
    this.#worker?.terminate();
    this.#worker = undefined;
    for (const each of [...this.#waiting.values()]) each.fail(reason);
  }

  #told({ code, line, column, ...details }) {
    const filled = (text) => (text ?? "").replace(/\{(\w+)\}/g, (whole, name) => details[name] ?? whole);
    const { problems, remedies } = this.#given;
    return { message: filled(problems[code] ?? `${code}: {reason}`), remedy: filled(remedies[code]), line, column };
  }
}
