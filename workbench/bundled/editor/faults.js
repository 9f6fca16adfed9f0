// What is wrong with a query before it is sent: where its syntax breaks off, prefixes that nothing declares.
import { ensureSyntaxTree } from "@codemirror/language";
import { Prefixes } from "../../src/prefixes.js";

const MILLISECONDS = 500;
const MOST = 20;
const TOKEN = /\S[^\s{}()[\];,]*/y;

// Faults in the order of the text: from, to, line, column, message; actions that mend them.
export const faultsOf = (state, prefixes, words) => {
  const tree = ensureSyntaxTree(state, state.doc.length, MILLISECONDS);
  const text = state.doc.toString();
  if (!tree || !text.trim()) return [];
  const faults = [];
  const add = (from, to, message, actions = []) => {
    const line = state.doc.lineAt(from);
    faults.push({ from, to, line: line.number, column: from - line.from + 1, message, actions });
  };
  const used = new Map();
  tree.iterate({
    enter: ({ type, from, to }) => {
      if (faults.length >= MOST) return false;
      if (type.isError) {
        const rest = text.slice(from);
        if (!rest.trim()) add(Math.max(text.trimEnd().length - 1, 0), text.trimEnd().length, words.say("syntax_end"));
        else if (to > from) add(from, to, words.say("syntax", { text: text.slice(from, to).slice(0, 40) }));
        else {
          const next = from + (rest.length - rest.trimStart().length);
          TOKEN.lastIndex = next;
          const end = next + (TOKEN.exec(text)?.[0].length ?? 1);
          add(next, end, words.say("syntax_missing"));
        }
      } else if (type.name === "Pname_ln" || type.name === "Pname_ns") {
        const prefix = text.slice(from, to).split(":")[0];
        if (!used.has(prefix)) used.set(prefix, [from, to]);
      }
      return undefined;
    },
  });
  const declared = Prefixes.declared(text);
  for (const [prefix, [from, to]] of used) {
    if (declared.has(prefix)) continue;
    const known = Object.hasOwn(prefixes.all, prefix);
    const declare = {
      name: words.say("declare", { prefix }),
      apply: (view) => {
        const { at, text: insert } = prefixes.declaration(view.state.doc.toString(), prefix);
        view.dispatch({ changes: { from: at, insert } });
      },
    };
    add(from, to, words.say("prefix", { prefix }), known ? [declare] : []);
  }
  return faults.sort((one, two) => one.from - two.from);
};
