import * as Plot from "@observablehq/plot";
import type { Estimate } from "../api/types";
import { modelColor, modelSymbol } from "../words/models";
import { togetherText } from "../words/together";
import { figure, NARROW } from "./frame";
import { apart } from "./labels";

export interface CostRow {
  model: string;
  label: string;
  time: Estimate;
  cost: Estimate;
}

/** Says which models' points cover each other. */
export function pointsTogether(rows: readonly CostRow[]): string {
  const there = rows.filter((row) => row.time.estimate !== null && row.cost.estimate !== null);
  const times = extent(there.map((row) => row.time));
  const costs = extent(there.map((row) => row.cost));
  return togetherText(
    there.map((row) => ({
      name: row.label,
      at: [(row.time.estimate ?? 0) / times, (row.cost.estimate ?? 0) / costs],
    })),
  );
}

/** Cost against time, a cross of intervals for each model: down and left is better in both. */
export function drawCost(
  rows: readonly CostRow[],
  width: number,
  units: { time: string; cost: string },
): Element {
  const there = rows.filter((row) => row.time.estimate !== null && row.cost.estimate !== null);
  const isNarrow = width < NARROW;
  const points = there.map((row) => ({
    ...row,
    x: row.time.estimate ?? 0,
    y: row.cost.estimate ?? 0,
  }));
  const labels = apart(
    points,
    { x: extent(there.map((row) => row.time)), y: extent(there.map((row) => row.cost)) },
    { width: isNarrow ? 0.5 : 0.22, height: 0.055 },
  );
  // On a phone there is no room at the right of what is far right.
  const middle = points.reduce((sum, row) => sum + row.x, 0) / Math.max(1, points.length);
  return figure(width, {
    height: isNarrow ? 340 : 380,
    marginLeft: 66,
    marginRight: isNarrow ? 30 : 110,
    marginTop: 30,
    marginBottom: 44,
    x: {
      label: `median time-to-launch, ${units.time}`,
      labelAnchor: "center",
      nice: true,
      labelArrow: "none",
    },
    y: {
      label: `cost per launch, ${units.cost}`,
      nice: true,
      tickFormat: "~s",
      labelArrow: "none",
    },
    marks: [
      Plot.gridX({ stroke: "var(--line)", strokeOpacity: 1 }),
      Plot.gridY({ stroke: "var(--line)", strokeOpacity: 1 }),
      Plot.link(
        there.filter((row) => row.time.low !== null),
        {
          x1: (row) => row.time.low,
          x2: (row) => row.time.high,
          y: (row) => row.cost.estimate,
          stroke: (row) => modelColor(row.model),
          strokeWidth: 2,
          strokeOpacity: 0.7,
        },
      ),
      Plot.link(
        there.filter((row) => row.cost.low !== null),
        {
          x: (row) => row.time.estimate,
          y1: (row) => row.cost.low,
          y2: (row) => row.cost.high,
          stroke: (row) => modelColor(row.model),
          strokeWidth: 2,
          strokeOpacity: 0.7,
        },
      ),
      Plot.dot(there, {
        x: (row) => row.time.estimate,
        y: (row) => row.cost.estimate,
        r: 7,
        symbol: (row: CostRow) => modelSymbol(row.model),
        fill: (row) => modelColor(row.model),
        stroke: "var(--edge)",
        strokeWidth: 1,
      }),
      Plot.link(
        labels.filter((row) => row.labelY !== row.y),
        {
          x: "x",
          y1: "y",
          y2: "labelY",
          stroke: "var(--muted)",
          strokeWidth: 0.7,
        },
      ),
      ...([false, true] as const).map((isLeft) =>
        Plot.text(
          labels.filter((row) => (isNarrow && row.x > middle) === isLeft),
          {
            x: "x",
            y: "labelY",
            text: "label",
            textAnchor: isLeft ? "end" : "start",
            dx: isLeft ? -10 : 10,
            dy: -9,
            fill: "var(--ink)",
            stroke: "var(--surface)",
            strokeWidth: 4,
          },
        ),
      ),
    ],
  });
}

function extent(figures: readonly Estimate[]): number {
  const ends = figures.flatMap((one) => [
    one.low ?? one.estimate ?? 0,
    one.high ?? one.estimate ?? 0,
  ]);
  return Math.max(...ends) - Math.min(...ends) || 1;
}
