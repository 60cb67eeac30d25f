import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { comparing, compareAgain, isOfAnother, stopComparing, whole } from "../state/comparing";
import { headlineOf } from "../words/answers";
import { number, setNumber } from "../words/figures";
import { say } from "./spoken";

/** The answer in words, and how sharp it is. */
export function Headline(): preact.JSX.Element {
  const answer = comparing.answer.value;
  const phase = comparing.phase.value;
  const isRunning = phase === "asking" || phase === "running";
  const isFresh = comparing.isFresh.value;
  const isFirst = isFresh && phase === "running" && answer?.is_first_look === false && answer.replications === 1;
  useEffect(() => {
    if (answer !== null && phase === "done") say(`Final answer. ${headlineOf(answer)}`);
    else if (answer !== null && isFirst)
      say(`First answer, being sharpened. ${headlineOf(answer)}`);
  }, [phase, isFirst]);
  const words = useHeld(isRunning);
  return (
    <section
      class="headline"
      aria-label="The answer"
      aria-busy={isRunning}
      data-phase={phase}
      data-look={isFresh && answer !== null ? (answer.is_first_look ? "first" : "whole") : "none"}
      data-replications={isFresh ? (answer?.replications ?? 0) : 0}
    >
      <p class="answer" ref={words}>
        {answer !== null ? headlineOf(answer) : isRunning ? "Running the first year …" : ""}
      </p>
      <div class="row">
        <span class="sharpness">{sharpness()}</span>
        {isRunning ? (
          <button type="button" onClick={stopComparing}>
            Stop here
          </button>
        ) : phase === "cancelled" && !isOfAnother.value ? (
          <button type="button" onClick={compareAgain}>
            Go on
          </button>
        ) : null}
      </div>
    </section>
  );
}

/** What an element gets as long as something runs: room that grows, but is not given back. */
function useHeld(isRunning: boolean): { current: HTMLParagraphElement | null } {
  const place = useRef<HTMLParagraphElement>(null);
  const held = useRef(0);
  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return;
    element.style.minHeight = "";
    held.current = isRunning ? Math.max(held.current, element.offsetHeight) : 0;
    if (isRunning) element.style.minHeight = `${held.current}px`;
  });
  return place;
}

function sharpness(): string {
  const answer = comparing.answer.value;
  const phase = comparing.phase.value;
  if (answer === null) return "";
  if (isOfAnother.value) return "A new scenario: what you see is about the one before.";
  const years = answer.replications === 1 ? "1 replication" : `${answer.replications} replications`;
  if (!comparing.isFresh.value) return "A new question: what you see is about the one before.";
  if (answer.is_first_look) return firstLook(phase === "running");
  if (phase === "running") return `Sharpening: ${years} so far. Intervals are 95%.`;
  if (phase === "cancelled") return `Stopped after ${years}.`;
  const goal = answer.precision;
  if (goal === null) return `${years}. Intervals are 95%.`;
  const reached =
    goal.reached === null ? "" : ` The widest interval is ±${number(goal.reached * 100)}%.`;
  return goal.is_reached
    ? `${years}: as sharp as asked for.${reached}`
    : `${years}: the most that are run; some intervals stay wider than ±${setNumber(goal.goal * 100)}%.${reached}`;
}

/** Nothing is missing for long, unless somebody stops here. */
function firstLook(isRunning: boolean): string {
  const pictures = whole.value === null ? "" : " The pictures are about the question before.";
  if (isRunning) return `First look: 1 replication, no intervals yet.${pictures}`;
  return `Stopped at the first look: 1 replication, the rest was not run.${pictures}`;
}
