/** The figures that the pages show by name; their definitions come from the server. */
export const MEAN = "time_to_launch_mean_working_days";
/** Half of the campaigns are launched within it: the measure that models are ranked by. */
export const MEDIAN = "time_to_launch_p50_working_days";
export const NINE_OF_TEN = "time_to_launch_p90_working_days";
export const COST = "cost_per_launch";
/** What agencies are paid, a part of the cost. */
export const OUTSIDE = "agency_cost_per_launch";
export const ON_TIME = "on_time_share";
export const DEFECTS = "incident_share";
export const THROUGHPUT = "throughput_per_week";

/** What the cards show below their large figure. */
export const ON_CARDS: readonly { kpi: string; label: string }[] = [
  { kpi: NINE_OF_TEN, label: "9 of 10 within" },
  { kpi: ON_TIME, label: "On time" },
  { kpi: COST, label: "Each costs" },
  { kpi: THROUGHPUT, label: "Launches" },
  { kpi: DEFECTS, label: "With a defect" },
];
