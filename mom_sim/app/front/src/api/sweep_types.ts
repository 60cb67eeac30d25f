import type { Estimate } from "./types";

export interface Axis {
  path?: string;
  control?: string;
  values: (string | number)[];
}

export interface SweepRow extends Estimate {
  values: (string | number)[];
  model: string;
  kpi: string;
  condition: string;
}

export interface SweepResult {
  scenario?: string;
  axes: Axis[];
  rows: SweepRow[];
  points?: number;
  points_done?: number;
}

export interface MapAxis {
  path: string;
  values: string[];
  numbers: number[];
  unit: string;
}

export interface MapCell {
  x: string;
  y: string;
  leader: string | null;
  winner: string | null;
  probability: number | null;
  figures: Record<string, Estimate>;
  /** Of each model, why its figure there is not to be trusted; models without doubts are left out. */
  doubts?: Record<string, string[]>;
}

export interface MapResult {
  scenario?: string;
  results: {
    kpi: string;
    unit: string;
    better: string;
    models: string[];
    x: MapAxis;
    y: MapAxis;
    cells: MapCell[];
  };
  warnings: string[];
}
