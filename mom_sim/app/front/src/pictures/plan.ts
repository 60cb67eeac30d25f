import * as Plot from "@observablehq/plot";
import type { FrontPoint, MarginalValue } from "../api/plan_types";
import { plain } from "../words/models";
import { figure, NARROW } from "./frame";
import { drawSignedBars } from "./signed_bars";

/** What one more person of each role saves. */
export function drawMarginal(rows: readonly MarginalValue[], width: number): Element {
  const bars = rows.map((row) => ({
    name: plain(row.role),
    size: row.p90_days_saved,
    low: row.p90_days_saved_low,
    high: row.p90_days_saved_high,
    fill: (row.p90_days_saved_low ?? 0) > 0 ? "var(--m3)" : "var(--m8)",
  }));
  return drawSignedBars(bars, width, "working days saved, 9 of 10 campaigns");
}

/** Cost of a staffing against the time that 9 of 10 campaigns keep. */
export function drawFront(rows: readonly FrontPoint[], width: number, currency: string): Element {
  const there = rows.filter((row) => row.p90_working_days !== null);
  const word = (row: FrontPoint): string =>
    row.is_plan ? "the plan" : row.is_today ? "today" : "";
  return figure(width, {
    height: width < NARROW ? 320 : 360,
    marginLeft: 52,
    marginRight: 60,
    marginTop: 28,
    marginBottom: 44,
    x: {
      label: `${currency} a year`,
      labelAnchor: "center",
      nice: true,
      tickFormat: "~s",
      labelArrow: "none",
    },
    y: { label: "working days, 9 of 10 campaigns", zero: true, nice: true, labelArrow: "none" },
    marks: [
      Plot.gridY({ stroke: "var(--line)", strokeOpacity: 1 }),
      Plot.lineY(there, {
        x: "cost",
        y: "p90_working_days",
        stroke: "var(--muted)",
        strokeDasharray: "3 3",
      }),
      Plot.link(
        there.filter((row) => row.p90_working_days_low !== null),
        {
          x: "cost",
          y1: (row) => row.p90_working_days_low,
          y2: (row) => row.p90_working_days_high,
          stroke: "var(--m1)",
          strokeWidth: 4,
          strokeOpacity: 0.4,
          strokeLinecap: "round",
        },
      ),
      Plot.dot(there, {
        x: "cost",
        y: "p90_working_days",
        r: (row: FrontPoint) => (row.is_plan ? 8 : 5.5),
        symbol: (row: FrontPoint) => (row.is_plan ? "star" : row.is_today ? "square" : "circle"),
        fill: (row) => (row.is_plan ? "var(--m3)" : row.is_today ? "var(--m2)" : "var(--m1)"),
        stroke: "var(--edge)",
        strokeWidth: 1,
      }),
      Plot.text(there, {
        x: "cost",
        y: "p90_working_days",
        text: word,
        textAnchor: "start",
        dx: 11,
        dy: -10,
        fill: "var(--ink)",
        fontWeight: 650,
        stroke: "var(--surface)",
        strokeWidth: 4,
      }),
    ],
    r: { type: "identity" },
  });
}
