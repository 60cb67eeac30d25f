import * as Plot from "@observablehq/plot";
import type { MapResult } from "../api/sweep_types";
import { modelColor, modelLabel, modelSymbol } from "../words/models";
import { doubtsOf } from "../words/doubts";
import { chanceText } from "../words/figures";
import { figure, fit } from "./frame";

const CANNOT_TELL = "cannot tell";
const NO_FIGURE = "no figure";
/** A probability in a few letters; "more than 99%" would not fit into a cell. */
const shortChance = (probability: number): string =>
  probability >= 0.995 ? ">99%" : chanceText(probability);
/** Pixels that "!" takes. */
const ROOM_FOR_DOUBT = 12;

/**
 * Which model wins in each cell; where the data cannot tell, the cell is pale and says so, or "?"
 * where there is no room; so it does without a figure. Behind a name or a shape, "!" says that the figure of that model is not to be trusted there.
 */
export function drawMap(
  result: MapResult,
  width: number,
  words: { x: string; y: string; xValue: (one: number) => string; yValue: (one: number) => string },
): Element {
  const { x, y, cells } = result.results;
  const xs = x.values.map((_value, place) => words.xValue(x.numbers[place] ?? 0));
  const ys = y.values.map((_value, place) => words.yValue(y.numbers[place] ?? 0));
  const drawn = cells.map((cell) => ({
    ...cell,
    across: xs[x.values.indexOf(cell.x)] ?? cell.x,
    up: ys[y.values.indexOf(cell.y)] ?? cell.y,
  }));
  const marginLeft = 26 + Math.max(...ys.map((text) => text.length)) * 7.5;
  const room = (width - marginLeft - 20) / Math.max(1, xs.length) - 12;
  const names = [CANNOT_TELL, NO_FIGURE, ...drawn.flatMap((cell) => cell.leader ?? []).map(modelLabel)];
  // Where names do not fit, the model's shape stands for it, as in the legend.
  const isNarrow = names.some((name) => fit(name, room - ROOM_FOR_DOUBT) !== name);
  return figure(width, {
    height: 90 + ys.length * 66,
    marginLeft,
    marginRight: 20,
    marginTop: 34,
    marginBottom: 46,
    x: {
      type: "band",
      domain: xs,
      label: words.x,
      labelAnchor: "center",
      tickSize: 0,
      padding: 0.03,
      labelArrow: "none",
    },
    y: {
      type: "band",
      domain: [...ys].reverse(),
      label: words.y,
      tickSize: 0,
      padding: 0.05,
      labelArrow: "none",
    },
    marks: [
      Plot.cell(drawn, {
        x: "across",
        y: "up",
        fill: (cell) => (cell.leader === null ? "var(--line)" : modelColor(cell.leader)),
        fillOpacity: (cell) => (cell.winner === null ? 0.16 : 0.55),
        stroke: (cell) => (cell.leader === null ? "var(--line)" : modelColor(cell.leader)),
        strokeWidth: (cell) => (cell.winner === null ? 1 : 3),
        inset: 2,
      }),
      ...(isNarrow
        ? [
            Plot.dot(
              drawn.filter((cell) => cell.leader !== null),
              {
                x: "across",
                y: "up",
                symbol: (cell: { leader: string | null }) => modelSymbol(cell.leader ?? ""),
                fill: (cell) => modelColor(cell.leader ?? ""),
                stroke: "var(--edge)",
                strokeWidth: 0.7,
                r: 6,
                dy: -8,
              },
            ),
          ]
        : []),
      Plot.text(drawn, {
        x: "across",
        y: "up",
        text: (cell) =>
          cell.leader === null
            ? isNarrow
              ? ""
              : NO_FIGURE
            : `${isNarrow ? "" : modelLabel(cell.leader)}${doubtsOf(cell).length > 0 ? " !" : ""}`,
        dx: isNarrow ? 12 : 0,
        fill: "var(--ink)",
        fontWeight: 650,
        dy: -8,
      }),
      Plot.text(drawn, {
        x: "across",
        y: "up",
        text: (cell) =>
          cell.winner === null
            ? isNarrow
              ? "?"
              : CANNOT_TELL
            : cell.probability === null
              ? "best"
              : `${shortChance(cell.probability)}${isNarrow ? "" : " sure"}`,
        fill: "var(--ink)",
        fontSize: 12,
        dy: 10,
      }),
    ],
    opacity: { type: "identity" },
  });
}
