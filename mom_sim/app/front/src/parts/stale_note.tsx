import type { Asking } from "../api/asking";

/** Says that a result is about another question than the one on screen. */
export function StaleNote<T>(props: {
  asking: Asking<T>;
  body: Record<string, unknown>;
}): preact.JSX.Element | null {
  const asked = props.asking.asked.value;
  if (asked === null || asked === JSON.stringify(props.body)) return null;
  return (
    <p class="quiet" role="status">
      What you see answers an earlier question: the assumptions have changed since. Run it again.
    </p>
  );
}
