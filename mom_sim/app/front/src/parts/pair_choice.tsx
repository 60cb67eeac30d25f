import { described } from "../state/scenario";
import { choosePair, pair } from "../state/pair";

/** Two operating models to put beside each other. */
export function PairChoice(): preact.JSX.Element {
  const models = described.value?.models ?? [];
  return (
    <>
      {([0, 1] as const).map((place) => (
        <label class="field" key={place}>
          <span>{place === 0 ? "One organization" : "The other"}</span>
          <select
            value={pair.value[place]}
            onChange={(event) => choosePair(place, event.currentTarget.value)}
          >
            {models.map((model) => (
              <option key={model.id} value={model.id}>
                {model.label}
              </option>
            ))}
          </select>
        </label>
      ))}
    </>
  );
}
