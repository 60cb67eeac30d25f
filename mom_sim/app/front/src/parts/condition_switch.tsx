import type { Answer } from "../api/types";
import { chosenCondition, condition } from "../state/comparing";
import { CONDITION_WORDS } from "../words/answers";

/** With or without the surge, where both were run. */
export function ConditionSwitch(props: { answer: Answer }): preact.JSX.Element | null {
  if (props.answer.conditions.length < 2) return null;
  return (
    <fieldset class="segments">
      <legend class="unseen">Which year is shown</legend>
      {props.answer.conditions.map((one) => (
        <label key={one}>
          <input
            type="radio"
            name="condition"
            checked={condition.value === one}
            onChange={() => (chosenCondition.value = one)}
          />
          <span>{CONDITION_WORDS[one]}</span>
        </label>
      ))}
    </fieldset>
  );
}
