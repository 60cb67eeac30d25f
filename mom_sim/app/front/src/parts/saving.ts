import type { Column } from "./table";

/** Give the browser a file to save. */
export function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Write rows as CSV. Text that a spreadsheet would take for a formula gets an apostrophe. */
export function asCsv<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Blob {
  const cell = (text: string): string => {
    const isNumber = /^[-+]?[\d.,]+%?$/.test(text);
    const safe = !isNumber && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = [
    columns.map((column) => cell(column.title)),
    ...rows.map((row) => columns.map((column) => cell(column.text(row)))),
  ];
  const text = lines.map((line) => line.join(",")).join("\r\n") + "\r\n";
  return new Blob([text], { type: "text/csv;charset=utf-8" });
}

const SCALE = 2;
const PADDING = 16;
const TITLE_HEIGHT = 34;

/** Draw an SVG of the page as PNG, with its title, in the colors of the page. */
export async function asPng(svg: SVGSVGElement, title: string): Promise<Blob> {
  const { width, height } = svg.getBoundingClientRect();
  const clone = svg.cloneNode(true) as SVGSVGElement;
  clone.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  clone.setAttribute("width", String(width));
  clone.setAttribute("height", String(height));
  clone.style.fontFamily = "system-ui, sans-serif";
  const markup = withoutVariables(new XMLSerializer().serializeToString(clone));
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([markup], { type: "image/svg+xml" }));
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = (width + 2 * PADDING) * SCALE;
  canvas.height = (height + 2 * PADDING + TITLE_HEIGHT) * SCALE;
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("This browser cannot draw the picture.");
  context.scale(SCALE, SCALE);
  context.fillStyle = cssValue("--surface");
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = cssValue("--ink");
  context.font = "600 16px system-ui, sans-serif";
  context.fillText(title, PADDING, PADDING + 16, width);
  context.drawImage(image, PADDING, PADDING + TITLE_HEIGHT, width, height);
  URL.revokeObjectURL(image.src);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("No picture."))), "image/png"),
  );
}

function withoutVariables(markup: string): string {
  return markup.replace(/var\((--[\w-]+)\)/g, (_whole, name: string) => cssValue(name));
}

function cssValue(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
