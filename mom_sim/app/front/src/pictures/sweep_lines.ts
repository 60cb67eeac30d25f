import * as Plot from "@observablehq/plot";
import type { SweepRow } from "../api/sweep_types";
import { onScreen } from "../words/figures";
import { modelColor, modelLabel, modelSymbol } from "../words/models";
import { togetherText } from "../words/together";
import { spread } from "./degradation";
import { figure, NARROW } from "./frame";

/** Says which models' lines cover each other. */
export function linesTogether(rows: readonly { row: SweepRow; x: number }[]): string {
  const there = rows.filter(({ row }) => row.estimate !== null);
  const most = Math.max(...there.map(({ row }) => row.high ?? row.estimate ?? 0), 0.001);
  const furthest = Math.max(...there.map(({ x }) => x), 0.001);
  const models = [...new Set(there.map(({ row }) => row.model))];
  return togetherText(
    models.map((model) => ({
      name: modelLabel(model),
      at: there
        .filter(({ row }) => row.model === model)
        .sort((a, b) => a.x - b.x)
        .flatMap(({ row, x }) => [x / furthest, (row.estimate ?? 0) / most]),
    })),
  );
}

/** A figure against one input, a line for each model. */
export function drawSweep(
  rows: readonly { row: SweepRow; x: number }[],
  width: number,
  words: { x: string; y: string; domain: [number, number] },
): Element {
  const { factor } = onScreen(rows[0]?.row.unit ?? "");
  const points = rows
    .filter(({ row }) => row.estimate !== null)
    .map(({ row, x }) => ({
      model: row.model,
      x,
      y: (row.estimate ?? 0) * factor,
      low: row.low === null ? null : row.low * factor,
      high: row.high === null ? null : row.high * factor,
    }))
    .sort((a, b) => a.x - b.x);
  const models = [...new Set(points.map((point) => point.model))];
  const last = models.flatMap((model) => points.filter((point) => point.model === model).slice(-1));
  const most = Math.max(...points.map((point) => point.high ?? point.y), 0.001);
  const isNarrow = width < NARROW;
  return figure(width, {
    height: 380,
    marginLeft: 56,
    marginRight: isNarrow ? 16 : 132,
    marginTop: 28,
    marginBottom: 44,
    x: { label: words.x, domain: words.domain, labelAnchor: "center", labelArrow: "none" },
    y: { label: words.y, zero: true, nice: true, labelArrow: "none" },
    marks: [
      Plot.gridY({ stroke: "var(--line)", strokeOpacity: 1 }),
      Plot.areaY(
        points.filter((point) => point.low !== null),
        {
          x: "x",
          y1: "low",
          y2: "high",
          z: "model",
          fill: (point) => modelColor(point.model),
          fillOpacity: 0.1,
        },
      ),
      Plot.lineY(points, {
        x: "x",
        y: "y",
        z: "model",
        stroke: (point) => modelColor(point.model),
        strokeWidth: 2.2,
      }),
      Plot.dot(points, {
        x: "x",
        y: "y",
        symbol: (point: { model: string }) => modelSymbol(point.model),
        fill: (point) => modelColor(point.model),
        stroke: "var(--edge)",
        strokeWidth: 0.7,
        r: 4,
      }),
      ...(isNarrow
        ? []
        : [
            Plot.text(spread(last, most), {
              x: "x",
              y: "y",
              text: (point) => modelLabel(point.model),
              textAnchor: "start",
              dx: 10,
              fill: "var(--ink)",
            }),
          ]),
    ],
  });
}
