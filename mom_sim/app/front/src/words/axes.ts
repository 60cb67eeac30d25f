import type { Description, Slider } from "../api/types";
import { valueText } from "../parts/controls";

/** Controls that can be an axis: sliders that have somewhere to go. */
export function axisControls(said: Description): Slider[] {
  return said.controls.filter(
    (control): control is Slider => control.kind === "slider" && control.max > control.min,
  );
}

/** Values from low to high, on the steps that the control has; equal ones count once. */
export function valuesBetween(control: Slider, low: number, high: number, count: number): number[] {
  const [from, to] = low <= high ? [low, high] : [high, low];
  const values = Array.from({ length: count }, (_one, place) => {
    const exact = count === 1 ? from : from + (place * (to - from)) / (count - 1);
    const steps = Math.round((exact - control.min) / control.step);
    return Number((control.min + steps * control.step).toFixed(6));
  });
  return [...new Set(values.map((value) => Math.min(control.max, Math.max(control.min, value))))];
}

/** Where an axis starts and ends if nobody says otherwise: around today's value. */
export function usualRange(control: Slider): [number, number] {
  if (control.unit === "x") return [0.7, 1.5];
  const low = Math.max(control.min, Math.floor(control.value * 0.6));
  const high = Math.min(control.max, Math.max(low + control.step, Math.ceil(control.value * 1.5)));
  return [low, high];
}

export function axisLabel(control: Slider | undefined, path: string): string {
  if (control === undefined) return path;
  return control.unit === "x"
    ? `${control.label}, times today's`
    : `${control.label}, ${control.unit ?? ""}`;
}

export function axisValueText(control: Slider | undefined, value: number): string {
  return control === undefined ? String(value) : valueText(value, control.unit ?? "");
}
