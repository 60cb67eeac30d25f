import { MapPart } from "../parts/map_part";
import { SweepPart } from "../parts/sweep_part";
import { field, setField } from "../state/fields";

const MODES = [
  { value: "one", label: "One input" },
  { value: "map", label: "Two inputs: the decision map" },
];

/** What changes when inputs change. */
export function SweepPage(): preact.JSX.Element {
  const mode = field("sweep.mode", "one");
  return (
    <>
      <fieldset class="segments">
        <legend class="unseen">How many inputs change</legend>
        {MODES.map((one) => (
          <label key={one.value}>
            <input
              type="radio"
              name="mode"
              checked={mode === one.value}
              onChange={() => setField("sweep.mode", one.value)}
            />
            <span>{one.label}</span>
          </label>
        ))}
      </fieldset>
      {mode === "map" ? <MapPart /> : <SweepPart />}
    </>
  );
}
