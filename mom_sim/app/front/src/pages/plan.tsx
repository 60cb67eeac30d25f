import { Asking } from "../api/asking";
import type { PlanResult } from "../api/plan_types";
import { EarlierRuns } from "../parts/earlier_runs";
import { AskForm, ChoiceField, NumberField, TextField } from "../parts/fields";
import { JobBar } from "../parts/job_bar";
import { Picture } from "../parts/picture";
import { PromiseField, promiseText } from "../parts/promise_field";
import { StaleNote } from "../parts/stale_note";
import { Table } from "../parts/table";
import { drawFront, drawMarginal } from "../pictures/plan";
import { question } from "../state/asked";
import { field } from "../state/fields";
import { bodyOf } from "../state/question";
import { described } from "../state/scenario";
import { listed, number, rangeText } from "../words/figures";
import { modelLabel, plain } from "../words/models";
import { promiseInWords } from "../words/promises";

const planning = new Asking<PlanResult>("/api/plan");
const USUAL_DAYS = "20";

/** The cheapest staffing that keeps a promise. */
export function PlanPage(): preact.JSX.Element {
  const said = described.value;
  const asked = question.value;
  const own = said?.own_model ?? "";
  const budget = field("plan.budget", "");
  const body = {
    ...bodyOf(asked),
    models: null,
    model: field("plan.model", own),
    promises: [promiseText("plan", USUAL_DAYS)],
    budget: budget === "" ? null : budget,
    confidence: Number(field("plan.confidence", "90")) / 100,
  };
  const phase = planning.phase.value;
  const result = planning.answer.value;
  return (
    <>
      <AskForm
        label="Find the staffing"
        isRunning={phase === "running" || phase === "asking"}
        onAsk={() => void planning.ask(body)}
      >
        <ChoiceField
          name="plan.model"
          label="Operating model"
          usual={own}
          options={(said?.models ?? []).map((model) => ({ value: model.id, label: model.label }))}
        />
        <PromiseField page="plan" usualDays={USUAL_DAYS} />
        <NumberField
          name="plan.confidence"
          label="How sure"
          usual="90"
          min={50}
          max={99}
          unit="%"
        />
        <TextField
          name="plan.budget"
          label={`Budget, ${said?.currency ?? ""} a year`}
          usual=""
          placeholder="no limit, or 1.2M"
        />
      </AskForm>
      <JobBar asking={planning} what="The plan" />
      <EarlierRuns kind="plan" asking={planning} />
      {result === null ? null : (
        <>
          <StaleNote asking={planning} body={body} scenario={result.scenario} />
          <Plan result={result} currency={currencyOf(result, said?.currency)} />
        </>
      )}
    </>
  );
}

function Plan(props: { result: PlanResult; currency: string }): preact.JSX.Element {
  const { result, currency } = props;
  const { staffing, closest, promises, today, marginal_values, front } = result.results;
  const rows = staffing ?? closest ?? [];
  const which = staffing === null ? "the staffing that came closest" : "the plan";
  return (
    <>
      <section class="headline" aria-label="The plan" role="status">
        <p class="answer">{planFinding(result, currency)}</p>
        <p class="sharpness">
          {modelLabel(result.model)}:{" "}
          {promises
            .map(
              (one) => `${promiseInWords(one.promise)}: ${promiseState(one.is_kept)} with ${which}`,
            )
            .join("; ")}
          {today[0] ? `; ${promiseState(today[0].is_kept)} with today's staffing` : ""}.
        </p>
      </section>
      {rows.length === 0 ? null : (
        <section class="panel" aria-label="Staffing">
          <h2>{staffing === null ? "The staffing that came closest" : "Staffing"}</h2>
          <Table
            caption={staffingCaption(result, currency)}
            columns={[
              { title: "Role", text: (row) => plain(row.role) },
              { title: "Today", isNumber: true, text: (row) => String(row.today) },
              {
                title: staffing === null ? "Closest" : "Planned",
                isNumber: true,
                text: (row) => String(row.planned),
              },
              { title: "Change", isNumber: true, text: (row) => number(row.change, true) },
              { title: `${currency} a year`, isNumber: true, text: (row) => money(row.cost, "") },
            ]}
            rows={rows}
          />
        </section>
      )}
      <div class="pictures">
        <Picture
          name="marginal-values"
          title={`What one more person is worth beside ${which}`}
          finding={marginalFinding(result)}
          of={result}
          draw={(width) => drawMarginal(marginal_values, width)}
          legend={
            <p class="quiet">
              Gray: the data cannot tell it from nothing. Lines are 95% intervals.
            </p>
          }
          rows={marginal_values}
          columns={[
            { title: "One more", text: (row) => plain(row.role) },
            {
              title: "9 of 10: working days saved",
              isNumber: true,
              text: (row) => size(row.p90_days_saved),
            },
            {
              title: "95% interval",
              isNumber: true,
              text: (row) => range(row.p90_days_saved_low, row.p90_days_saved_high, row.p90_days_saved),
            },
            {
              title: "Mean: working days saved",
              isNumber: true,
              text: (row) => size(row.days_saved),
            },
            { title: `${currency} a year`, isNumber: true, text: (row) => money(row.cost, "") },
          ]}
        />
        <Picture
          name="cost-front"
          title="What speed costs"
          finding="Each point is a staffing that no other measured one beats in both cost and time."
          of={result}
          draw={(width) => drawFront(front, width, currency)}
          rows={front}
          columns={[
            { title: `${currency} a year`, text: (row) => money(row.cost, "") },
            {
              title: "9 of 10 within, working days",
              isNumber: true,
              text: (row) => size(row.p90_working_days),
            },
            {
              title: "95% interval",
              isNumber: true,
              text: (row) => range(row.p90_working_days_low, row.p90_working_days_high, row.p90_working_days),
            },
            {
              title: "Which",
              text: (row) => (row.is_plan ? "the plan" : row.is_today ? "today" : ""),
            },
            {
              title: "Positions",
              text: (row) =>
                Object.entries(row.headcounts)
                  .map(([role, count]) => `${plain(role)} ${count}`)
                  .join(", "),
            },
          ]}
        />
      </div>
      {result.warnings.length === 0 ? null : (
        <section class="panel" aria-label="What not to trust">
          <h2>What not to trust</h2>
          <ul>
            {result.warnings.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** Of the run; the scenario's on screen only where the run was asked from there. */
function currencyOf(result: PlanResult, onScreen = ""): string {
  return result.currency ?? (planning.asked.value === null ? "" : onScreen);
}

function staffingCaption(result: PlanResult, currency: string): string {
  const { staffing, closest, cost_today } = result.results;
  const rows = staffing ?? closest ?? [];
  const cost = rows.reduce((sum, row) => sum + row.cost, 0);
  const today = `${money(cost_today, currency)} a year today`;
  return staffing === null
    ? `Positions today and of the staffing that came closest, which is no plan; ${today}, ${money(cost, currency)} with it`
    : `Positions today and planned; ${today}, ${money(cost, currency)} planned`;
}

function planFinding(result: PlanResult, currency: string): string {
  const { staffing, cost, cost_today, reason } = result.results;
  if (staffing === null || cost === null)
    return `No staffing was found: ${(reason ?? "none was tried").replace(/\.$/, "")}.`;
  const hires = staffing
    .filter((row) => row.change > 0)
    .map((row) => peopleFor(row.change, row.role));
  const leaves = staffing
    .filter((row) => row.change < 0)
    .map((row) => peopleFor(-row.change, row.role));
  const more = cost - cost_today;
  const said = [
    hires.length > 0 ? `hire ${listed(hires)}` : "",
    leaves.length > 0 ? `do without ${listed(leaves)}` : "",
  ].filter((part) => part !== "");
  const what = said.length === 0 ? "Today's people are the cheapest staffing found" : listed(said);
  const price =
    Math.abs(more) < 1
      ? "at today's cost"
      : `${more > 0 ? "+" : "−"}${money(Math.abs(more), currency)} a year`;
  return `${what.charAt(0).toUpperCase()}${what.slice(1)}: ${price}.`;
}

function peopleFor(count: number, role: string): string {
  return `${count} ${count === 1 ? "person" : "people"} for ${plain(role)}`;
}

function marginalFinding(result: PlanResult): string {
  const measured = result.results.marginal_values.flatMap((row) =>
    row.p90_days_saved == null ? [] : [{ ...row, saved: row.p90_days_saved }],
  );
  if (measured.length === 0) return "No role's worth could be measured.";
  const [best] = measured
    .filter((row) => (row.p90_days_saved_low ?? 0) > 0)
    .sort((a, b) => b.saved - a.saved);
  if (best === undefined) return "The data cannot tell any role's worth from nothing.";
  const interval = range(best.p90_days_saved_low, best.p90_days_saved_high, best.saved);
  const said = interval === "" ? "" : ` (${interval})`;
  const other = measured.some((row) => row.saved > best.saved)
    ? " Where larger values are shown, the data cannot tell them from nothing."
    : "";
  return `Added to the plan, one more person in ${plain(best.role)} is worth most of what the data can tell: the time within which 9 of 10 campaigns launch is ${number(best.saved)} working days${said} shorter.${other}`;
}

function promiseState(isKept: boolean | null): string {
  if (isKept === null) return "the data cannot tell whether it is kept";
  return isKept ? "kept" : "not kept";
}

function money(value: number, currency: string): string {
  const size = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3, notation: "compact" });
  return `${size.format(value)} ${currency}`.trim();
}

function size(value: number | null): string {
  return value === null ? "no figure" : number(value);
}

function range(
  low: number | null | undefined,
  high: number | null | undefined,
  like: number | null | undefined,
): string {
  return low == null || high == null ? "" : rangeText(low, high, like ?? 0);
}
