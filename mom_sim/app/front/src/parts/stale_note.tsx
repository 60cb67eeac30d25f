import type { Asking } from "../api/asking";

/** Says that a result is about another question than the one on screen, or may be. */
export function StaleNote<T>(props: {
  asking: Asking<T>;
  body: Record<string, unknown>;
  /** Name of the scenario that the result is of, where it says. */
  scenario?: string | undefined;
}): preact.JSX.Element | null {
  const asked = props.asking.asked.value;
  if (asked === null) {
    const of = props.scenario === undefined ? "" : `, of “${props.scenario}”`;
    return (
      <p class="quiet" role="status">
        An earlier run{of}; its assumptions may differ from those on screen.
      </p>
    );
  }
  if (asked === JSON.stringify(props.body)) return null;
  return (
    <p class="quiet" role="status">
      What you see answers an earlier question: the assumptions have changed since. Run it again.
    </p>
  );
}
