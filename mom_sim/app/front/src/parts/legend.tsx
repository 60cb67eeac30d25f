import { modelLabel } from "../words/models";
import { Mark } from "./mark";

/** What the colors of a picture mean, as text beside a swatch. */
export function Legend(props: {
  entries: readonly { label: string; color: string; meaning?: string }[];
}): preact.JSX.Element {
  return (
    <ul class="legend">
      {props.entries.map((entry) => (
        <li key={entry.label} title={entry.meaning}>
          <span class="swatch" style={{ background: entry.color }} aria-hidden="true" />
          {entry.label}
        </li>
      ))}
    </ul>
  );
}

/** Whose color and shape a picture shows: shapes tell models apart where colors do not. */
export function ModelLegend(props: { models: readonly string[] }): preact.JSX.Element {
  return (
    <ul class="legend">
      {props.models.map((model) => (
        <li key={model}>
          <Mark model={model} />
          {modelLabel(model)}
        </li>
      ))}
    </ul>
  );
}
