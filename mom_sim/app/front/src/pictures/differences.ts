import * as Plot from "@observablehq/plot";
import type { Estimate } from "../api/types";
import { number } from "../words/figures";
import { modelColor, modelSymbol } from "../words/models";
import { figure, fit, signedTick, roomForNames } from "./frame";

export interface DifferenceRow {
  model: string;
  label: string;
  difference: Estimate;
}

/** Paired differences from one model, with their intervals; one that holds 0 is hollow. */
export function drawDifferences(
  rows: readonly DifferenceRow[],
  width: number,
  axis: string,
): Element {
  const names = rows.map((row) => row.label);
  const room = roomForNames(names, width);
  const there = rows.filter((row) => row.difference.estimate !== null);
  const isClear = (row: DifferenceRow): boolean =>
    row.difference.low !== null &&
    row.difference.high !== null &&
    (row.difference.low > 0 || row.difference.high < 0);
  return figure(width, {
    height: 50 + rows.length * 32,
    marginLeft: room,
    marginRight: 50,
    marginBottom: 40,
    x: {
      label: axis,
      labelAnchor: "center",
      nice: true,
      tickFormat: signedTick,
      labelArrow: "none",
    },
    y: { domain: names, label: null, tickSize: 0, tickFormat: (name: string) => fit(name, room) },
    marks: [
      Plot.gridX({ stroke: "var(--line)", strokeOpacity: 1 }),
      Plot.ruleX([0], { stroke: "var(--ink)", strokeWidth: 1.5 }),
      Plot.link(
        there.filter((row) => row.difference.low !== null),
        {
          x1: (row) => row.difference.low,
          x2: (row) => row.difference.high,
          y: "label",
          stroke: (row) => modelColor(row.model),
          strokeWidth: 5,
          strokeOpacity: 0.5,
          strokeLinecap: "round",
        },
      ),
      Plot.dot(there, {
        x: (row) => row.difference.estimate,
        y: "label",
        symbol: (row: DifferenceRow) => modelSymbol(row.model),
        r: 6,
        fill: (row) => (isClear(row) ? modelColor(row.model) : "var(--surface)"),
        stroke: (row) => (isClear(row) ? "var(--edge)" : modelColor(row.model)),
        strokeWidth: (row: DifferenceRow) => (isClear(row) ? 1 : 2),
      }),
      Plot.text(there, {
        x: (row) => Math.max(row.difference.high ?? -Infinity, row.difference.estimate ?? 0),
        y: "label",
        text: (row) => number(row.difference.estimate ?? 0, true),
        textAnchor: "start",
        dx: 10,
        fill: "var(--ink)",
      }),
    ],
  });
}
