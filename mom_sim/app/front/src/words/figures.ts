import type { Estimate } from "../api/types";

const SIGNIFICANT = 3;

/**
 * A measured number with as many digits as say something: 9.20 beside 9.59. Thousands are grouped.
 * `like`: the figure that it stands beside, whose digits it gets; an end of its interval, say.
 */
export function number(value: number, signed = false, like = value): string {
  const digits = digitsOf(like);
  const isWhole = Number.isInteger(value) && Number.isInteger(like);
  return formatOf(digits, isWhole ? 0 : digits, signed).format(value);
}

/** A number that somebody has set: 1.5, without digits that nobody has written. */
export function setNumber(value: number): string {
  const digits = digitsOf(value);
  return formatOf(digits, Number.isInteger(value) ? 0 : Math.min(1, digits), false).format(value);
}

function digitsOf(value: number): number {
  const size = Math.abs(Number(value.toPrecision(SIGNIFICANT))); // 9.996 is written 10.0
  if (size === 0) return 0;
  return Math.min(2, Math.max(0, SIGNIFICANT - 1 - Math.floor(Math.log10(size))));
}

const formats = new Map<string, Intl.NumberFormat>();

/** Each format is made once: to make one takes longer than all else that a number needs. */
function formatOf(most: number, least: number, signed: boolean): Intl.NumberFormat {
  const key = `${most} ${least} ${signed}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat("en-US", {
      maximumFractionDigits: most,
      minimumFractionDigits: least,
      signDisplay: signed ? "exceptZero" : "auto",
    });
    formats.set(key, format);
  }
  return format;
}

/** What a figure of this unit is multiplied by on screen, and the unit's name there. */
export function onScreen(unit: string): { factor: number; unit: string } {
  if (unit === "share") return { factor: 100, unit: "%" };
  return { factor: 1, unit };
}

/** An estimate as text: `17.3 working days`. */
export function estimateText(figure: Estimate | undefined, unit = figure?.unit ?? ""): string {
  if (figure === undefined || figure.estimate === null) return "no figure";
  const shown = onScreen(unit);
  const size = number(figure.estimate * shown.factor);
  return shown.unit === "%" ? `${size}%` : `${size} ${shown.unit}`.trim();
}

/** An interval as text: `13.8 to 24.2`, or nothing where there is none. */
export function intervalText(figure: Estimate | undefined, signed = false): string {
  if (figure === undefined || figure.low === null || figure.high === null) return "";
  const { factor } = onScreen(figure.unit ?? "");
  return rangeText(figure.low * factor, figure.high * factor, (figure.estimate ?? 0) * factor, signed);
}

/** Two ends with the digits of the figure between them: `8.90 to 10.29` about 9.59. */
export function rangeText(low: number, high: number, like: number, signed = false): string {
  const ends = [low, high].map((end) => number(end, signed, like === 0 ? end : like));
  return ends.join(" to ");
}

/** A probability as text; never a certainty that nobody has. */
export function chanceText(probability: number): string {
  if (probability >= 0.995) return "more than 99%";
  return `${Math.floor(probability * 100)}%`;
}

/** A probability that is a lower bound, in a sentence. */
export function atLeast(probability: number): string {
  return probability >= 0.995 ? "more than 99%" : `at least ${chanceText(probability)}`;
}

/** Names as a list in a sentence: a, b and c. */
export function listed(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? "";
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
