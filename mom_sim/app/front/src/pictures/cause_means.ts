import type { CauseMean } from "../api/explain_types";
import { causeColor, causeLabel } from "../words/causes";
import { drawSignedBars } from "./signed_bars";

/** How far each cause moves the mean time-to-launch from one model to the other. */
export function drawCauseMeans(rows: readonly CauseMean[], width: number, axis: string): Element {
  const bars = rows.map((row) => ({
    name: causeLabel(row.cause),
    size: row.difference,
    low: row.low,
    high: row.high,
    fill: causeColor(row.cause),
  }));
  return drawSignedBars(bars, width, axis);
}
