/** Causes of time in the order in which they are stacked, with color and words. */
export const CAUSES: readonly { cause: string; label: string; color: string; meaning: string }[] = [
  {
    cause: "work",
    label: "hands-on work",
    color: "var(--c-work)",
    meaning: "somebody works on it",
  },
  {
    cause: "queue",
    label: "people busy",
    color: "var(--c-queue)",
    meaning: "the people who could do it are busy with other work",
  },
  {
    cause: "decision",
    label: "waiting for a decision",
    color: "var(--c-decision)",
    meaning: "it waits at a gate",
  },
  {
    cause: "hand_off",
    label: "hand-offs",
    color: "var(--c-handoff)",
    meaning: "it passes from one skill or team to another",
  },
  {
    cause: "agency",
    label: "at the agency",
    color: "var(--c-agency)",
    meaning: "an agency has it",
  },
  {
    cause: "assembly",
    label: "crew forming",
    color: "var(--c-assembly)",
    meaning: "a task force or crew is not complete",
  },
  {
    cause: "hold",
    label: "held back",
    color: "var(--c-hold)",
    meaning: "a limit on work in progress or a release date holds it",
  },
  {
    cause: "outside",
    label: "outside the company",
    color: "var(--c-outside)",
    meaning: "somebody who is not in the model has it",
  },
  {
    cause: "closed",
    label: "closed or away",
    color: "var(--c-closed)",
    meaning: "nobody who could do it is on shift",
  },
  {
    cause: "embargo",
    label: "launch date not reached",
    color: "var(--c-embargo)",
    meaning: "it is ready and must not start yet",
  },
];

export function causeLabel(cause: string): string {
  return CAUSES.find((one) => one.cause === cause)?.label ?? cause.replaceAll("_", " ");
}

export function causeColor(cause: string): string {
  return CAUSES.find((one) => one.cause === cause)?.color ?? "var(--c-outside)";
}

export function causeOrder(cause: string): number {
  const found = CAUSES.findIndex((one) => one.cause === cause);
  return found < 0 ? CAUSES.length : found;
}
