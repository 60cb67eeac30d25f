import type { Setting } from "../api/types";

export const PAGES = ["compare", "explain", "replay", "surge", "plan", "sweep"] as const;
export type PageName = (typeof PAGES)[number];

export interface AskedSurge {
  factor: number;
  start_week: number;
  weeks: number;
  units?: string[] | null;
}

/** Everything that the address holds: whoever has it sees the same. */
export interface Question {
  page: PageName;
  preset?: string;
  yaml?: string;
  file?: string;
  settings: Record<string, Setting>;
  surge: AskedSurge | null;
  models: string[] | null;
  precision: string;
  seed: number | null;
  pair: [string, string] | null;
  campaign: string | null;
  /** What is chosen on the pages of experiments, by page and field. */
  fields: Record<string, string>;
}

/** As a precision: as many replications as the scenario says, like the command line. */
export const AS_WRITTEN = "as written";

export const BLANK: Question = {
  page: "compare",
  settings: {},
  surge: null,
  models: null,
  precision: "10%",
  seed: null,
  pair: null,
  campaign: null,
  fields: {},
};

/** The part of a question that every request carries. */
export function bodyOf(question: Question): Record<string, unknown> {
  return {
    ...scenarioOf(question),
    settings: question.settings,
    surge: question.surge,
    models: question.models,
    seed: question.seed,
  };
}

/** The scenario alone: what has to be described again when it changes. */
export function scenarioOf(question: Question): Record<string, unknown> {
  if (question.yaml === undefined) return { preset: question.preset };
  return { yaml: question.yaml, file: question.file ?? "scenario.yaml" };
}
