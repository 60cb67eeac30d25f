import * as Plot from "@observablehq/plot";
import type { Estimate } from "../api/types";
import { number } from "../words/figures";
import { modelColor } from "../words/models";
import { figure, fit, roomForNames } from "./frame";

export interface TimeRow {
  model: string;
  label: string;
  half: Estimate;
  late: Estimate;
}

/** Time-to-launch by model: what half keep (filled) and what 9 of 10 keep (hollow), with their intervals. */
export function drawTimes(rows: readonly TimeRow[], width: number, unit: string): Element {
  const names = rows.map((row) => row.label);
  const room = roomForNames(names, width);
  const points = rows.flatMap((row) => [
    { ...row, figure: row.half, isHalf: true, dy: -7 },
    { ...row, figure: row.late, isHalf: false, dy: 8 },
  ]);
  const there = points.filter((point) => point.figure.estimate !== null);
  const ranged = there.filter((point) => point.figure.low !== null && point.figure.high !== null);
  const half = (isHalf: boolean): Plot.Markish[] => {
    const dy = isHalf ? -7 : 8;
    const mine = <T extends { isHalf: boolean }>(all: readonly T[]): T[] =>
      all.filter((point) => point.isHalf === isHalf);
    return [
      Plot.link(mine(ranged), {
        x1: (point) => point.figure.low,
        x2: (point) => point.figure.high,
        y: "label",
        stroke: (point) => modelColor(point.model),
        strokeWidth: isHalf ? 7 : 4,
        strokeOpacity: isHalf ? 0.45 : 0.4,
        strokeLinecap: "round",
        dy,
      }),
      Plot.dot(mine(there), {
        x: (point) => point.figure.estimate,
        y: "label",
        r: isHalf ? 5.5 : 4.5,
        fill: (point) => (isHalf ? modelColor(point.model) : "var(--surface)"),
        stroke: (point) => (isHalf ? "var(--edge)" : modelColor(point.model)),
        strokeWidth: isHalf ? 1 : 2,
        dy,
      }),
      Plot.text(mine(there), {
        x: (point) => point.figure.high ?? point.figure.estimate,
        y: "label",
        text: (point) => number(point.figure.estimate ?? 0),
        textAnchor: "start",
        fill: "var(--ink)",
        fontWeight: isHalf ? 650 : 400,
        dx: 10,
        dy,
      }),
    ];
  };
  return figure(width, {
    height: 50 + rows.length * 42,
    marginLeft: room,
    marginRight: 44,
    marginBottom: 40,
    x: {
      label: `${unit} from request to launch`,
      labelAnchor: "center",
      zero: true,
      nice: true,
      labelArrow: "none",
    },
    y: { domain: names, label: null, tickSize: 0, tickFormat: (name: string) => fit(name, room) },
    marks: [
      Plot.gridX({ stroke: "var(--line)", strokeOpacity: 1 }),
      Plot.ruleX([0], { stroke: "var(--muted)" }),
      ...half(true),
      ...half(false),
    ],
  });
}
