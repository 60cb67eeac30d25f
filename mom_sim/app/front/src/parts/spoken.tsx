import { signal } from "@preact/signals";

const spoken = signal("");
const shown = signal("");
let timer = 0;

/** Tell a screen reader; with `visibly`, show it for some seconds as well. */
export function say(text: string, visibly = false): void {
  spoken.value = text;
  if (!visibly) return;
  shown.value = text;
  clearTimeout(timer);
  timer = window.setTimeout(() => (shown.value = ""), 5000);
}

/** Where what is said stands. */
export function Spoken(): preact.JSX.Element {
  return (
    <>
      <div class="unseen" role="status" aria-live="polite" data-testid="spoken">
        {spoken.value}
      </div>
      {shown.value === "" ? null : (
        <div class="toast" aria-hidden="true">
          {shown.value}
        </div>
      )}
    </>
  );
}
