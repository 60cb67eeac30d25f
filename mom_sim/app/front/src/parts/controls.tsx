import type { Control, Setting } from "../api/types";
import { change, question } from "../state/asked";
import { modelLabel } from "../words/models";
import { listed, setNumber } from "../words/figures";

/** The controls of one subject. */
export function ControlGroup(props: {
  group: { id: string; label: string };
  controls: readonly Control[];
}): preact.JSX.Element | null {
  const { group, controls } = props;
  if (controls.length === 0) return null;
  return (
    <details class="group" open={group.id === "demand" || group.id === "people"}>
      <summary>{group.label}</summary>
      {controls.map((control, place) => (
        <ControlRow
          key={control.id}
          control={control}
          isSaid={controls.slice(0, place).some((before) => helpOf(before) === helpOf(control))}
        />
      ))}
    </details>
  );
}

/** What helps with a control is said once in its group, below the first that it is about. */
function ControlRow(props: { control: Control; isSaid: boolean }): preact.JSX.Element {
  const { control, isSaid } = props;
  const value = question.value.settings[control.id] ?? control.value;
  const isMoved = control.id in question.value.settings;
  const help = [isSaid ? "" : helpOf(control), isMoved ? todayOf(control) : ""];
  return (
    <div class={isMoved ? "control moved" : "control"} data-control={control.id}>
      <Field control={control} value={value} />
      {help.some(Boolean) || isMoved ? (
        <p class="help">
          {help.join(" ").trim()}
          {isMoved ? (
            <button type="button" class="reset" onClick={() => set(control, control.value)}>
              Reset<span class="unseen"> {control.label}</span>
            </button>
          ) : null}
        </p>
      ) : null}
    </div>
  );
}

function helpOf(control: Control): string {
  const models = control.models ? `Concerns ${listed(control.models.map(modelLabel))}.` : "";
  return `${control.help} ${models}`.trim();
}

/** Where a slider stood before it was moved. */
function todayOf(control: Control): string {
  if (control.kind !== "slider") return "";
  return `Today ${valueText(Number(control.value), control.unit ?? "")}.`;
}

function Field(props: { control: Control; value: Setting }): preact.JSX.Element {
  const { control, value } = props;
  const id = `control-${control.id}`;
  if (control.kind === "slider") {
    const size = Number(value);
    const text = valueText(size, control.unit ?? "");
    return (
      <>
        <div class="row">
          <label for={id}>{control.label}</label>
          <output for={id}>{text}</output>
        </div>
        <input
          id={id}
          type="range"
          min={control.min}
          max={control.max}
          step={control.step}
          value={size}
          aria-valuetext={text}
          onInput={(event) => set(control, Number(event.currentTarget.value))}
        />
      </>
    );
  }
  if (control.kind === "choice") {
    return (
      <div class="row">
        <label for={id}>{control.label}</label>
        <select
          id={id}
          value={String(value)}
          onChange={(event) => set(control, event.currentTarget.value)}
        >
          {control.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      </div>
    );
  }
  return (
    <div class="row">
      <label for={id}>{control.label}</label>
      <input
        id={id}
        type="checkbox"
        role="switch"
        checked={Boolean(value)}
        onChange={(event) => set(control, event.currentTarget.checked)}
      />
    </div>
  );
}

/** A value of a control with its unit. */
export function valueText(value: number, unit: string): string {
  if (unit === "x") return `×${value.toFixed(2)}`;
  if (unit === "%") return `${setNumber(value)}%`;
  const one = value === 1 ? unit.replace(/^people$/, "person").replace(/s$/, "") : unit;
  return `${setNumber(value)} ${one}`.trim();
}

function set(control: Control, value: Setting): void {
  const settings = { ...question.value.settings };
  if (value === control.value) delete settings[control.id];
  else settings[control.id] = value;
  change({ settings }, `control ${control.id}`);
}
