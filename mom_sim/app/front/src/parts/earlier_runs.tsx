import { useEffect, useState } from "preact/hooks";
import type { Asking } from "../api/asking";
import { readJson } from "../api/fetching";
import type { Job, JobStatus } from "../api/types";

const MOST = 8;

const LISTED: readonly JobStatus[] = ["waiting", "running", "done", "interrupted"];

/** Runs of this kind, also those from before the page was loaded or the app was stopped. */
export function EarlierRuns<T>(props: {
  kind: string;
  asking: Asking<T>;
}): preact.JSX.Element | null {
  const { kind, asking } = props;
  const [jobs, setJobs] = useState<Job[]>([]);
  const phase = asking.phase.value;
  useEffect(() => {
    let isGone = false;
    readJson<Job[]>("/api/jobs")
      .then((found) => {
        const mine = found.filter(
          (job) => job.kind === kind && LISTED.includes(job.status),
        );
        if (!isGone) setJobs(mine.slice(0, MOST));
      })
      .catch(() => setJobs([])); // the list is a convenience: the page works without it
    return () => {
      isGone = true;
    };
  }, [kind, phase]);
  if (jobs.length === 0) return null;
  return (
    <details class="panel">
      <summary>Earlier runs ({jobs.length})</summary>
      <ul>
        {jobs.map((job) => (
          <li key={job.id} class="row start">
            <button type="button" class="link" onClick={() => asking.follow(job.id)}>
              Show<span class="unseen"> the run of {timeText(job.created)}</span>
            </button>
            <span>
              {timeText(job.created)} · {job.title} · {job.status}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function timeText(iso: string): string {
  return new Date(iso).toLocaleString("en-US", { dateStyle: "medium", timeStyle: "short" });
}
