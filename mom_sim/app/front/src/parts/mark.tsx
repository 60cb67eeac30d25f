import { modelColor, modelSymbol } from "../words/models";

const SHAPES: Record<string, string> = {
  circle: "M6 1.500a4.500 4.500 0 1 0 .01 0z",
  square: "M2 2h8v8h-8z",
  triangle: "M6 1l5 9.500h-10z",
  diamond: "M6 .500l5.500 5.500-5.500 5.500-5.500-5.500z",
  star: "M6 .500l1.500 3.600 3.900.300-3 2.500.95 3.800-3.350-2.050-3.350 2.050.95-3.800-3-2.500 3.900-.300z",
  wye: "M4.800 6.700l-4-2.300 1.200-2.100 4 2.300 4-2.300 1.200 2.100-4 2.300v4.600h-2.400z",
  hexagon: "M6 .5l4.800 2.750v5.500l-4.800 2.750-4.800-2.750v-5.500z",
  cross: "M4.800 1h2.400v3.800h3.800v2.400h-3.800v3.800h-2.400v-3.800h-3.800v-2.400h3.800z",
};

/** A model's shape in its color. */
export function Mark(props: { model: string }): preact.JSX.Element {
  return (
    <svg class="mark" viewBox="0 0 12 12" width="14" height="14" aria-hidden="true">
      <path
        d={SHAPES[modelSymbol(props.model)] ?? SHAPES["circle"]}
        fill={modelColor(props.model)}
        stroke="var(--edge)"
        stroke-width="0.600"
      />
    </svg>
  );
}
