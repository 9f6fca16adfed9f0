// The editor of queries: CodeMirror in an open shadow root, whose style sheets are constructed there, as
// the policy `style-src 'self'` wants it. It has what src/plain_editor.js has.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { history, historyKeymap, insertNewlineAndIndent, standardKeymap } from "@codemirror/commands";
import { HighlightStyle, bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { lintKeymap, linter, setDiagnostics } from "@codemirror/lint";
import { EditorState, Prec } from "@codemirror/state";
import { EditorView, drawSelection, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { sparql } from "codemirror-lang-sparql";
import { completions } from "./editor/completions.js";
import { faultsOf } from "./editor/faults.js";

// In the colours of the page, which its variables bring into the shadow root.
const look = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--paper)", border: "1px solid var(--quiet)", borderRadius: ".15rem" },
  "&.cm-focused": { outline: ".17rem solid var(--accent)", outlineOffset: ".1rem" },
  ".cm-scroller": { font: ".9rem/1.5 ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace", minHeight: "14rem", maxHeight: "24rem" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { color: "var(--quiet)", backgroundColor: "var(--tint)", borderRight: "1px solid var(--rule)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--rule)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "transparent", outline: "1px solid var(--accent)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "transparent", outline: "1px dashed var(--ink)" },
  ".cm-tooltip": { color: "var(--ink)", backgroundColor: "var(--paper)", border: "1px solid var(--quiet)", maxWidth: "calc(100vw - 2rem)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "inherit", maxHeight: "16rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: ".2rem .5rem", overflow: "hidden", textOverflow: "ellipsis" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { color: "var(--paper)", backgroundColor: "var(--accent)" },
  ".cm-completionDetail": { fontStyle: "normal", color: "inherit" },
  ".cm-completionMatchedText": { textDecoration: "underline" },
  // The underlines and icons of CodeMirror are pictures of data: addresses, which the policy keeps out.
  ".cm-lintRange": { backgroundImage: "none !important", textDecoration: "underline wavy var(--wrong)" },
  ".cm-lintPoint:after": { borderBottomColor: "var(--wrong)" },
  ".cm-diagnostic": { borderLeft: ".2rem solid var(--wrong)", padding: ".3rem .6rem" },
  ".cm-diagnosticAction": { color: "var(--paper)", backgroundColor: "var(--accent)", padding: ".2rem .5rem", borderRadius: ".15rem" },
});
const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--accent)", fontWeight: "600" },
  { tag: [tags.comment, tags.lineComment], color: "var(--quiet)", fontStyle: "italic" },
  { tag: [tags.string, tags.literal, tags.number, tags.bool], color: "var(--value)" },
  { tag: tags.variableName, color: "var(--ink)", fontWeight: "600" },
  { tag: [tags.url, tags.namespace], color: "var(--quiet)" },
]);

// Writes over a selection itself: the browser would keep the style of what was there, in an attribute that
// the policy keeps out.
const writesOver = EditorView.domEventHandlers({
  beforeinput: (event, view) => {
    const { main } = view.state.selection;
    if (event.inputType !== "insertText" || !event.data || main.empty) return false;
    event.preventDefault();
    const insert = () => view.state.update(view.state.replaceSelection(event.data), { userEvent: "input.type" });
    const taken = view.state.facet(EditorView.inputHandler).some((each) => each(view, main.from, main.to, event.data, insert));
    if (!taken) view.dispatch(insert());
    return true;
  },
});

export const editor = ({ field, words, catalogue, prefixes, things, ask, change }) => {
  const help = document.createElement("p");
  const host = document.createElement("div");
  help.className = "note";
  help.textContent = words.say("editor_help");
  host.id = "code";
  field.before(help, host);
  field.hidden = true;
  const root = host.attachShadow({ mode: "open" });
  let told = null;
  const check = (view) => {
    const found = faultsOf(view.state, prefixes, words).map((each) => ({ ...each, severity: "error" }));
    return told ? [...found, told] : found;
  };
  const ask_ = { key: "Mod-Enter", run: () => (ask(), true), preventDefault: true };
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: field.value,
      extensions: [
        lineNumbers(),
        highlightSpecialChars(),
        history(),
        drawSelection(),
        indentOnInput(),
        indentUnit.of("  "),
        bracketMatching(),
        closeBrackets(),
        sparql(),
        syntaxHighlighting(colours),
        look,
        writesOver,
        autocompletion({ override: [completions({ catalogue, prefixes, things, words })], icons: false }),
        linter(check, { delay: 400 }),
        Prec.highest(keymap.of([ask_])),
        keymap.of([...closeBracketsKeymap, ...completionKeymap, ...lintKeymap, ...historyKeymap, { key: "Enter", run: insertNewlineAndIndent }, ...standardKeymap]),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": words.say("editor"), "aria-multiline": "true", tabindex: "0" }),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          told = null;
          field.value = update.state.doc.toString();
          change();
        }),
      ],
    }),
  });
  // The label of the field names the editor too.
  document.querySelector(`label[for="${field.id}"]`)?.addEventListener("click", () => view.focus());
  const at = (line, column) => {
    const whole = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines));
    return Math.min(whole.from + Math.max(column - 1, 0), whole.to);
  };
  return {
    rich: true,
    text: () => view.state.doc.toString(),
    write: (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
    focus: () => view.focus(),
    faults: () =>
      faultsOf(view.state, prefixes, words).map(({ actions, ...each }) => ({
        ...each,
        mends: actions.map(({ name, apply }) => ({ name, apply: () => apply(view) })),
      })),
    mark: (fault) => {
      const from = fault?.line ? at(fault.line, fault.column ?? 1) : 0;
      told = fault?.line ? { from, to: Math.min(from + 1, view.state.doc.length), severity: "error", message: fault.message } : null;
      view.dispatch(setDiagnostics(view.state, check(view)));
    },
    go: (line, column) => {
      const from = at(line, column);
      view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
      view.focus();
    },
  };
};
