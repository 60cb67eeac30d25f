import { described } from "../state/scenario";

/** Okabe-Ito colors in the order of the models; beside them a shape and the name always stand. */
const COLORS = [
  "var(--m1)",
  "var(--m2)",
  "var(--m3)",
  "var(--m4)",
  "var(--m5)",
  "var(--m6)",
  "var(--m7)",
  "var(--m8)",
];
const KNOWN = [
  "centralized",
  "decentralized",
  "self_service",
  "functional",
  "campaign_centric",
  "outsourced",
  "hybrid",
];
export const SYMBOLS = [
  "circle",
  "square",
  "triangle",
  "diamond",
  "star",
  "wye",
  "cross",
  "hexagon",
] as const;

/** A model's name as the server says it. */
export function modelLabel(id: string): string {
  const found = described.value?.models.find((model) => model.id === id);
  return found?.label ?? sentence(id);
}

export function modelColor(id: string): string {
  return COLORS[place(id) % COLORS.length] ?? "var(--ink)";
}

export function modelSymbol(id: string): (typeof SYMBOLS)[number] {
  return SYMBOLS[place(id) % SYMBOLS.length] ?? "circle";
}

/** A name of the scenario in words: `brand_review` is brand review. */
export function plain(name: string): string {
  return name.replaceAll("_", " ").trim();
}

export function sentence(name: string): string {
  const words = plain(name);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function place(id: string): number {
  const known = KNOWN.indexOf(id);
  if (known >= 0) return known;
  const own = (described.value?.models ?? []).map((model) => model.id);
  return KNOWN.length + Math.max(0, own.filter((name) => !KNOWN.includes(name)).indexOf(id));
}
