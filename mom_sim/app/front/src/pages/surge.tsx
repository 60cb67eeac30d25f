import { Asking } from "../api/asking";
import type { SurgeModel, SurgeResult } from "../api/surge_types";
import { EarlierRuns } from "../parts/earlier_runs";
import { AskForm, NumberField } from "../parts/fields";
import { JobBar } from "../parts/job_bar";
import { ModelLegend } from "../parts/legend";
import { Picture } from "../parts/picture";
import { PromiseField, promiseText } from "../parts/promise_field";
import { StaleNote } from "../parts/stale_note";
import { breakOf, curvesHidden, drawDegradation } from "../pictures/degradation";
import { question } from "../state/asked";
import { field } from "../state/fields";
import { bodyOf } from "../state/question";
import { breakFinding, breakText } from "../words/breaking";
import { intervalText, number, setNumber } from "../words/figures";
import { modelLabel } from "../words/models";

const surging = new Asking<SurgeResult>("/api/surge");
const USUAL_DAYS = "20";

/** At which surge each model breaks its promise. */
export function SurgePage(): preact.JSX.Element {
  const asked = question.value;
  const body = {
    ...bodyOf(asked),
    surge: null, // the page's own surges take the place of the question's
    promises: [promiseText("surge", USUAL_DAYS)],
    weeks: [Number(field("surge.weeks", "8"))],
    factors: factorsUpTo(Number(field("surge.most", "3"))),
    replications: Number(field("surge.replications", "6")),
  };
  const result = surging.answer.value;
  const phase = surging.phase.value;
  return (
    <>
      <AskForm
        label="Find the breaking points"
        isRunning={phase === "running" || phase === "asking"}
        onAsk={() => void surging.ask(body)}
      >
        <PromiseField page="surge" usualDays={USUAL_DAYS} />
        <NumberField
          name="surge.weeks"
          label="The surge lasts"
          usual="8"
          min={1}
          max={26}
          unit="weeks"
        />
        <NumberField
          name="surge.most"
          label="Largest surge tried"
          usual="3"
          min={1.5}
          max={6}
          step={0.5}
          unit="times the usual"
        />
        <NumberField name="surge.replications" label="Replications" usual="6" min={2} max={100} />
      </AskForm>
      <JobBar asking={surging} what="The surge study" />
      <EarlierRuns kind="surge" asking={surging} />
      {result === null ? null : (
        <>
          <StaleNote asking={surging} body={body} scenario={result.scenario} />
          <Degradation result={result} />
        </>
      )}
    </>
  );
}

function factorsUpTo(most: number): number[] {
  const step = (most - 1) / 8;
  return Array.from({ length: 9 }, (_one, place) => Math.round((1 + place * step) * 100) / 100);
}

function Degradation(props: { result: SurgeResult }): preact.JSX.Element {
  const { result } = props;
  const { models, weeks, promises } = result.results;
  const long = weeks[0] ?? 8;
  const rows = models.map((model) => ({
    model,
    label: modelLabel(model.model) + (model.comparison === "equal_budget" ? ", equal budget" : ""),
    first: model.curve.find((point) => point.weeks === long),
    last: model.curve.filter((point) => point.weeks === long).at(-1),
  }));
  const shown = models.filter((model) => model.comparison !== "equal_budget");
  const drawn: SurgeResult = { ...result, results: { ...result.results, models: shown } };
  return (
    <>
      <Picture
        name="degradation"
        title={`What a surge of ${setNumber(long)} weeks does to the promise`}
        finding={`${breakFinding(shown, long, promises[0])} ${curvesHidden(drawn, long)}`.trim()}
        of={result}
        draw={(width) => drawDegradation(drawn, long, width)}
        legend={
          <>
            <ModelLegend models={shown.map((one) => one.model)} />
            <p class="quiet">
              Dashed: the promise,{" "}
              {promises[0] ? `${setNumber(promises[0].limit)} ${promises[0].unit}` : ""}. ○ on it: the
              breaking point. Bands are 95% intervals.
            </p>
          </>
        }
        rows={rows}
        columns={[
          { title: "Model", text: (row) => row.label },
          {
            title: "Breaks at, times the usual",
            isNumber: true,
            text: (row) => breakText(breakOf(row.model, long), promises[0]),
          },
          {
            title: "95% interval",
            isNumber: true,
            text: (row) => intervalText({ ...pointOf(row.model, long), unit: "" }),
          },
          {
            title: "More demand every week, %",
            isNumber: true,
            text: (row) => headroomText(row.model),
          },
          { title: "Waits most at, no surge", text: (row) => row.first?.bottleneck?.name ?? "" },
          {
            title: "Waits most at, largest surge",
            text: (row) => row.last?.bottleneck?.name ?? "",
          },
          { title: "What to know", text: (row) => breakOf(row.model, long)?.reason ?? "" },
        ]}
      />
      {result.warnings.length === 0 ? null : (
        <ul class="panel">
          {result.warnings.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
    </>
  );
}

function pointOf(model: SurgeModel, weeks: number): SurgeModel["breaking_points"][number] {
  return breakOf(model, weeks) ?? { promise: "", weeks, estimate: null, low: null, high: null };
}

function headroomText(model: SurgeModel): string {
  const found = model.headrooms[0];
  if (found === undefined || found.estimate === null) return found?.reason ?? "";
  return number(found.estimate * 100, true);
}
