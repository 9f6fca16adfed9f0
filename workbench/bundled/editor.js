// The editor of queries: CodeMirror in a shadow root, whose style sheets are constructed, as the policy
// `style-src 'self'` wants it.
import { EditorView } from "@codemirror/view";

export const editor = (host, text) => new EditorView({ doc: text, parent: host });
