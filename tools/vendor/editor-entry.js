// What of CodeMirror the SPARQL editor needs; tools/vendor/make.sh bundles it into one file.

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers, placeholder } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { sparql } from "codemirror-lang-sparql";

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--accent)", fontWeight: "600" },
  { tag: tags.variableName, color: "var(--agree)" },
  { tag: tags.string, color: "var(--tension)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
  { tag: [tags.number, tags.bool], color: "var(--denied)" },
]);

// Over several lines Chromium itself would join what is left with styles of its own, which the policy refuses.
const typedOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { from, to } = view.state.selection.main;
    if (event.inputType !== "insertText" || view.composing || view.state.doc.lineAt(from).to >= to) return false;
    event.preventDefault();
    view.dispatch(view.state.replaceSelection(event.data ?? ""), { userEvent: "input.type" });
    return true;
  },
});

const look = EditorView.theme({
  "&": { fontSize: "1rem", backgroundColor: "var(--card)", color: "var(--ink)" },
  "&.cm-focused": { outline: "3px solid var(--focus)", outlineOffset: "1px" },
  ".cm-content": { fontFamily: "ui-monospace, 'DejaVu Sans Mono', monospace", caretColor: "var(--ink)", minHeight: "9rem" },
  ".cm-gutters": { backgroundColor: "var(--faint)", color: "var(--soft)", border: "0" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--accent) 8%, transparent)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "color-mix(in srgb, var(--accent) 28%, transparent)" },
  ".cm-tooltip": { backgroundColor: "var(--card)", color: "var(--ink)", border: "1px solid var(--line)" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--ink)", color: "var(--paper)" },
});

/**
 * Make an editor in `parent`. `complete(context)` is a CodeMirror completion source; `keys` are
 * key bindings; `nonce` is what the page's policy names for styles.
 */
export function createEditor({ parent, text, nonce, label, complete, keys, changed }) {
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        EditorView.cspNonce.of(nonce),
        lineNumbers(), lintGutter(), history(), drawSelection(), highlightActiveLine(), bracketMatching(), closeBrackets(),
        sparql(), typedOver, syntaxHighlighting(colours), look, EditorView.lineWrapping, placeholder("SELECT …"),
        autocompletion({ override: [complete] }),
        EditorView.contentAttributes.of({ "aria-label": label, "aria-multiline": "true" }),
        EditorView.updateListener.of((update) => { if (update.docChanged) changed(); }),
        // Tab is left to the browser, so that nobody is caught in the editor.
        keymap.of([...keys, ...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap, ...historyKeymap]),
      ],
    }),
  });
  return {
    view,
    text: () => view.state.doc.toString(),
    focus() { view.focus(); view.dispatch({ selection: { anchor: view.state.doc.length } }); },
    mark(line, column, message) {
      if (!line) { view.dispatch(setDiagnostics(view.state, [])); return; }
      const row = view.state.doc.line(Math.min(line, view.state.doc.lines));
      const from = Math.min(row.to, row.from + Math.max(0, column - 1));
      view.dispatch(setDiagnostics(view.state, [{ from, to: Math.min(row.to, from + 1) || row.to, severity: "error", message }]));
    },
  };
}
