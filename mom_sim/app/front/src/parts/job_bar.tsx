import { useRef } from "preact/hooks";
import type { Asking } from "../api/asking";
import { TroubleBox } from "./trouble";

/** How far a run is, and the button that stops it. */
export function JobBar<T>(props: { asking: Asking<T>; what: string }): preact.JSX.Element | null {
  const { asking, what } = props;
  const reached = useRef(0);
  const phase = asking.phase.value;
  if (phase === "failed" && asking.trouble.value !== null) {
    return <TroubleBox title={`${what} could not be run`} trouble={asking.trouble.value} />;
  }
  if (phase === "cancelled") {
    return (
      <p class="quiet" role="status">
        {asking.isInterrupted.value
          ? `${what} was interrupted: the app was stopped before the end. Ask again.`
          : "Canceled."}
      </p>
    );
  }
  if (phase !== "asking" && phase !== "running") return null;
  const progress = asking.progress.value;
  const share = progress === null || progress.all === 0 ? null : progress.done / progress.all;
  // Precision may ask for more runs than were expected; the bar waits there and does not go back.
  reached.current = share === null ? 0 : Math.max(reached.current, share);
  return (
    <div class="job">
      <progress
        max={1}
        aria-label={`Progress of: ${what}`}
        {...(share === null ? {} : { value: reached.current })}
      />
      {/* Before the text: it must not move while somebody aims at it. */}
      <button type="button" onClick={() => asking.cancel()}>
        Cancel
      </button>
      {/* The count is not spoken: it changes all the time, and the bar has it. */}
      <span>
        {progress === null
          ? "Waiting for a free processor …"
          : `${progress.done} of ${progress.all} ${progress.what}`}
      </span>
      <span class="unseen" role="status">
        {progress === null ? `${what}: waiting for a free processor` : `${what} is running`}
      </span>
    </div>
  );
}
