import type { Answer, Condition, ConditionResult, Estimate, ModelAnswer } from "../api/types";
import { modelLabel } from "./models";

/** The server's reason where a first look has no figure yet. */
export const COMING = "comes with the next answer";

export const NO_FIGURE: Estimate = { estimate: null, low: null, high: null };

/** A model's name, with the condition under which it is compared where that is not the usual one. */
export function nameOf(answer: ModelAnswer): string {
  const label = answer.label || modelLabel(answer.model);
  return answer.comparison === "equal_budget" ? `${label}, equal budget` : label;
}

export function under(answer: ModelAnswer, condition: Condition): ConditionResult | undefined {
  return answer[condition];
}

export function figureOf(answer: ModelAnswer, condition: Condition, kpi: string): Estimate {
  return under(answer, condition)?.kpis[kpi] ?? NO_FIGURE;
}

export const CONDITION_WORDS: Record<Condition, string> = {
  as_written: "as the scenario is written",
  calm: "without the surge",
  surge: "with the surge",
};

/** Models of the main comparison: what buys outside work on an equal budget stands apart. */
export function mainModels(answer: Answer): ModelAnswer[] {
  return answer.models.filter(
    (one) =>
      one.comparison !== "equal_budget" ||
      !answer.models.some(
        (other) => other.model === one.model && other.comparison !== "equal_budget",
      ),
  );
}

/** The answer in words. */
export function headlineOf(answer: Answer): string {
  return Array.isArray(answer.headline) ? answer.headline.join(" ") : answer.headline;
}
