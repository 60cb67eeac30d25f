import * as Plot from "@observablehq/plot";

/** Below this width names take less room. */
export const NARROW = 520;

/** What all pictures have in common. Colors and symbols are given as they are drawn. */
export function figure(width: number, options: Plot.PlotOptions): SVGSVGElement | HTMLElement {
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

/** Room for names at the left of a picture. */
export function roomForNames(names: readonly string[], width: number): number {
  const longest = Math.max(4, ...names.map((name) => name.length));
  return Math.min(width * 0.42, longest * 7.2 + 14);
}

/** A tick of an axis of differences: the sign stands, except at 0. */
export function signedTick(value: number): string {
  const text = new Intl.NumberFormat("en-US", {
    signDisplay: "exceptZero",
    maximumFractionDigits: 2,
  });
  return text.format(value);
}

/** Shortens a name to what fits. */
export function fit(name: string, room: number): string {
  const most = Math.floor((room - 8) / 7.2);
  return name.length <= most ? name : `${name.slice(0, Math.max(1, most - 1))}…`;
}
