import type { Description } from "../api/types";
import { change, question } from "../state/asked";
import { Mark } from "./mark";

/** Which operating models take part. */
export function ModelChoice(props: { said: Description }): preact.JSX.Element {
  const all = props.said.models.map((model) => model.id);
  const chosen = question.value.models ?? all;
  const toggle = (id: string, isOn: boolean): void => {
    const now = all.filter((one) => (one === id ? isOn : chosen.includes(one)));
    if (now.length > 0) change({ models: now.length === all.length ? null : now }, "models");
  };
  return (
    <details class="group">
      <summary>Operating models</summary>
      {props.said.models.map((model) => (
        <div class="control" key={model.id}>
          <label class="check">
            <input
              type="checkbox"
              checked={chosen.includes(model.id)}
              disabled={chosen.length === 1 && chosen.includes(model.id)}
              onChange={(event) => toggle(model.id, event.currentTarget.checked)}
            />
            <Mark model={model.id} /> {model.label}
          </label>
          <p class="help">{model.summary}</p>
        </div>
      ))}
    </details>
  );
}
