import { computed } from "@preact/signals";
import { change, question } from "./asked";
import { described } from "./scenario";

/** The two models that Explain and Replay put beside each other. */
export const pair = computed<[string, string]>(() => {
  const said = described.value;
  const all = said?.models.map((model) => model.id) ?? [];
  const chosen = question.value.pair;
  if (chosen !== null && chosen.every((name) => all.includes(name))) return chosen;
  const own = said?.own_model ?? all[0] ?? "";
  const rivals = ["centralized", "decentralized", "functional"];
  const other =
    rivals.find((name) => name !== own && all.includes(name)) ?? all.find((name) => name !== own);
  return [own, other ?? own];
});

export function choosePair(place: 0 | 1, model: string): void {
  const now: [string, string] = [...pair.value];
  if (now[1 - place] === model) now[1 - place] = now[place]; // the two change places
  now[place] = model;
  change({ pair: now, campaign: null }, "pair");
}
