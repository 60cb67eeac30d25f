import * as Plot from "@observablehq/plot";
import { DAY, type Life, type Piece } from "../api/explain_types";
import { causeColor, causeLabel } from "../words/causes";
import { number } from "../words/figures";
import { plain } from "../words/models";
import { figure, fit, roomForNames } from "./frame";

interface Part extends Piece {
  lane: string;
  from: number;
  to: number;
}

/** A campaign's life under two models on one axis: causes as bars, the steps above them. */
export function drawLives(lives: readonly { label: string; life: Life }[], width: number): Element {
  const names = lives.map((one) => one.label);
  const room = roomForNames(names, width);
  const parts = lives.flatMap(({ label, life }) =>
    life.pieces.map((piece) => partOf(piece, label, life.requested)),
  );
  const most = Math.max(...parts.map((part) => part.to), 0.01);
  const pixels = Math.max(1, width - room - 40) / most;
  const steps = lives.flatMap(({ label, life }) => stepsOf(life, label));
  return figure(width, {
    height: 74 + lives.length * 96,
    marginLeft: room,
    marginRight: 40,
    marginTop: 26,
    marginBottom: 42,
    x: {
      label: "calendar days since the request",
      labelAnchor: "center",
      domain: [0, most],
      labelArrow: "none",
    },
    y: {
      domain: names,
      label: null,
      tickSize: 0,
      padding: 0.55,
      tickFormat: (name: string) => fit(name, room),
    },
    marks: [
      Plot.gridX({ stroke: "var(--line)", strokeOpacity: 1 }),
      Plot.barX(parts, {
        x1: "from",
        x2: "to",
        y: "lane",
        fill: (part) => causeColor(part.cause),
        title: (part) =>
          `${plain(part.step)}${part.attempt > 1 ? `, attempt ${part.attempt}` : ""}\n` +
          `${causeLabel(part.cause)}: ${number((part.to - part.from) * 24)} hours`,
      }),
      Plot.ruleY(
        parts.filter((part) => part.attempt > 1),
        {
          x1: "from",
          x2: "to",
          y: "lane",
          dy: 28,
          stroke: "var(--ink)",
          strokeWidth: 3,
          strokeDasharray: "4 2",
        },
      ),
      Plot.tickX(steps, {
        x: "from",
        y: "lane",
        stroke: "var(--ink)",
        strokeWidth: 1,
        insetTop: -8,
      }),
      Plot.text(
        steps.filter((step) => (step.to - step.from) * pixels > plain(step.step).length * 6.6 + 6),
        {
          x: "from",
          y: "lane",
          text: (step) => plain(step.step),
          textAnchor: "start",
          dx: 3,
          dy: -30,
          fill: "var(--ink)",
          fontSize: 12,
        },
      ),
      Plot.text(lives, {
        x: ({ life }) => (life.until - life.requested) / DAY,
        y: "label",
        text: ({ life }) => number((life.until - life.requested) / DAY),
        textAnchor: "start",
        dx: 6,
        fill: "var(--ink)",
        fontWeight: 650,
      }),
    ],
  });
}

function partOf(piece: Piece, lane: string, requested: number): Part {
  return {
    ...piece,
    lane,
    from: (piece.start - requested) / DAY,
    to: (piece.finish - requested) / DAY,
  };
}

/** Pieces that follow each other in the same step and attempt are one stretch. */
function stepsOf(life: Life, lane: string): Part[] {
  const found: Part[] = [];
  for (const piece of life.pieces) {
    const part = partOf(piece, lane, life.requested);
    const last = found.at(-1);
    if (last !== undefined && last.step === part.step && last.attempt === part.attempt)
      last.to = part.to;
    else found.push(part);
  }
  return found;
}
