import * as Plot from "@observablehq/plot";

/** Below this width names take less room. */
export const NARROW = 520;

const LETTER = 7.2;
const LINE = 17;

/** What all pictures have in common. Colors and symbols are given as they are drawn. */
export function figure(width: number, given: Plot.PlotOptions): SVGSVGElement | HTMLElement {
  const options = withRoomBelow(width, given);
  const drawn = Plot.plot({
    width,
    style: {
      background: "none",
      color: "var(--ink)",
      fontSize: "13px",
      fontFamily: "inherit",
      overflow: "visible",
    },
    color: { type: "identity" },
    ...options,
  });
  // The frame around the picture says what it is; names of marks would be noise beside it.
  for (const part of drawn.querySelectorAll("[aria-label]")) part.removeAttribute("aria-label");
  return drawn;
}

/** The name of the lower axis in two lines, where one would be cut at the edge of the picture. */
function withRoomBelow(width: number, options: Plot.PlotOptions): Plot.PlotOptions {
  const { marginLeft = 0, marginRight = 0, marginBottom = 0, height = 0, x } = options;
  const label = x?.label;
  const middle = (marginLeft + width - marginRight) / 2;
  const room = 2 * Math.min(middle, width - middle);
  if (typeof label !== "string" || label.length * LETTER <= room) return options;
  const spaces = [...label].flatMap((letter, place) => (letter === " " ? [place] : []));
  const near = (place: number): number =>
    label[place - 1] === ";" ? 0 : Math.abs(place - label.length / 2);
  const split = spaces.sort((a, b) => near(a) - near(b))[0];
  if (split === undefined) return options;
  return {
    ...options,
    height: height + LINE,
    marginBottom: marginBottom + LINE,
    x: { ...x, label: `${label.slice(0, split)}\n${label.slice(split + 1)}` },
  };
}

/** Room for names at the left of a picture. */
export function roomForNames(names: readonly string[], width: number): number {
  const longest = Math.max(4, ...names.map((name) => name.length));
  return Math.min(width * 0.42, longest * LETTER + 14);
}

/** A tick of an axis of differences: the sign stands, except at 0. */
export function signedTick(value: number): string {
  const text = new Intl.NumberFormat("en-US", {
    signDisplay: "exceptZero",
    maximumFractionDigits: 2,
  });
  return text.format(value);
}

/** A name as it fits: in two lines where one is too short, else shortened. */
export function fit(name: string, room: number): string {
  const most = Math.floor((room - 8) / LETTER);
  if (name.length <= most) return name;
  const space = name.lastIndexOf(" ", most);
  if (space > 0 && name.length - space - 1 <= most)
    return `${name.slice(0, space)}\n${name.slice(space + 1)}`;
  return `${name.slice(0, Math.max(1, most - 1))}…`;
}
