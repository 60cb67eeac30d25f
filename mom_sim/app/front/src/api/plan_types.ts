export interface PlanPromise {
  promise: string;
  limit: number;
  unit: string;
  estimate: number | null;
  low: number | null;
  high: number | null;
  probability: number | null;
  is_kept: boolean | null;
}

export interface MarginalValue {
  role: string;
  cost: number;
  p90_days_saved: number | null;
  p90_days_saved_low: number | null;
  p90_days_saved_high: number | null;
  days_saved: number | null;
  days_saved_low: number | null;
  days_saved_high: number | null;
}

export interface FrontPoint {
  headcounts: Record<string, number>;
  cost: number;
  p90_working_days: number | null;
  p90_working_days_low: number | null;
  p90_working_days_high: number | null;
  keeps_promises: boolean;
  is_plan: boolean;
  is_today: boolean;
}

export interface RoleStaffing {
  role: string;
  today: number;
  planned: number;
  change: number;
  cost_per_position: number;
  cost: number;
}

export interface PlanResult {
  model: string;
  scenario?: string;
  currency?: string;
  results: {
    /** Null where none was found: `reason` says why, `closest` came closest. */
    staffing: RoleStaffing[] | null;
    reason?: string;
    closest?: RoleStaffing[] | null;
    /** Null where no staffing was found. */
    cost: number | null;
    cost_today: number;
    confidence: number;
    promises: PlanPromise[];
    today: PlanPromise[];
    marginal_values: MarginalValue[];
    front: FrontPoint[];
  };
  warnings: string[];
}
