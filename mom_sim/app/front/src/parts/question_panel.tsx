import { signal } from "@preact/signals";
import { change, question } from "../state/asked";
import { described } from "../state/scenario";
import { ControlGroup } from "./controls";
import { Downloads } from "./downloads";
import { ModelChoice } from "./model_choice";
import { SharpnessChoice } from "./sharpness_choice";
import { ScenarioChoice } from "./scenario_choice";
import { SurgeControls } from "./surge_controls";

const isOpen = signal(matchMedia("(min-width: 900px)").matches);

/** What is asked: the scenario and what is changed in it. */
export function Question(): preact.JSX.Element {
  const said = described.value;
  const asked = question.value;
  const changed = Object.keys(asked.settings).length + (asked.surge === null ? 0 : 1);
  return (
    <>
      <ScenarioChoice />
      <details
        class="assumptions"
        open={isOpen.value}
        onToggle={(event) => (isOpen.value = event.currentTarget.open)}
      >
        <summary>
          Change the assumptions{" "}
          <span class="count">{changed === 0 ? "" : `${changed} changed`}</span>
        </summary>
        {said === null ? null : (
          <>
            {changed === 0 ? null : (
              <button
                type="button"
                class="wide"
                onClick={() => change({ settings: {}, surge: null }, "reset all")}
              >
                Back to the scenario as written
              </button>
            )}
            <SurgeControls said={said} />
            {said.groups.map((group) => (
              <ControlGroup
                key={group.id}
                group={group}
                controls={said.controls.filter((control) => control.group === group.id)}
              />
            ))}
            <ModelChoice said={said} />
            <SharpnessChoice />
            <Downloads />
          </>
        )}
      </details>
    </>
  );
}
