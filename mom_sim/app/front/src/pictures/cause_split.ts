import * as Plot from "@observablehq/plot";
import { causeColor, causeLabel, causeOrder } from "../words/causes";
import { number } from "../words/figures";
import { figure, fit, roomForNames } from "./frame";

export interface CauseRow {
  label: string;
  cause: string;
  estimate: number;
}

/** Stacked bars: how the mean time-to-launch splits into causes. */
export function drawCauses(rows: readonly CauseRow[], width: number, unit: string): Element {
  const names = [...new Set(rows.map((row) => row.label))];
  const room = roomForNames(names, width);
  const totals = names.map((label) => sum(rows.filter((row) => row.label === label)));
  const perPixel = Math.max(...totals, 0.001) / Math.max(1, width - room - 50);
  const stacked = names.flatMap((label) => stack(rows.filter((row) => row.label === label)));
  const wide = stacked.filter(
    (part) => (part.to - part.from) / perPixel > causeLabel(part.cause).length * 6.6 + 8,
  );
  return figure(width, {
    height: 50 + names.length * 36,
    marginLeft: room,
    marginRight: 50,
    marginBottom: 40,
    x: { label: unit, labelAnchor: "center", nice: true, labelArrow: "none" },
    y: {
      domain: names,
      label: null,
      tickSize: 0,
      padding: 0.22,
      tickFormat: (name: string) => fit(name, room),
    },
    marks: [
      Plot.gridX({ stroke: "var(--line)", strokeOpacity: 1 }),
      Plot.barX(stacked, {
        x1: "from",
        x2: "to",
        y: "label",
        fill: (part) => causeColor(part.cause),
        stroke: "var(--surface)",
        strokeWidth: 1.5,
        title: (part) =>
          `${part.label}\n${causeLabel(part.cause)}: ${number(part.to - part.from)} ${unit}`,
      }),
      Plot.text(wide, {
        x: (part) => (part.from + part.to) / 2,
        y: "label",
        text: (part) => causeLabel(part.cause),
        fill: (part) =>
          part.cause === "work"
            ? "#fff"
            : part.cause === "closed" || part.cause === "embargo"
              ? "var(--on-closed)"
              : "#111",
        fontSize: 12,
      }),
      Plot.text(names, {
        x: (_name: string, place: number) => totals[place],
        y: (name: string) => name,
        text: (_name: string, place: number) => number(totals[place] ?? 0),
        textAnchor: "start",
        dx: 6,
        fill: "var(--ink)",
        fontWeight: 650,
      }),
    ],
  });
}

function sum(rows: readonly CauseRow[]): number {
  return rows.reduce((total, row) => total + row.estimate, 0);
}

function stack(
  rows: readonly CauseRow[],
): { label: string; cause: string; from: number; to: number }[] {
  let at = 0;
  return [...rows]
    .sort((a, b) => causeOrder(a.cause) - causeOrder(b.cause))
    .filter((row) => row.estimate > 0)
    .map((row) => ({ label: row.label, cause: row.cause, from: at, to: (at += row.estimate) }));
}
