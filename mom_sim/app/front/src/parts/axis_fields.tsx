import type { Slider } from "../api/types";
import { field } from "../state/fields";
import { described } from "../state/scenario";
import { axisControls, usualRange, valuesBetween } from "../words/axes";
import { setNumber } from "../words/figures";
import { valueText } from "./controls";
import { ChoiceField, NumberField } from "./fields";

const USUAL_COUNT = "4";

export interface ChosenAxis {
  control: Slider;
  values: number[];
}

/** The input that changes along an axis, from where to where, in how many steps. */
export function AxisFields(props: {
  name: string;
  label: string;
  place: number;
  most: number;
}): preact.JSX.Element | null {
  const { name, label, place, most } = props;
  const controls = described.value === null ? [] : axisControls(described.value);
  const chosen = axisOf(name, place);
  if (chosen === null) return null;
  const [low, high] = usualRange(chosen.control);
  const { id, unit, min, max, step } = chosen.control;
  const count = Number(field(`${name}.count`, USUAL_COUNT));
  const found = chosen.values.length;
  return (
    <div class="axis" role="group" aria-label={label}>
      <ChoiceField
        name={name}
        label={label}
        usual={controls[place]?.id ?? ""}
        options={controls.map((control) => ({ value: control.id, label: control.label }))}
      />
      <NumberField
        name={`${name}.${id}.low`}
        label="From"
        usual={String(low)}
        min={min}
        max={max}
        step={step}
        unit={unitText(unit)}
      />
      <NumberField
        name={`${name}.${id}.high`}
        label="To"
        usual={String(high)}
        min={min}
        max={max}
        step={step}
        unit={unitText(unit)}
      />
      <NumberField name={`${name}.count`} label="Values" usual={USUAL_COUNT} min={2} max={most} />
      {found < count ? (
        <p class="quiet" role="status">
          {`Only ${found === 1 ? "1 value lies" : `${found} values lie`} in this range, in steps of `}
          {`${unit === "x" ? setNumber(step) : valueText(step, unit ?? "")}.`}
        </p>
      ) : null}
    </div>
  );
}

/** What is chosen for an axis. */
export function axisOf(name: string, place: number): ChosenAxis | null {
  const controls = described.value === null ? [] : axisControls(described.value);
  const usual = controls[Math.min(place, controls.length - 1)];
  const control = controls.find((one) => one.id === field(name, usual?.id ?? "")) ?? usual;
  if (control === undefined) return null;
  const [low, high] = usualRange(control);
  const values = valuesBetween(
    control,
    Number(field(`${name}.${control.id}.low`, String(low))),
    Number(field(`${name}.${control.id}.high`, String(high))),
    Number(field(`${name}.count`, USUAL_COUNT)),
  );
  return { control, values };
}

function unitText(unit: string | null | undefined): string {
  return unit === "x" ? "times today's" : (unit ?? "");
}
