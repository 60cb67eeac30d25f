import type { Answer, Condition, Winner } from "../api/types";
import { figureOf, mainModels, nameOf, under } from "./answers";
import { causeLabel } from "./causes";
import { atLeast, listed } from "./figures";
import { COST, MEDIAN } from "./kpis";
import { modelLabel } from "./models";

export function winnerOf(answer: Answer, condition: Condition, kpi: string): Winner | undefined {
  return answer.winners.find((one) => one.kpi === kpi && one.condition === condition);
}

/** Who is best in a figure, or that the data cannot tell. */
export function bestFinding(
  answer: Answer,
  condition: Condition,
  kpi: string,
  best: string,
): string {
  const found = winnerOf(answer, condition, kpi);
  if (answer.models.length < 2) return "One model alone: there is nothing to compare it with.";
  if (found === undefined || (found.winner === null && found.leader === null)) {
    return `The data cannot tell yet which model is ${best}.`;
  }
  if (found.winner !== null && !answer.is_final) {
    return `So far ${modelLabel(found.winner)} is ${best}; more replications may change that.`;
  }
  if (found.winner !== null) {
    const sure =
      found.probability === null ? "" : `, with a probability of ${atLeast(found.probability)}`;
    return `${modelLabel(found.winner)} is ${best}${sure}.`;
  }
  const rivals = listed(found.not_told_from.map(modelLabel));
  const leader = modelLabel(found.leader ?? "");
  return `${leader} is ahead, but the data cannot tell it from ${rivals || "the others"}.`;
}

/** What takes most of the time, by model. */
export function causeFinding(answer: Answer, condition: Condition): string {
  const models = mainModels(answer);
  const heads = models.flatMap((model) => {
    const waits = (under(model, condition)?.causes ?? []).filter((part) => part.cause !== "work");
    const most = waits.reduce(
      (best, part) => ((part.estimate ?? 0) > (best?.estimate ?? 0) ? part : best),
      waits[0],
    );
    return most === undefined || !most.estimate ? [] : [{ name: nameOf(model), most }];
  });
  if (heads.length === 0) return "No waiting was measured.";
  const parts = new Map<string, string[]>();
  for (const { name, most } of heads) {
    const label = causeLabel(most.cause);
    parts.set(label, [...(parts.get(label) ?? []), name]);
  }
  const said = [...parts].map(([label, names]) => `${label} (${listed(names)})`);
  return `Beside the work itself, most time goes to: ${said.join("; ")}.`;
}

/** Fast and cheap at once, or a trade. */
export function costFinding(answer: Answer, condition: Condition): string {
  const rows = mainModels(answer)
    .map((model) => ({
      name: nameOf(model),
      time: figureOf(model, condition, MEDIAN).estimate,
      cost: figureOf(model, condition, COST).estimate,
    }))
    .filter(
      (row): row is { name: string; time: number; cost: number } =>
        row.time !== null && row.cost !== null,
    );
  const front = rows.filter(
    (row) => !rows.some((other) => other.time < row.time && other.cost < row.cost),
  );
  if (rows.length < 2) return "Two models with figures are needed for a trade-off.";
  if (front.length === 1)
    return `By these estimates ${front[0]?.name ?? ""} is both fastest and cheapest.`;
  const names = listed(front.map((row) => row.name));
  return `By these estimates nobody beats ${names} in both median time and cost; down and left is better.`;
}

/** How many models differ from the scenario's own one. */
export function differenceFinding(answer: Answer, condition: Condition): string {
  const rows = answer.differences.filter(
    (one) => one.kpi === MEDIAN && one.condition === condition,
  );
  const own = modelLabel(answer.own_model);
  const faster = rows.filter((one) => one.high !== null && one.high < 0);
  const slower = rows.filter((one) => one.low !== null && one.low > 0);
  const open = rows.length - faster.length - slower.length;
  const name = (all: typeof rows): string => listed(all.map((one) => modelLabel(one.model)));
  const parts = [
    faster.length > 0 ? `faster than ${own}: ${name(faster)}` : "",
    slower.length > 0 ? `slower: ${name(slower)}` : "",
    open > 0 ? `the data cannot tell for ${open === 1 ? "one more" : `${open} more`}` : "",
  ].filter((part) => part !== "");
  if (parts.length === 0) return `There is nothing to compare ${own} with.`;
  const text = parts.join("; ");
  return `On the same campaigns, ${text}.`;
}
