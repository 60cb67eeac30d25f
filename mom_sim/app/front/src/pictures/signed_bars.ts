import * as Plot from "@observablehq/plot";
import { number } from "../words/figures";
import { figure, fit, roomForNames, signedTick } from "./frame";

export interface SignedBar {
  name: string;
  /** Null where there is no figure. */
  size: number | null;
  low: number | null;
  high: number | null;
  fill: string;
}

const ROW = 36;
const ROOM_FOR_NUMBERS = 54;

/** Bars to either side of 0, each with its interval and its number. */
export function drawSignedBars(bars: readonly SignedBar[], width: number, axis: string): Element {
  const names = bars.map((bar) => bar.name);
  const room = roomForNames(names, width);
  return figure(width, {
    height: 54 + bars.length * ROW,
    marginLeft: room,
    marginRight: ROOM_FOR_NUMBERS,
    marginBottom: 42,
    x: {
      label: axis,
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
      tickFormat: (name: string) => fit(name, room),
    },
    marks: [
      Plot.gridX({ stroke: "var(--line)", strokeOpacity: 1 }),
      Plot.barX(bars, {
        x: (bar) => bar.size ?? 0,
        y: "name",
        fill: "fill",
        stroke: "var(--edge)",
        strokeWidth: 0.6,
      }),
      Plot.link(
        bars.filter((bar) => bar.low !== null && bar.high !== null),
        { x1: "low", x2: "high", y: "name", stroke: "var(--ink)", strokeWidth: 2 },
      ),
      Plot.ruleX([0], { stroke: "var(--ink)", strokeWidth: 1.5 }),
      Plot.text(bars, {
        x: (bar) => Math.max(0, bar.size ?? 0, bar.high ?? 0),
        y: "name",
        text: (bar) => (bar.size === null ? "no figure" : number(bar.size, true)),
        textAnchor: "start",
        dx: 6,
        fill: "var(--ink)",
      }),
    ],
  });
}
