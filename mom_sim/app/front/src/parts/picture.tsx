import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { theme } from "../state/theme";
import { asCsv, asPng, save } from "./saving";
import { say } from "./spoken";
import { Table, type Column } from "./table";

interface Props<Row> {
  title: string;
  /** What the picture says, in one sentence. */
  finding: string;
  /** Draws at this width in pixels. */
  draw: (width: number) => Element;
  /** What `draw` depends on, beside the title: drawn anew when it changes. */
  of: unknown;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  legend?: preact.ComponentChildren;
  name: string;
}

/** A picture with its finding above it and its numbers below it. */
export function Picture<Row>(props: Props<Row>): preact.JSX.Element {
  const { title, finding, draw, of, columns, rows, legend, name } = props;
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  useLayoutEffect(() => {
    if (place.current !== null && width > 0) place.current.replaceChildren(draw(width));
  }, [of, title, width, theme.value]);
  const savePng = async (): Promise<void> => {
    const svg = place.current?.querySelector("svg");
    if (!svg) return;
    try {
      save(await asPng(svg, title), `${name}.png`);
    } catch {
      say("The picture could not be saved.", true);
    }
  };
  return (
    <figure class="picture" data-picture={name}>
      <figcaption>
        <h2>{title}</h2>
        <p class="finding">{finding}</p>
      </figcaption>
      {legend}
      <div ref={place} class="drawing" role="img" aria-label={`${title}. ${finding}`} />
      <div class="under">
        <details>
          <summary>The numbers</summary>
          <Table caption={title} columns={columns} rows={rows} />
        </details>
        <div class="row">
          <button type="button" onClick={() => void savePng()} aria-label={`PNG of ${title}`}>
            PNG
          </button>
          <button
            type="button"
            onClick={() => save(asCsv(columns, rows), `${name}.csv`)}
            aria-label={`CSV of ${title}`}
          >
            CSV
          </button>
        </div>
      </div>
    </figure>
  );
}

/** The width that an element has, in whole pixels; follows the window. */
export function useWidth(place: { current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return;
    const measure = (): void => setWidth(Math.floor(element.clientWidth));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return width;
}
