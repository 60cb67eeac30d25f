import { useEffect, useState } from "preact/hooks";
import { change, question } from "../state/asked";
import { described, presets, scenarioText } from "../state/scenario";
import { EditorDialog } from "./editor_dialog";
import { say } from "./spoken";

const MOST_BYTES = 900_000;

/** The scenario: one that comes with the program, a file, or what is typed. */
export function ScenarioChoice(): preact.JSX.Element {
  const asked = question.value;
  const [isEditing, setEditing] = useState(false);
  const [refusal, setRefusal] = useState("");
  // Why a file was not opened says nothing about the scenario that was chosen after it.
  useEffect(() => setRefusal(""), [asked.preset, asked.yaml]);
  const own = asked.yaml === undefined ? null : (asked.file ?? "scenario.yaml");
  return (
    <section class="scenario" aria-label="Scenario">
      <label for="preset">Scenario</label>
      <select
        id="preset"
        value={own === null ? asked.preset : ""}
        onChange={(event) => {
          if (event.currentTarget.value !== "") usePreset(event.currentTarget.value);
        }}
      >
        {own === null ? null : <option value="">{own} (yours)</option>}
        {presets.value.map((preset) => (
          <option key={preset.id} value={preset.id}>
            {preset.title}
          </option>
        ))}
      </select>
      <p class="help">{described.value?.description}</p>
      <div class="row start">
        <label class="button">
          Open a file …
          <input
            type="file"
            class="unseen"
            accept=".yaml,.yml,application/yaml,text/yaml"
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? [];
              if (file !== undefined) void useFile(file).then(setRefusal);
              event.currentTarget.value = "";
            }}
          />
        </label>
        <button type="button" onClick={() => setEditing(true)}>
          Edit as text
        </button>
      </div>
      {refusal === "" ? null : (
        <p class="refused" role="alert">
          {refusal}
        </p>
      )}
      {isEditing ? (
        <EditorDialog
          text={scenarioText(asked)}
          file={asked.file ?? `${asked.preset ?? "scenario"}.yaml`}
          onUse={(yaml, file) => useText(yaml, file)}
          onClose={() => setEditing(false)}
        />
      ) : null}
    </section>
  );
}

/** What belongs to one scenario alone is forgotten with it. */
const FRESH = { settings: {}, surge: null, models: null, pair: null, campaign: null, fields: {} };

function usePreset(preset: string): void {
  const next = { ...FRESH, preset };
  change({ ...next, ...WITHOUT_TEXT }, "scenario");
}

// `undefined` leaves a key out of the address.
const WITHOUT_TEXT = { yaml: undefined, file: undefined } as unknown as { yaml: string };

function useText(yaml: string, file: string): void {
  change({ ...FRESH, yaml, file, preset: undefined as unknown as string }, "scenario text");
}

/** Open a file; why it cannot be opened, or nothing. */
async function useFile(file: File): Promise<string> {
  if (file.size > MOST_BYTES)
    return `${file.name} is larger than a scenario can be (${MOST_BYTES / 1000} kB).`;
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    return `${file.name} is not UTF-8 text; save it again with the encoding UTF-8.`;
  }
  useText(text, file.name);
  say(`${file.name} is open.`);
  return "";
}
