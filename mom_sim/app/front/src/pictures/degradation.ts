import * as Plot from "@observablehq/plot";
import type { SurgeModel, SurgeResult } from "../api/surge_types";
import { modelColor, modelLabel, modelSymbol } from "../words/models";
import { togetherText } from "../words/together";
import { figure, NARROW } from "./frame";

interface CurvePoint {
  model: string;
  factor: number;
  figure: { estimate: number | null; low: number | null; high: number | null };
}

/** The points that have a figure, the promise, and where the axis ends. */
function curvesOf(
  result: SurgeResult,
  weeks: number,
): { there: CurvePoint[]; limit: number; most: number } {
  const { models, promises } = result.results;
  const limit = promises[0]?.limit ?? 0;
  const points = models.flatMap((model) =>
    model.curve
      .filter((point) => point.weeks === weeks)
      .map((point) => ({
        model: model.model,
        factor: point.factor,
        figure: point.promises[0] ?? { estimate: null, low: null, high: null },
      })),
  );
  const there = points.filter((point) => point.figure.estimate !== null);
  // A line far above the limit says only "broken": the axis stops where differences stop to matter.
  const most =
    Math.min(Math.max(...there.map((one) => one.figure.estimate ?? 0)), 5 * limit) * 1.05;
  return { there, limit, most };
}

/** Says what cannot be seen: which models' lines or breaking points cover each other, or go on. */
export function curvesHidden(result: SurgeResult, weeks: number): string {
  const { there, most } = curvesOf(result, weeks);
  const { models } = result.results;
  const largest = Math.max(1, ...there.map((point) => point.factor));
  const lines = models.map((model) => ({
    name: modelLabel(model.model),
    at: there
      .filter((point) => point.model === model.model)
      .flatMap((point) => [
        point.factor / largest,
        Math.min(point.figure.estimate ?? 0, most) / most,
      ]),
  }));
  const rings = models.flatMap((model) => {
    const found = breakOf(model, weeks)?.estimate;
    return found == null ? [] : [{ name: modelLabel(model.model), at: [found / largest] }];
  });
  const isCut = there.some((point) => (point.figure.estimate ?? 0) > most);
  const whole = togetherText(lines);
  // Of lines that lie together the breaking points do, too.
  const points = togetherText(rings) === whole ? "" : togetherText(rings, "The breaking points of ");
  return [
    whole,
    points,
    isCut ? "Lines at the upper edge go on above it." : "",
  ]
    .filter((text) => text !== "")
    .join(" ");
}

/** The promised figure against the size of the surge, a line for each model. */
export function drawDegradation(result: SurgeResult, weeks: number, width: number): Element {
  const { models, promises } = result.results;
  const promise = promises[0];
  const { there, limit, most } = curvesOf(result, weeks);
  const breaks = models.flatMap((model) => {
    const found = breakOf(model, weeks);
    return found?.estimate == null ? [] : [{ model: model.model, factor: found.estimate }];
  });
  const last = models.flatMap((model) =>
    there.filter((point) => point.model === model.model).slice(-1),
  );
  const isNarrow = width < NARROW;
  return figure(width, {
    height: 400,
    marginLeft: 52,
    marginRight: isNarrow ? 16 : 132,
    marginTop: 28,
    marginBottom: 44,
    x: {
      label: "requests during the surge, times the usual",
      labelAnchor: "center",
      tickFormat: (one: number) => `×${one}`,
      labelArrow: "none",
    },
    y: { label: promise?.unit ?? "", domain: [0, most], clamp: true, labelArrow: "none" },
    marks: [
      Plot.gridY({ stroke: "var(--line)", strokeOpacity: 1 }),
      Plot.ruleY([limit], { stroke: "var(--ink)", strokeWidth: 2, strokeDasharray: "6 4" }),
      Plot.areaY(
        there.filter((one) => one.figure.low !== null && one.figure.high !== null),
        {
          x: "factor",
          y1: (one) => one.figure.low,
          y2: (one) => one.figure.high,
          z: "model",
          fill: (one) => modelColor(one.model),
          fillOpacity: 0.1,
          clip: true,
        },
      ),
      Plot.lineY(there, {
        x: "factor",
        y: (one) => one.figure.estimate,
        z: "model",
        stroke: (one) => modelColor(one.model),
        strokeWidth: 2.2,
      }),
      Plot.dot(there, {
        x: "factor",
        y: (one) => one.figure.estimate,
        symbol: (one: { model: string }) => modelSymbol(one.model),
        fill: (one) => modelColor(one.model),
        stroke: "var(--edge)",
        strokeWidth: 0.7,
        r: 4,
      }),
      Plot.ruleX(breaks, {
        x: "factor",
        y1: 0,
        y2: limit,
        stroke: (one) => modelColor(one.model),
        strokeWidth: 1.5,
        strokeDasharray: "2 3",
      }),
      Plot.dot(breaks, {
        x: "factor",
        y: limit,
        r: 7,
        fill: "var(--surface)",
        stroke: (one) => modelColor(one.model),
        strokeWidth: 3,
      }),
      ...(isNarrow
        ? []
        : [
            Plot.text(
              spread(
                last.map((one) => ({ ...one, y: Math.min(most, one.figure.estimate ?? 0) })),
                most,
              ),
              {
                x: "factor",
                y: "y",
                text: (one) => modelLabel(one.model),
                textAnchor: "start",
                dx: 10,
                fill: "var(--ink)",
              },
            ),
          ]),
    ],
  });
}

export function breakOf(
  model: SurgeModel,
  weeks: number,
): SurgeModel["breaking_points"][number] | undefined {
  return model.breaking_points.find((one) => one.weeks === weeks) ?? model.breaking_points[0];
}

/** Moves labels apart that would stand on each other. */
export function spread<T extends { y: number }>(labels: readonly T[], most: number): T[] {
  const least = most / 20;
  const sorted = [...labels].sort((a, b) => b.y - a.y);
  let before = Infinity;
  return sorted.map((label) => {
    before = Math.min(label.y, before - least);
    return { ...label, y: before };
  });
}
