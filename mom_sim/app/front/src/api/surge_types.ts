import type { Estimate } from "./types";

export interface BreakingPoint extends Estimate {
  promise: string;
  weeks: number;
  not_within?: [number, number] | null;
  /** The promised figure at every factor that was run, the smallest first. */
  tried?: (Estimate & { factor: number })[];
}

export interface SurgePoint {
  weeks: number;
  factor: number;
  promises: (Estimate & { promise: string; unit: string })[];
  weeks_to_recover: Estimate;
  bottleneck: { name: string; share: number; why: string } | null;
}

export interface SurgeModel {
  model: string;
  comparison: string;
  breaking_points: BreakingPoint[];
  headrooms: (Estimate & { promise: string; not_within?: [number, number] | null })[];
  curve: SurgePoint[];
  warnings: string[];
}

export interface SurgeResult {
  scenario?: string;
  results: {
    promises: { promise: string; kpi: string; limit: number; unit: string }[];
    factors: number[];
    weeks: number[];
    models: SurgeModel[];
  };
  warnings: string[];
}
