import { field } from "../state/fields";
import { ChoiceField, NumberField } from "./fields";

const KINDS = [
  { value: "p90", label: "9 of 10 campaigns launch within" },
  { value: "p80", label: "8 of 10 campaigns launch within" },
  { value: "p50", label: "Half of the campaigns launch within" },
  { value: "mean", label: "Campaigns launch on average within" },
];

/** The promise that has to hold, in words. */
export function PromiseField(props: { page: string; usualDays: string }): preact.JSX.Element {
  return (
    <>
      <ChoiceField name={`${props.page}.promise`} label="The promise" usual="p90" options={KINDS} />
      <NumberField
        name={`${props.page}.days`}
        label="How long"
        usual={props.usualDays}
        min={1}
        max={400}
        unit="working days"
      />
    </>
  );
}

/** The promise as the server reads it. */
export function promiseText(page: string, usualDays: string): string {
  return `${field(`${page}.promise`, "p90")} time-to-launch <= ${field(`${page}.days`, usualDays)} working days`;
}
