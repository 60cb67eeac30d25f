import type { Movements, Token } from "./tokens";

const BOX_HEIGHT = 76;
const GAP = 10;
const HEAD = 34;
const DOT = 4.2;
const PITCH = 10.5;

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Palette {
  surface: string;
  page: string;
  ink: string;
  muted: string;
  line: string;
  waiting: string;
  working: string;
  moving: string;
}

/** How high a stage of so many places is at a width. */
export function stageHeight(places: number, width: number): number {
  const rows = Math.ceil(places / columnsAt(width));
  return HEAD + rows * (BOX_HEIGHT + GAP) + 4;
}

/** Draw one organization at an instant: its places as boxes, its campaigns as dots in them. */
export function drawStage(
  context: CanvasRenderingContext2D,
  movements: Movements,
  time: number,
  width: number,
  palette: Palette,
): void {
  const { places } = movements.model;
  const boxes = places.map((_place, index) => boxOf(index, width));
  context.clearRect(0, 0, width, stageHeight(places.length, width));
  context.textBaseline = "alphabetic";
  const tokens = movements.at(time);
  const counts = movements.counts(time);
  places.forEach((place, index) => {
    const box = boxes[index];
    const count = counts[index];
    if (box !== undefined && count !== undefined) drawBox(context, box, place, count, palette);
  });
  context.fillStyle = palette.ink;
  context.font = "600 15px system-ui, sans-serif";
  const inside = new Set(tokens.map((token) => token.campaign)).size;
  context.fillText(`${movements.launched(time)} launched · ${inside} inside`, 2, 20);
  drawTokens(context, tokens, boxes, width, palette);
}

function drawBox(
  context: CanvasRenderingContext2D,
  box: Box,
  place: { label: string; kind: string },
  count: { waiting: number; working: number },
  palette: Palette,
): void {
  context.fillStyle = palette.page;
  context.strokeStyle = palette.muted;
  context.lineWidth = 1;
  context.beginPath();
  // A gate has cut corners, so that it is told from a team without color.
  if (place.kind === "gate") cutCorners(context, box);
  else context.roundRect(box.x, box.y, box.width, box.height, 8);
  context.fill();
  context.stroke();
  context.fillStyle = palette.ink;
  context.font = "600 12px system-ui, sans-serif";
  context.fillText(shortened(context, place.label, box.width - 20), box.x + 10, box.y + 17);
  context.fillStyle = palette.muted;
  context.font = "11px system-ui, sans-serif";
  const text = `${count.waiting} waiting · ${count.working} in work`;
  context.fillText(shortened(context, text, box.width - 20), box.x + 10, box.y + 32);
}

function drawTokens(
  context: CanvasRenderingContext2D,
  tokens: readonly Token[],
  boxes: readonly Box[],
  width: number,
  palette: Palette,
): void {
  const used = boxes.map(() => 0);
  const order = { working: 0, waiting: 1, moving: 2 };
  for (const token of [...tokens].sort((a, b) => order[a.standing] - order[b.standing])) {
    const box = boxes[token.place];
    if (box === undefined) continue;
    if (token.standing === "moving") {
      const from = boxes[token.from] ?? { x: 0, y: 0, width, height: 10 };
      const x = center(from).x + (center(box).x - center(from).x) * token.share;
      const y = center(from).y + (center(box).y - center(from).y) * token.share;
      ring(context, x, y, palette.moving, palette.surface);
      continue;
    }
    const slot = used[token.place] ?? 0;
    used[token.place] = slot + 1;
    const across = Math.max(1, Math.floor((box.width - 16) / PITCH));
    const down = Math.floor(slot / across);
    if (down > 2) continue; // the counts above say how many more
    const x = box.x + 12 + (slot % across) * PITCH;
    const y = box.y + 44 + down * PITCH;
    if (token.standing === "working") disc(context, x, y, palette.working);
    else ring(context, x, y, palette.waiting, palette.surface);
  }
}

function columnsAt(width: number): number {
  return Math.max(1, Math.floor((width + GAP) / (160 + GAP)));
}

function boxOf(index: number, width: number): Box {
  const columns = columnsAt(width);
  const across = (width - GAP * (columns - 1) - 2) / columns;
  return {
    x: 1 + (index % columns) * (across + GAP),
    y: HEAD + Math.floor(index / columns) * (BOX_HEIGHT + GAP),
    width: across,
    height: BOX_HEIGHT,
  };
}

function center(box: Box): { x: number; y: number } {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

function cutCorners(context: CanvasRenderingContext2D, box: Box): void {
  const cut = 12;
  const { x, y, width, height } = box;
  context.moveTo(x + cut, y);
  context.lineTo(x + width - cut, y);
  context.lineTo(x + width, y + cut);
  context.lineTo(x + width, y + height - cut);
  context.lineTo(x + width - cut, y + height);
  context.lineTo(x + cut, y + height);
  context.lineTo(x, y + height - cut);
  context.lineTo(x, y + cut);
  context.closePath();
}

function disc(context: CanvasRenderingContext2D, x: number, y: number, color: string): void {
  context.fillStyle = color;
  context.beginPath();
  context.arc(x, y, DOT, 0, 7);
  context.fill();
}

function ring(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  color: string,
  inside: string,
): void {
  context.fillStyle = inside;
  context.strokeStyle = color;
  context.lineWidth = 2;
  context.beginPath();
  context.arc(x, y, DOT - 0.8, 0, 7);
  context.fill();
  context.stroke();
}

function shortened(context: CanvasRenderingContext2D, text: string, room: number): string {
  if (context.measureText(text).width <= room) return text;
  let short = text;
  while (short.length > 1 && context.measureText(`${short}…`).width > room)
    short = short.slice(0, -1);
  return `${short}…`;
}
