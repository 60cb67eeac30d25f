import { useEffect } from "preact/hooks";
import { Asking } from "../api/asking";
import { DAY, type CauseMean, type Explained } from "../api/explain_types";
import { CampaignList } from "../parts/campaign_list";
import { JobBar } from "../parts/job_bar";
import { Legend } from "../parts/legend";
import { PairChoice } from "../parts/pair_choice";
import { Picture } from "../parts/picture";
import { drawCauseMeans } from "../pictures/cause_means";
import { drawLives } from "../pictures/lives";
import { question } from "../state/asked";
import { pair } from "../state/pair";
import { bodyOf } from "../state/question";
import { described, describedKey, keyOf } from "../state/scenario";
import { CAUSES, causeLabel } from "../words/causes";
import { intervalText, number } from "../words/figures";
import { modelLabel, plain } from "../words/models";

const WAIT_MS = 250;
const explaining = new Asking<Explained>("/api/explain");
const living = new Asking<Explained>("/api/explain", "life");

/** Why two models differ, and one campaign's life under both. */
export function ExplainPage(): preact.JSX.Element {
  const asked = question.value;
  const [a, b] = pair.value;
  const isKnown = described.value !== null && describedKey.value === keyOf(asked);
  const base = JSON.stringify({ ...bodyOf(asked), models: [a, b], replication: null });
  useEffect(() => {
    if (!isKnown) return;
    const timer = setTimeout(() => void explaining.ask(JSON.parse(base)), WAIT_MS);
    return () => clearTimeout(timer);
  }, [base, isKnown]);
  const campaign = asked.campaign;
  const isListed = explaining.phase.value === "done";
  useEffect(() => {
    if (campaign === null) living.clear();
    else if (isKnown && isListed) void living.ask({ ...JSON.parse(base), ...oneOf(campaign) });
  }, [base, campaign, isKnown, isListed]);
  useEffect(
    () => () => {
      explaining.cancel();
      living.cancel();
    },
    [],
  );
  const found = explaining.answer.value;
  return (
    <>
      <form class="asking" onSubmit={(event) => event.preventDefault()}>
        <PairChoice />
      </form>
      <JobBar asking={explaining} what="The explanation" />
      {found === null ? null : <Means found={found} a={a} b={b} />}
      {campaign === null ? null : <Lives a={a} b={b} campaign={campaign} />}
      {found === null ? null : <CampaignList found={found} a={a} b={b} />}
    </>
  );
}

/** A campaign of one replication: `north/email/7@2` is the seventh in the second. */
function oneOf(id: string): { campaign: string; replication: number } {
  const [campaign = "", replication = "1"] = id.split("@");
  return { campaign, replication: Number(replication) };
}

function Means(props: { found: Explained; a: string; b: string }): preact.JSX.Element {
  const { found, a, b } = props;
  const rows = found.results.means.filter(
    (row) =>
      row.attempts === "all" &&
      row.unit === "working days" &&
      row.difference !== null &&
      CAUSES.some((one) => one.cause === row.cause) &&
      (row.a !== 0 || row.b !== 0),
  );
  const whole = found.results.means.find(
    (row) =>
      row.attempts === "all" && row.unit === "working days" && row.cause === "time_to_launch",
  );
  return (
    <Picture
      name="why"
      title={`What makes ${modelLabel(b)} differ from ${modelLabel(a)}`}
      finding={whole === undefined ? "" : meanFinding(rows, whole, a, b)}
      of={found}
      draw={(width) =>
        drawCauseMeans(
          rows,
          width,
          `working days per campaign; right of 0: more under ${modelLabel(b)}`,
        )
      }
      rows={rows}
      columns={[
        { title: "Cause", text: (row) => causeLabel(row.cause) },
        {
          title: `${modelLabel(a)}, working days`,
          isNumber: true,
          text: (row) => number(row.a ?? 0),
        },
        {
          title: `${modelLabel(b)}, working days`,
          isNumber: true,
          text: (row) => number(row.b ?? 0),
        },
        { title: "Difference", isNumber: true, text: (row) => number(row.difference ?? 0, true) },
        {
          title: "95% interval",
          isNumber: true,
          text: intervalOf,
        },
      ]}
    />
  );
}

/** Of the difference by a cause; nothing where one replication has none. */
function intervalOf(row: CauseMean): string {
  return intervalText({ ...row, estimate: row.difference, unit: "" }, true);
}

/** Of these runs: parts can be larger than the whole. */
function meanFinding(
  rows: readonly CauseMean[],
  whole: CauseMean,
  a: string,
  b: string,
): string {
  const sorted = [...rows].sort(
    (x, y) => Math.abs(y.difference ?? 0) - Math.abs(x.difference ?? 0),
  );
  const heads = sorted
    .slice(0, 2)
    .map((row) => {
      const interval = intervalOf(row);
      const part = `${causeLabel(row.cause)} ${number(row.difference ?? 0, true)}`;
      return interval === "" ? part : `${part} (${interval})`;
    })
    .join(", ");
  const total = whole.difference ?? 0;
  const interval = intervalOf(whole);
  const word = total > 0 ? "later" : "sooner";
  const signed = interval === "" ? "" : ` (difference ${number(total, true)}, ${interval})`;
  return (
    `In these runs, of the campaigns that both launch, ${modelLabel(b)} launches ` +
    `${number(Math.abs(total))} working days ${word} than ${modelLabel(a)} on average${signed}; ` +
    `the largest parts, with 95% intervals: ${heads}.`
  );
}

function Lives(props: { a: string; b: string; campaign: string }): preact.JSX.Element {
  const { a, b, campaign } = props;
  const lives = living.answer.value?.results.lives;
  if (lives === undefined) return <JobBar asking={living} what="The campaign's life" />;
  const both = [
    { label: modelLabel(a), life: lives.a },
    { label: modelLabel(b), life: lives.b },
  ];
  const rows = both.flatMap(({ label, life }) =>
    life.pieces.map((piece) => ({ ...piece, label, requested: life.requested })),
  );
  const days = both.map(
    ({ label, life }) =>
      `${label}: ${life.outcome} after ${number((life.until - life.requested) / DAY)} calendar days`,
  );
  const seen = CAUSES.filter((one) => rows.some((row) => row.cause === one.cause));
  return (
    <Picture
      name="lives"
      title={`The life of ${oneOf(campaign).campaign}`}
      finding={`${days.join("; ")}. Every hour has one cause.`}
      of={lives}
      draw={(width) => drawLives(both, width)}
      legend={
        <>
          <Legend entries={seen} />
          {rows.some((row) => row.attempt > 1) ? (
            <p class="quiet">A dashed line below a bar: work that is done again.</p>
          ) : null}
        </>
      }
      rows={rows}
      columns={[
        { title: "Model", text: (row) => row.label },
        { title: "Step", text: (row) => plain(row.step) },
        { title: "Attempt", isNumber: true, text: (row) => String(row.attempt) },
        { title: "Cause", text: (row) => causeLabel(row.cause) },
        {
          title: "From, calendar days",
          isNumber: true,
          text: (row) => number((row.start - row.requested) / DAY),
        },
        {
          title: "Hours",
          isNumber: true,
          text: (row) => number(((row.finish - row.start) / DAY) * 24),
        },
      ]}
    />
  );
}
