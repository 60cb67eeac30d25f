import { computed, effect, signal, untracked } from "@preact/signals";
import { Asking } from "../api/asking";
import type { Answer, Condition } from "../api/types";
import { question } from "./asked";
import { AS_WRITTEN, bodyOf } from "./question";
import { described, describedKey, keyOf, scenarioTrouble } from "./scenario";

/**
 * A hand that drags tells every 16 ms where it is, a key that is held every 30: of such a run of
 * changes the first is asked about at once, and then the last, so that a single one does not wait.
 */
const AFTER_LAST_CHANGE_MS = 40;

export const comparing = new Asking<Answer>("/api/compare");
/** Which condition is shown where a question has a surge and its calm twin. */
export const chosenCondition = signal<Condition>("surge");
/**
 * The last answer with everything in it: what the pictures show while a first look is on the cards.
 *
 * It may be about the question before; the page says so.
 */
export const whole = signal<Answer | null>(null);
effect(() => {
  const now = comparing.answer.value;
  if (now === null || !now.is_first_look) whole.value = now;
});
/** Whether the figures that the first look has not are still being made. */
export const isComing = computed(
  () => comparing.phase.value === "asking" || comparing.phase.value === "running",
);
/** The condition on screen. */
export const condition = computed<Condition>(() => {
  const there = comparing.answer.value?.conditions ?? ["as_written"];
  return there.includes(chosenCondition.value) ? chosenCondition.value : (there[0] ?? "as_written");
});

/** The question that the comparison answers; equal texts are equal questions. */
const asked = computed(() => {
  const now = question.value;
  if (described.value === null || describedKey.value !== keyOf(now)) return null;
  if (scenarioTrouble.value !== null) return null;
  return JSON.stringify({
    ...bodyOf(now),
    ...sharpnessOf(now.precision, described.value.replications),
  });
});

/** Whether the scenario on screen is not the one of the answer: it is being read, or cannot be. */
export const isOfAnother = computed(() => asked.value === null);

let timer = 0;
let answered = "";
let changed = -Infinity;

/** Ask whenever the question changes, while the comparison is on screen. Gives what ends that. */
export function keepComparing(): () => void {
  const stop = effect(() => {
    const text = asked.value;
    clearTimeout(timer);
    if (text === null) {
      // What is still being sharpened is about a scenario that nobody looks at any more.
      untracked(stopComparing);
      return;
    }
    untracked(() => {
      if (text === answered && comparing.phase.value === "done") return;
      const before = changed;
      changed = performance.now();
      const ask = (): void => {
        answered = text;
        void comparing.ask(JSON.parse(text) as Record<string, unknown>);
      };
      // At once, not in a task of its own: the server works while the page is drawn, and once only.
      if (changed - before < AFTER_LAST_CHANGE_MS) timer = window.setTimeout(ask, AFTER_LAST_CHANGE_MS);
      else ask();
    });
  });
  // Nobody would read the answers of a page that is closed, and others would wait for them.
  addEventListener("pagehide", stopComparing);
  return () => {
    removeEventListener("pagehide", stopComparing);
    stop();
    clearTimeout(timer);
    if (comparing.phase.value !== "done") comparing.cancel();
  };
}

/** Stop where it is: the answer stays as sharp as it got. */
export function stopComparing(): void {
  comparing.cancel();
}

/** Go on after a stop. */
export function compareAgain(): void {
  const text = asked.value;
  if (text !== null) void comparing.ask(JSON.parse(text) as Record<string, unknown>);
}

/** Finer intervals may take more replications; a rough look ends sooner. */
function sharpnessOf(precision: string, written: number): Record<string, unknown> {
  if (precision === AS_WRITTEN) return { replications: written };
  const most = { "10%": 40, "5%": 100, "2%": 200 }[precision] ?? 100;
  return { precision, most_replications: most };
}
