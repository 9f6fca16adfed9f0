// The questions that were asked in this browser, and stay there.

const KEY = "tressons-ld.workbench";
const MOST = 50;

export class SavedQuestions {
  // The latest first: {query, when}.
  all() {
    try {
      const saved = JSON.parse(localStorage.getItem(KEY) ?? "[]");
      return saved.filter((each) => typeof each?.query === "string" && typeof each.when === "string");
    } catch {
      return [];
    }
  }

  add(query, when) {
    const others = this.all().filter((each) => each.query !== query);
    this.#write([{ query, when }, ...others].slice(0, MOST));
  }

  clear() {
    this.#write([]);
  }

  #write(all) {
    try {
      localStorage.setItem(KEY, JSON.stringify(all));
    } catch {
      // A browser that keeps nothing has no history.
    }
  }
}
