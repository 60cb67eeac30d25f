import { useEffect, useRef, useState } from "preact/hooks";
import type { Trouble } from "../api/types";
import type { Editor } from "../editor/editor";

/** The scenario as text, with completion and faults in their place. */
export function EditorDialog(props: {
  text: string;
  file: string;
  onUse: (text: string, file: string) => void;
  onClose: () => void;
}): preact.JSX.Element {
  const { text, file, onUse, onClose } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor | null>(null);
  const leave = useRef<HTMLButtonElement>(null);
  // Undefined: not checked yet.
  const [trouble, setTrouble] = useState<Trouble | null | undefined>(undefined);
  const [isReady, setReady] = useState(false);
  const [isAsking, setAsking] = useState(false);
  useEffect(() => {
    dialog.current?.showModal();
    let isGone = false;
    void import("../editor/editor").then((module) => {
      if (isGone || place.current === null) return;
      editor.current = module.makeEditor(place.current, text, file, setTrouble);
      setReady(true);
    });
    return () => {
      isGone = true;
      editor.current?.close();
    };
  }, []);
  const count = trouble?.faults.length ?? 0;
  /** One press of Escape does not throw away what was typed. */
  const keep = (event: Event): void => {
    if (event.defaultPrevented || (editor.current?.text() ?? text) === text) return;
    event.preventDefault();
    setAsking(true);
    leave.current?.focus();
  };
  return (
    <dialog
      ref={dialog}
      class="editor"
      aria-labelledby="editor-title"
      onClose={onClose}
      onCancel={keep}
      onKeyDown={(event) => {
        if (event.key === "Escape") keep(event);
      }}
    >
      <h2 id="editor-title">Edit {file}</h2>
      <p class="help" id="editor-help">
        Ctrl Space completes, F8 goes to the next fault, Tab leaves the text.
      </p>
      <div ref={place} class="text" />
      <div class="faults" role="status" data-testid="editor-faults">
        {!isReady ? "Opening …" : null}
        {isReady && trouble === undefined ? "Checking …" : null}
        {isReady && trouble === null ? "No faults." : null}
        {trouble == null ? null : (
          <ul>
            {count === 0 ? <li>{trouble.message}</li> : null}
            {trouble.faults.map((fault) => (
              <li key={fault.text}>
                <button type="button" class="link" onClick={() => editor.current?.goTo(fault)}>
                  line {fault.line ?? 1}, column {fault.column ?? 1}
                </button>{" "}
                {fault.path ? <code>{fault.path}</code> : null} {fault.message}
              </li>
            ))}
          </ul>
        )}
      </div>
      {isAsking ? (
        <p role="alert">
          What you changed is not used yet: use it, or close without using it.
        </p>
      ) : null}
      <div class="row end">
        <button ref={leave} type="button" onClick={() => dialog.current?.close()}>
          Close without using it
        </button>
        <button
          type="button"
          class="primary"
          disabled={!isReady}
          onClick={() => {
            if (editor.current !== null) onUse(editor.current.text(), file);
            dialog.current?.close();
          }}
        >
          Use this scenario
        </button>
      </div>
    </dialog>
  );
}
