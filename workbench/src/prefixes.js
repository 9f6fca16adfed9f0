// Terms as people write them: with a prefix where one is known.

const LOCAL = /^[\p{L}_][\p{L}\p{N}_-]*$/u;

export class Prefixes {
  constructor(prefixes) {
    this.all = prefixes;
  }

  // dct:title for its address; null where no prefix leads to it.
  short(iri) {
    const cut = Math.max(iri.lastIndexOf("#"), iri.lastIndexOf("/")) + 1;
    const [namespace, local] = [iri.slice(0, cut), iri.slice(cut)];
    if (!LOCAL.test(local)) return null;
    const prefix = Object.keys(this.all).find((each) => this.all[each] === namespace);
    return prefix === undefined ? null : `${prefix}:${local}`;
  }

  // The prefixes that a query declares.
  static declared(query) {
    return new Set([...query.matchAll(/\bPREFIX\s+([\p{L}\p{N}_.-]*):/giu)].map((found) => found[1]));
  }

  // Where a declaration goes, and its text: after the last one that has its line for itself, or before all.
  declaration(query, prefix) {
    const last = [...query.matchAll(/^[ \t]*PREFIX\s+[\p{L}\p{N}_.-]*:\s*<[^>]*>[ \t]*(?:#[^\n]*)?\n/gimu)].at(-1);
    const at = last ? last.index + last[0].length : 0;
    return { at, text: `PREFIX ${prefix}: <${this.all[prefix]}>\n` };
  }
}
