import { computed } from "@preact/signals";
import type { Answer, Estimate, ModelAnswer } from "../api/types";
import { goTo } from "../state/asked";
import { comparing, condition, isComing, whole } from "../state/comparing";
import { COMING, figureOf, mainModels, nameOf, under } from "../words/answers";
import { chanceText, estimateText, intervalText, number } from "../words/figures";
import { winnerOf } from "../words/findings";
import { COST, MEDIAN, ON_CARDS, OUTSIDE } from "../words/kpis";
import { plain } from "../words/models";
import { Mark } from "./mark";

/** Nothing glides any more once something else is asked: the machine has better things to do. */
const cardsClass = computed(() => (comparing.isFresh.value ? "cards" : "cards still"));

/** One card for each operating model, side by side on one scale. */
export function Cards(props: { answer: Answer }): preact.JSX.Element {
  const { answer } = props;
  const models = mainModels(answer);
  const ends = models.map((model) => {
    const figure = figureOf(model, condition.value, MEDIAN);
    return figure.high ?? figure.estimate ?? 0;
  });
  const most = Math.max(...ends, 0.001);
  return (
    <ul class={cardsClass} aria-label="Operating models">
      {models.map((model) => (
        <Card
          key={`${model.model} ${model.comparison}`}
          answer={answer}
          model={model}
          most={most}
        />
      ))}
    </ul>
  );
}

function Card(props: { answer: Answer; model: ModelAnswer; most: number }): preact.JSX.Element {
  const { answer, model, most } = props;
  const time = figureOf(model, condition.value, MEDIAN);
  const place = under(model, condition.value)?.bottleneck;
  const isOwn = model.model === answer.own_model;
  return (
    <li class="card" data-model={model.model}>
      <h2>
        <Mark model={model.model} /> {nameOf(model)}
      </h2>
      <p class="badges">
        <Badges answer={answer} model={model.model} />
        {isOwn ? <span class="badge own">Yours today</span> : null}
      </p>
      <p class="large">
        {time.estimate === null ? (
          <span class="quiet">{time.reason ?? "no figure"}</span>
        ) : (
          <>
            <strong data-figure="median">{number(time.estimate)}</strong> working days, median
          </>
        )}
      </p>
      <Bar figure={time} most={most} />
      <p class="interval">
        {intervalText(time) === "" ? (
          answer.replications === 1 ? (
            "one run: no interval yet"
          ) : (
            (time.reason ?? "no interval")
          )
        ) : (
          <>
            95% interval <span>{intervalText(time)}</span>
          </>
        )}
      </p>
      <dl>
        {ON_CARDS.map(({ kpi, label }) => {
          const figure = figureOf(model, condition.value, kpi);
          return (
            <div key={kpi}>
              <dt>{label}</dt>
              <dd title={intervalText(figure) || (figure.reason ?? "")}>
                {figure.reason === COMING ? <Coming /> : shortText(figure)}
              </dd>
            </div>
          );
        })}
        <Outside model={model} />
      </dl>
      <p class="where" title={place?.why}>
        {place ? `Waits most at: ${plain(place.name)}` : ""}
        {answer.is_first_look ? (
          <>
            Waits most at: <Coming />
          </>
        ) : null}
      </p>
      {isOwn ? null : (
        <button
          type="button"
          class="link"
          onClick={() => goTo("explain", { pair: [answer.own_model, model.model], campaign: null })}
        >
          Why?<span class="unseen"> How {nameOf(model)} differs from your model</span>
        </button>
      )}
    </li>
  );
}

/** Who is best; a first look calls nobody so, and keeps the room that was taken before. */
function Badges(props: { answer: Answer; model: string }): preact.JSX.Element {
  const { answer, model } = props;
  const of = answer.is_first_look ? whole.value : answer;
  return (
    <>
      {(of === null ? [] : badges(of, model)).map((badge) => (
        <span
          key={badge.text}
          class={answer.is_first_look ? "badge held" : `badge ${badge.kind}`}
          aria-hidden={answer.is_first_look}
        >
          {badge.text}
        </span>
      ))}
    </>
  );
}

/** What a model pays for outside work, and who pays: the same people cost the same everywhere. */
function Outside(props: { model: ModelAnswer }): preact.JSX.Element | null {
  const { model } = props;
  const now = figureOf(model, condition.value, OUTSIDE);
  const isAhead = now.reason === COMING;
  const known = isAhead ? whole.value?.models.find((one) => one.model === model.model) : model;
  const spent = known ? figureOf(known, condition.value, OUTSIDE).estimate : null;
  if (!spent) return null;
  return (
    <div class="outside">
      <dt>Bought outside</dt>
      <dd>{isAhead ? <Coming /> : shortText(now)}</dd>
      <dd class="who-pays">
        of each, {model.comparison === "equal_budget" ? "within the same" : "on top of the"} budget
      </dd>
    </div>
  );
}

/** In place of what a first look does not have. */
function Coming(): preact.JSX.Element {
  return <span class="coming">{isComing.value ? "coming" : "not run"}</span>;
}

function shortText(figure: Estimate): string {
  return estimateText(figure)
    .replace("launches/week", "a week")
    .replace("/launch", "");
}

/** The interval as a band on the scale that all cards share. */
function Bar(props: { figure: Estimate; most: number }): preact.JSX.Element {
  const { figure, most } = props;
  const share = (value: number): string => `${Math.min(100, (100 * value) / most).toFixed(2)}%`;
  const { estimate, low, high } = figure;
  return (
    <div class="bar" aria-hidden="true">
      {low === null || high === null ? null : (
        <div class="band" style={{ left: share(low), width: share(high - low) }} />
      )}
      {estimate === null ? null : <div class="dot" style={{ left: share(estimate) }} />}
    </div>
  );
}

function badges(answer: Answer, model: string): { text: string; kind: string }[] {
  const found: { text: string; kind: string }[] = [];
  for (const [kpi, best] of [
    [MEDIAN, "Fastest"],
    [COST, "Cheapest"],
  ] as const) {
    const winner = winnerOf(answer, condition.value, kpi);
    if (winner === undefined) continue;
    if (winner.winner === model && !answer.is_final) {
      found.push({ text: `${best} so far`, kind: "open" });
    } else if (winner.winner === model) {
      const sure = winner.probability === null ? "" : `, ${chanceText(winner.probability)} sure`;
      found.push({ text: `${best}${sure}`, kind: "best" });
    } else if (
      winner.winner === null &&
      (winner.leader === model || winner.not_told_from.includes(model))
    ) {
      found.push({ text: `${best}? Cannot tell`, kind: "open" });
    }
  }
  return found;
}
