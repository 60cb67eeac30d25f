import * as Plot from "@observablehq/plot";
import type { CauseMean } from "../api/explain_types";
import { causeColor, causeLabel } from "../words/causes";
import { number } from "../words/figures";
import { NARROW, figure, fit, signedTick, roomForNames } from "./frame";

/** How far each cause moves the mean time-to-launch from one model to the other. */
export function drawCauseMeans(rows: readonly CauseMean[], width: number, axis: string): Element {
  const names = rows.map((row) => causeLabel(row.cause));
  const room = roomForNames(names, width);
  const name = (row: CauseMean): string => causeLabel(row.cause);
  return figure(width, {
    height: 52 + rows.length * 34,
    marginLeft: room,
    marginRight: 54,
    marginBottom: 42,
    x: {
      label: width < NARROW ? "working days per campaign" : axis,
      labelAnchor: "center",
      nice: true,
      tickFormat: signedTick,
      labelArrow: "none",
    },
    y: {
      domain: names,
      label: null,
      tickSize: 0,
      padding: 0.3,
      tickFormat: (text: string) => fit(text, room),
    },
    marks: [
      Plot.gridX({ stroke: "var(--line)", strokeOpacity: 1 }),
      Plot.barX(rows, {
        x: (row) => row.difference ?? 0,
        y: name,
        fill: (row) => causeColor(row.cause),
        stroke: "var(--edge)",
        strokeWidth: 0.6,
      }),
      Plot.link(
        rows.filter((row) => row.low !== null),
        {
          x1: (row) => row.low,
          x2: (row) => row.high,
          y: name,
          stroke: "var(--ink)",
          strokeWidth: 2,
        },
      ),
      Plot.ruleX([0], { stroke: "var(--ink)", strokeWidth: 1.5 }),
      Plot.text(rows, {
        x: (row) => Math.max(0, row.difference ?? 0, row.high ?? 0),
        y: name,
        text: (row) => number(row.difference ?? 0, true),
        textAnchor: "start",
        dx: 6,
        fill: "var(--ink)",
      }),
    ],
  });
}
