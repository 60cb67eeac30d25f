import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics, type Diagnostic } from "@codemirror/lint";
import { EditorState, type Text } from "@codemirror/state";
import { EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { ask, troubleFrom } from "../api/fetching";
import type { Fault, Trouble } from "../api/types";
import { completeFrom } from "./completion";

const AFTER_LAST_KEY_MS = 350;

export interface Editor {
  text: () => string;
  goTo: (fault: Fault) => void;
  close: () => void;
}

/** Put an editor on the page. The server checks the text; its faults are marked where they are. */
export function makeEditor(
  parent: HTMLElement,
  text: string,
  file: string,
  onTrouble: (trouble: Trouble | null) => void,
): Editor {
  let timer = 0;
  let turn = 0;
  const check = async (): Promise<void> => {
    const mine = ++turn;
    let trouble: Trouble | null = null;
    try {
      await ask("/api/describe", { yaml: view.state.doc.toString(), file });
    } catch (error) {
      trouble = troubleFrom(error);
    }
    if (mine !== turn) return;
    onTrouble(trouble);
    const marks = (trouble?.faults ?? []).map((fault) => markOf(fault, view.state.doc));
    view.dispatch(setDiagnostics(view.state, marks));
  };
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        history(),
        highlightActiveLine(),
        bracketMatching(),
        yaml(),
        syntaxHighlighting(COLORS),
        autocompletion({ override: [completeFrom] }),
        lintGutter(),
        keymap.of([...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
        EditorView.contentAttributes.of({
          "aria-label": `Text of ${file}`,
          "aria-describedby": "editor-help",
        }),
        LOOK,
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          clearTimeout(timer);
          timer = window.setTimeout(() => void check(), AFTER_LAST_KEY_MS);
        }),
      ],
    }),
  });
  void check();
  view.focus();
  return {
    text: () => view.state.doc.toString(),
    goTo: (fault) => {
      const { from } = markOf(fault, view.state.doc);
      view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
      view.focus();
    },
    close: () => {
      clearTimeout(timer);
      turn += 1;
      view.destroy();
    },
  };
}

function markOf(fault: Fault, doc: Text): Diagnostic {
  const line = doc.line(Math.min(Math.max(1, fault.line ?? 1), doc.lines));
  const from = Math.min(line.from + Math.max(0, (fault.column ?? 1) - 1), line.to);
  const message = fault.path ? `${fault.path}: ${fault.message}` : fault.message;
  return { from, to: Math.max(from, line.to), severity: "error", message };
}

const COLORS = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--accent)" },
  { tag: tags.comment, color: "var(--muted)", fontStyle: "italic" },
  { tag: [tags.string, tags.content], color: "var(--ink)" },
  { tag: tags.punctuation, color: "var(--muted)" },
]);

const LOOK = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--surface)", height: "100%", fontSize: "14px" },
  "&.cm-focused": { outline: "3px solid var(--focus)", outlineOffset: "0" },
  ".cm-scroller": { overflow: "auto", fontFamily: "ui-monospace, monospace" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--page)", color: "var(--muted)", border: "none" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--accent) 7%, transparent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground":
    { backgroundColor: "color-mix(in srgb, var(--accent) 30%, transparent)" },
  ".cm-tooltip": {
    backgroundColor: "var(--surface)",
    color: "var(--ink)",
    border: "1px solid var(--line)",
  },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    backgroundColor: "var(--accent)",
    color: "var(--on-accent)",
  },
});
