import { effect, signal } from "@preact/signals";
import { ask, readJson, troubleFrom } from "../api/fetching";
import type { AppFacts, Description, Kpi, Preset, Trouble } from "../api/types";
import { question, readAddress } from "./asked";
import { scenarioOf, type Question } from "./question";

export const facts = signal<AppFacts | null>(null);
export const presets = signal<Preset[]>([]);
export const kpis = signal<Kpi[]>([]);
/** What the server says of the scenario on screen; the last one that could be read. */
export const described = signal<Description | null>(null);
/** Of which scenario that is. */
export const describedKey = signal("");
export const scenarioTrouble = signal<Trouble | null>(null);

/** Read what the server has, then the address, then describe every new scenario. */
export async function start(): Promise<void> {
  try {
    const [app, found, figures] = await Promise.all([
      readJson<AppFacts>("/api/app"),
      readJson<Preset[]>("/api/presets"),
      readJson<Kpi[]>("/api/kpis"),
    ]);
    facts.value = app;
    presets.value = found;
    kpis.value = figures;
    readAddress((asked) => withScenario(asked, app));
  } catch (error) {
    scenarioTrouble.value = troubleFrom(error);
    return;
  }
  effect(() => void describe(keyOf(question.value)));
}

/** Two questions with the same key are about the same scenario. */
export function keyOf(asked: Question): string {
  return JSON.stringify(scenarioOf(asked));
}

/** The text of the scenario on screen. */
export function scenarioText(asked: Question): string {
  return asked.yaml ?? presets.value.find((preset) => preset.id === asked.preset)?.yaml ?? "";
}

function withScenario(asked: Question, app: AppFacts): Question {
  if (asked.yaml !== undefined || asked.preset !== undefined) return asked;
  if (app.scenario === null) return { ...asked, preset: app.default_preset };
  return { ...asked, yaml: app.scenario.yaml, file: app.scenario.file };
}

let lastKey = "";

async function describe(key: string): Promise<void> {
  if (key === lastKey) return;
  lastKey = key;
  try {
    const said = await ask<Description>("/api/describe", JSON.parse(key));
    if (key !== lastKey) return;
    scenarioTrouble.value = null;
    described.value = said;
    describedKey.value = key;
  } catch (error) {
    if (key === lastKey) scenarioTrouble.value = troubleFrom(error);
  }
}
