import type { Estimate } from "./types";

/** Times are whole microseconds. */
export interface ExplainedCampaign {
  id: string;
  replication: number;
  campaign: string;
  unit: string;
  type: string;
  a: number;
  b: number;
  difference: number;
}

export interface Piece {
  step: string;
  attempt: number;
  cause: string;
  sub_cause: string;
  start: number;
  finish: number;
}

export interface Life {
  outcome: string;
  requested: number;
  until: number;
  pieces: Piece[];
}

export interface CauseMean extends Estimate {
  cause: string;
  attempts: string;
  unit: string;
  a: number | null;
  b: number | null;
  difference: number | null;
}

export interface Explained {
  results: {
    campaigns: ExplainedCampaign[];
    campaigns_left_out?: number;
    means: CauseMean[];
    totals: { count: number; a: number; b: number; difference: number };
    lives?: { a: Life; b: Life };
  };
  warnings: string[];
}

export const DAY = 86_400_000_000;
