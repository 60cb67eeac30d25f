/** What the server says, as docs/app.md describes it. Only what the pages read is written down. */

export interface Estimate {
  estimate: number | null;
  low: number | null;
  high: number | null;
  unit?: string;
  reason?: string | null;
}

export interface Fault {
  file: string | null;
  line: number | null;
  column: number | null;
  path: string | null;
  message: string;
  text: string;
}

export interface Trouble {
  message: string;
  faults: Fault[];
}

export type Setting = number | string | boolean;

interface ControlBase {
  id: string;
  group: string;
  label: string;
  unit?: string | null;
  help?: string | null;
  models?: string[] | null;
  paths?: string[];
}

export interface Slider extends ControlBase {
  kind: "slider";
  value: number;
  min: number;
  max: number;
  step: number;
}

export interface Choice extends ControlBase {
  kind: "choice";
  value: string;
  options: { value: string; label: string }[];
}

export interface Switch extends ControlBase {
  kind: "switch";
  value: boolean;
}

export type Control = Slider | Choice | Switch;

export interface Model {
  id: string;
  label: string;
  summary: string;
  color?: string | null;
  is_own: boolean;
}

export interface SurgeStart {
  factor: number;
  start_week: number;
  weeks: number;
  units: string[] | null;
  is_stated: boolean;
}

export interface Description {
  name: string;
  description: string;
  currency: string;
  own_model: string;
  models: Model[];
  units: string[];
  roles: { id: string; path: string; headcount: number; kind: string }[];
  gates: { id: string; skill: string; approvers: string }[];
  campaigns: { id: string; demand_per_year: number }[];
  weeks: number;
  warm_up_weeks: number;
  start: string;
  surge: SurgeStart;
  controls: Control[];
  groups: { id: string; label: string }[];
  replications: number;
  seed: number;
  warnings: string[];
}

export interface Preset {
  id: string;
  title: string;
  description: string;
  yaml: string;
}

export interface AppFacts {
  version: string;
  scenario: { file: string; yaml: string } | null;
  default_preset: string;
  limits: { body_bytes: number };
  formats?: { report: boolean; pdf: boolean };
}

export interface Kpi {
  id: string;
  label: string;
  unit: string;
  better: "less" | "more" | null;
  definition: string;
  requires_surge: boolean;
  is_default: boolean;
}

export interface CausePart extends Estimate {
  cause: string;
  label: string;
}

export interface ConditionResult {
  kpis: Record<string, Estimate>;
  causes: CausePart[];
  bottleneck: { name: string; share: number; why: string } | null;
  doubts: string[];
}

export interface ModelAnswer {
  model: string;
  label: string;
  comparison: string;
  warnings: string[];
  as_written?: ConditionResult;
  calm?: ConditionResult;
  surge?: ConditionResult;
}

export type Condition = "as_written" | "calm" | "surge";

export interface Winner {
  kpi: string;
  condition: string;
  better: string;
  winner: string | null;
  leader: string | null;
  probability: number | null;
  not_told_from: string[];
  caveats: string[];
  reason?: string | null;
}

export interface Difference extends Estimate {
  model: string;
  versus: string;
  kpi: string;
  condition: string;
  comparison?: string;
}

export interface Answer {
  replications: number;
  /** Of one replication, before its log: some figures are still to come, and nobody is ahead. */
  is_first_look: boolean;
  is_final: boolean;
  elapsed_ms: number;
  seed: number;
  confidence: number;
  currency: string;
  own_model: string;
  conditions: Condition[];
  models: ModelAnswer[];
  winners: Winner[];
  differences: Difference[];
  precision: { goal: number; reached: number | null; is_reached: boolean } | null;
  headline: string | string[];
  warnings: string[];
}

export interface Progress {
  done: number;
  all: number;
  what: string;
}

export type JobStatus = "waiting" | "running" | "done" | "failed" | "cancelled" | "interrupted";

export interface Job {
  id: string;
  kind: string;
  status: JobStatus;
  created: string;
  finished: string | null;
  title: string;
  progress: Progress | null;
  error: Trouble | null;
  result: string | null;
}
