import { Asking } from "../api/asking";
import { askForFile, troubleFrom } from "../api/fetching";
import { question } from "../state/asked";
import { comparing } from "../state/comparing";
import { bodyOf } from "../state/question";
import { facts } from "../state/scenario";
import { JobBar } from "./job_bar";
import { save } from "./saving";
import { say } from "./spoken";

const reporting = new Asking<{ html: string }>("/api/report");

/** The question and its answer as files. */
export function Downloads(): preact.JSX.Element {
  const job = comparing.job.value;
  const isReady = comparing.phase.value === "done" && job !== null;
  const result = reporting.answer.value;
  return (
    <section class="downloads" aria-label="Downloads">
      <h2>Take it with you</h2>
      <div class="row start">
        <button type="button" onClick={() => void download("yaml", bodyOf(question.value), "scenario.yaml")}>
          Scenario (YAML)
        </button>
        <button
          type="button"
          disabled={!isReady}
          onClick={() => void download("csv", { job }, "comparison.csv")}
        >
          Figures (CSV)
        </button>
        {facts.value?.formats?.report === false ? null : (
          <button type="button" onClick={() => void reporting.ask(reportBody())}>
            Make a report
          </button>
        )}
      </div>
      <p class="help">Of the comparison; other pictures have files of their own beside them.</p>
      <JobBar asking={reporting} what="The report" />
      {reporting.phase.value === "done" && result !== null ? (
        <p role="status">
          <a href={result.html} download="report.html">
            Save the report (HTML)
          </a>
          {isOfThisQuestion() ? null : " The report is about the question before: make it again."}
        </p>
      ) : null}
    </section>
  );
}

/** Whether the report that is there answers the question on screen, as sharp as it was then. */
function isOfThisQuestion(): boolean {
  const { replications: _, ...asked } = JSON.parse(reporting.asked.value ?? "{}") as Record<
    string,
    unknown
  >;
  return JSON.stringify(asked) === JSON.stringify(bodyOf(question.value));
}

/**
 * As many replications as the comparison on screen has: the report is to tell the same figures.
 *
 * A first look is no comparison yet: then as many as the scenario says.
 */
function reportBody(): Record<string, unknown> {
  const answer = comparing.answer.value;
  const replications = answer === null || answer.is_first_look ? null : answer.replications;
  return { ...bodyOf(question.value), replications };
}

async function download(kind: string, body: object, name: string): Promise<void> {
  try {
    const file = await askForFile(`/api/export/${kind}`, body, name);
    save(file.blob, file.name);
  } catch (error) {
    say(troubleFrom(error).message, true);
  }
}
