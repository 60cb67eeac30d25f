import { change, question } from "../state/asked";
import { AS_WRITTEN } from "../state/question";

const CHOICES = [
  { value: "10%", label: "±10%, at most 40 replications" },
  { value: "5%", label: "±5%, at most 100 replications" },
  { value: "2%", label: "±2%, at most 200 replications" },
  { value: AS_WRITTEN, label: "as many as the scenario says" },
];

/** How narrow the intervals have to be before a comparison ends. */
export function SharpnessChoice(): preact.JSX.Element {
  return (
    <div class="control">
      <label for="sharpness">How sharp the answer gets</label>
      <select
        id="sharpness"
        value={question.value.precision}
        onChange={(event) => change({ precision: event.currentTarget.value }, "precision")}
      >
        {CHOICES.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  );
}
