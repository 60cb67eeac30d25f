import type { MapCell } from "../api/sweep_types";

const WORDS: Record<string, string> = {
  idle: "launched nothing",
  restricted: "had campaigns inside when the runs stopped: times are lower bounds",
  overloaded: "overloaded: figures depend on how long the run is",
};

/** Why the figure of the model that is ahead in a cell is not to be trusted; empty where it is. */
export function doubtsOf(cell: MapCell): string[] {
  const doubts = cell.leader === null ? [] : (cell.doubts?.[cell.leader] ?? []);
  return doubts.map((doubt) => WORDS[doubt] ?? doubt);
}
