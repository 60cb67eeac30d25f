import { signal } from "@preact/signals";
import { readJson } from "../api/fetching";

const LOOK_MS = 1000;

/** What the server says while it compiles the fast engine; empty otherwise. */
export const enginePreparing = signal("");

/** Ask until the fast engine is there, or known not to come. */
export async function followEngine(): Promise<void> {
  try {
    for (;;) {
      const said = await readJson<{ state: string; message: string }>("/api/engine");
      enginePreparing.value = said.message;
      if (said.state !== "looking" && said.state !== "compiling") return;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  } catch {
    enginePreparing.value = ""; // the question itself says that the server does not answer
  }
}
