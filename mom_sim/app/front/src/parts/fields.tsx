import type { ComponentChildren, JSX } from "preact";
import { field, setField } from "../state/fields";

interface Common {
  name: string;
  label: string;
  usual: string;
}

export function ChoiceField(
  props: Common & { options: readonly { value: string; label: string }[] },
): JSX.Element {
  const { name, label, usual, options } = props;
  return (
    <label class="field">
      <span>{label}</span>
      <select
        value={field(name, usual)}
        onChange={(event) => setField(name, event.currentTarget.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

export function NumberField(
  props: Common & { min: number; max: number; step?: number; unit?: string },
): JSX.Element {
  const { name, label, usual, min, max, step, unit } = props;
  return (
    <label class="field">
      <span>{label}</span>
      <span class="row start">
        <input
          type="number"
          min={min}
          max={max}
          step={step ?? 1}
          value={field(name, usual)}
          onChange={(event) => {
            if (event.currentTarget.value !== "") setField(name, event.currentTarget.value);
          }}
        />
        {unit}
      </span>
    </label>
  );
}

export function TextField(props: Common & { placeholder?: string }): JSX.Element {
  const { name, label, usual, placeholder } = props;
  return (
    <label class="field">
      <span>{label}</span>
      <input
        type="text"
        value={field(name, usual)}
        placeholder={placeholder ?? ""}
        onChange={(event) => setField(name, event.currentTarget.value.trim())}
      />
    </label>
  );
}

/** What is asked on a page of experiments, and the button that asks it. */
export function AskForm(props: {
  label: string;
  onAsk: () => void;
  isRunning: boolean;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <form
      class="asking"
      onSubmit={(event) => {
        event.preventDefault();
        props.onAsk();
      }}
    >
      {props.children}
      <button type="submit" class="primary">
        {props.isRunning ? `${props.label} again` : props.label}
      </button>
    </form>
  );
}
