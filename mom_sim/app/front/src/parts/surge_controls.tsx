import type { Description } from "../api/types";
import { change, question } from "../state/asked";
import type { AskedSurge } from "../state/question";
import { sentence } from "../words/models";

/** Size, place and length of a surge. */
export function SurgeControls(props: { said: Description }): preact.JSX.Element {
  const { said } = props;
  const surge = question.value.surge;
  const starting: AskedSurge = {
    factor: said.surge.is_stated ? said.surge.factor : 1.5,
    start_week: Math.round(said.surge.start_week),
    weeks: Math.max(1, Math.round(said.surge.weeks)),
    units: said.surge.units,
  };
  return (
    <details class="group" open>
      <summary>Surge</summary>
      <div class="control">
        <div class="row">
          <label for="surge-on">Ask about a surge of my own</label>
          <input
            id="surge-on"
            type="checkbox"
            role="switch"
            checked={surge !== null}
            onChange={(event) =>
              change({ surge: event.currentTarget.checked ? starting : null }, "surge")
            }
          />
        </div>
        <p class="help">
          {said.surge.is_stated
            ? `The scenario has a surge of +${percent(said.surge.factor)}% already; yours takes its place, and stands beside the year without it.`
            : "The year with it stands beside the year without it."}
        </p>
      </div>
      {surge === null ? null : <SurgeSliders surge={surge} said={said} />}
    </details>
  );
}

function SurgeSliders(props: { surge: AskedSurge; said: Description }): preact.JSX.Element {
  const { surge, said } = props;
  const set = (part: Partial<AskedSurge>, gesture: string): void =>
    change({ surge: { ...surge, ...part } }, gesture);
  const units = surge.units ?? said.units;
  return (
    <>
      <Slider
        id="surge-factor"
        label="More requests"
        text={`+${percent(surge.factor)}%`}
        min={1}
        max={3}
        step={0.05}
        value={surge.factor}
        onValue={(factor) => set({ factor }, "surge factor")}
      />
      <Slider
        id="surge-start"
        label="Begins in"
        text={`week ${surge.start_week}`}
        min={Math.round(said.warm_up_weeks)}
        max={Math.max(1, Math.floor(said.weeks) - 1)}
        step={1}
        value={surge.start_week}
        onValue={(start_week) => set({ start_week }, "surge start")}
      />
      <Slider
        id="surge-weeks"
        label="Lasts"
        text={`${surge.weeks} ${surge.weeks === 1 ? "week" : "weeks"}`}
        min={1}
        max={26}
        step={1}
        value={surge.weeks}
        onValue={(weeks) => set({ weeks }, "surge weeks")}
      />
      {said.units.length < 2 ? null : (
        <fieldset class="control">
          <legend>Where</legend>
          {said.units.map((unit) => (
            <label class="check" key={unit}>
              <input
                type="checkbox"
                checked={units.includes(unit)}
                onChange={(event) => {
                  const now = said.units.filter((one) =>
                    one === unit ? event.currentTarget.checked : units.includes(one),
                  );
                  if (now.length > 0) {
                    set({ units: now.length === said.units.length ? null : now }, "surge units");
                  } else event.currentTarget.checked = true;
                }}
              />
              {sentence(unit)}
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
}

function Slider(props: {
  id: string;
  label: string;
  text: string;
  min: number;
  max: number;
  step: number;
  value: number;
  onValue: (value: number) => void;
}): preact.JSX.Element {
  const { id, label, text, onValue, ...rest } = props;
  return (
    <div class="control">
      <div class="row">
        <label for={id}>{label}</label>
        <output for={id}>{text}</output>
      </div>
      <input
        id={id}
        type="range"
        aria-valuetext={text}
        {...rest}
        onInput={(event) => onValue(Number(event.currentTarget.value))}
      />
    </div>
  );
}

function percent(factor: number): string {
  return String(Math.round((factor - 1) * 100));
}
