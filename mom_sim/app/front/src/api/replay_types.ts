/** Two organizations' movements, in minutes since the start. */
export interface ReplayModel {
  model: string;
  label: string;
  places: { name: string; label: string; kind: string }[];
  steps: string[];
  requested: number[];
  ended: (number | null)[];
  outcome: string[];
  activities: {
    campaign: number[];
    step: number[];
    place: number[];
    attempt: number[];
    ready: number[];
    start: number[];
    finish: number[];
  };
  truncated: boolean;
}

export interface Replay {
  start: string;
  from: number;
  to: number;
  warm_up: number;
  horizon: number;
  surge: { start: number; end: number; factor: number } | null;
  closed: [number, number][];
  campaigns: { id: string[]; type: string[]; unit: string[] };
  campaigns_left_out?: number;
  models: ReplayModel[];
}

export const WEEK = 7 * 24 * 60;
