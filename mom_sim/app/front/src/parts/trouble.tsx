import type { Trouble } from "../api/types";
import { canUndo, isBadAddress, undo } from "../state/asked";
import { scenarioTrouble } from "../state/scenario";

/** What is wrong, each fault with its place. */
export function TroubleBox(props: { trouble: Trouble; title: string }): preact.JSX.Element {
  const { trouble, title } = props;
  const only = trouble.faults.length === 1 && trouble.faults[0]?.message === trouble.message;
  return (
    <div class="trouble" role="alert">
      <h2>{title}</h2>
      {trouble.faults.length === 0 || only ? null : <p>{trouble.message}</p>}
      {trouble.faults.length === 0 ? <p>{trouble.message}</p> : null}
      {trouble.faults.length === 0 ? null : (
        <ul>
          {trouble.faults.map((fault) => (
            <li key={fault.text}>
              <code>{placeOf(fault)}</code> {fault.message}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function placeOf(fault: {
  file: string | null;
  line: number | null;
  column: number | null;
  path: string | null;
}): string {
  const where = [fault.file, fault.line, fault.column].filter(
    (part) => part !== null && part !== "",
  );
  return [where.join(":"), fault.path].filter((part) => part !== null && part !== "").join(": ");
}

/** Faults of the scenario on screen, with the way back. */
export function ScenarioTrouble(): preact.JSX.Element | null {
  if (isBadAddress.value) {
    return (
      <TroubleBox
        title="This link cannot be read"
        trouble={{
          message: "Part of the address is missing or changed. What you see is the starting page.",
          faults: [],
        }}
      />
    );
  }
  const trouble = scenarioTrouble.value;
  if (trouble === null) return null;
  return (
    <div>
      <TroubleBox title="This scenario cannot be run" trouble={trouble} />
      <p class="quiet">
        What you see below is still about the scenario before.{" "}
        {canUndo.value ? (
          <button type="button" onClick={undo}>
            Go back to it
          </button>
        ) : null}
      </p>
    </div>
  );
}
