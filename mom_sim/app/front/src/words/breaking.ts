import type { BreakingPoint, SurgeModel, SurgeResult } from "../api/surge_types";
import { breakOf } from "../pictures/degradation";
import { listed, number } from "./figures";
import { modelLabel } from "./models";
import { promiseInWords } from "./promises";

type Promised = SurgeResult["results"]["promises"][number];

/** What a model does with its promise: breaks it at a size, holds, was broken before, or unknown. */
export type Fate = "breaks" | "holds" | "broken" | "unknown";

export function fateOf(point: BreakingPoint | undefined, promise: Promised | undefined): Fate {
  if (point === undefined) return "unknown";
  if (point.estimate !== null) return "breaks";
  const first = point.tried?.[0]?.estimate;
  if (!point.not_within || first == null || promise === undefined) return "unknown";
  return isKeptBy(promise, first) ? "holds" : "broken";
}

/** A breaking point as text: `×1.8`, `above ×3`. */
export function breakText(point: BreakingPoint | undefined, promise: Promised | undefined): string {
  if (point === undefined) return "cannot tell";
  if (point.estimate !== null) return `×${number(point.estimate)}`;
  const fate = fateOf(point, promise);
  if (fate === "broken") return "broken without any surge";
  return fate === "holds" ? `above ×${number(point.not_within?.[1] ?? 0)}` : "cannot tell";
}

/** Who holds out longest, and whether the data can tell. */
export function breakFinding(
  models: readonly SurgeModel[],
  weeks: number,
  promise: Promised | undefined,
): string {
  const all = models.map((model) => {
    const point = breakOf(model, weeks);
    return { name: modelLabel(model.model), point, fate: fateOf(point, promise) };
  });
  const of = (fate: Fate): typeof all => all.filter((one) => one.fate === fate);
  const broken = of("breaks").sort((a, b) => (b.point?.estimate ?? 0) - (a.point?.estimate ?? 0));
  const best = broken[0];
  const worst = broken.at(-1);
  const most = Math.max(...of("holds").map((one) => one.point?.not_within?.[1] ?? 0));
  const said = [
    ...both(of("holds"), ["keeps", "keep"], `it up to ×${number(most)}`),
    best === undefined ? "" : `${best.name} breaks it at ×${number(best.point?.estimate ?? 0)}`,
    worst === undefined || worst === best
      ? ""
      : `${worst.name} at ×${number(worst.point?.estimate ?? 0)}${apart(best?.point, worst.point)}`,
    ...both(of("broken"), ["breaks", "break"], "it without any surge"),
  ].filter((part) => part !== "");
  const unknown = of("unknown").map((one) => one.name);
  if (said.length === 0) said.push("No breaking point was found for any model");
  else if (unknown.length > 0) said.push(`none found for ${listed(unknown)} (the table says why)`);
  return `Promise: ${promiseInWords(promise?.promise ?? "")}. ${said.join("; ")}.`;
}

/** The sure ones first; those of which the study itself is not sure say so. */
function both(
  all: readonly { name: string; point: BreakingPoint | undefined }[],
  [one, many]: [string, string],
  what: string,
): string[] {
  const unsure = all.filter((model) => model.point?.reason?.endsWith("too little to be sure"));
  const sure = all.filter((model) => !unsure.includes(model));
  const say = (some: typeof all, more: string): string =>
    some.length === 0
      ? ""
      : `${listed(some.map((model) => model.name))} ${some.length === 1 ? one : many} ${what}${more}`;
  return [say(sure, ""), say(unsure, ", by the estimates: the data cannot tell")];
}

function apart(best: BreakingPoint | undefined, worst: BreakingPoint | undefined): string {
  const isSure = best?.low != null && worst?.high != null && worst.high < best.low;
  return isSure ? "" : ", which the data cannot tell apart";
}

function isKeptBy(promise: Promised, value: number): boolean {
  const sign = /[<>≤≥]=?/.exec(promise.promise)?.[0] ?? "<=";
  if (value === promise.limit) return sign.length === 2 || sign === "≤" || sign === "≥";
  return /[<≤]/.test(sign) ? value < promise.limit : value > promise.limit;
}
