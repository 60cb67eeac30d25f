import { useEffect } from "preact/hooks";
import { Asking } from "../api/asking";
import type { Replay } from "../api/replay_types";
import { JobBar } from "../parts/job_bar";
import { PairChoice } from "../parts/pair_choice";
import { Player } from "../parts/player";
import { question } from "../state/asked";
import { pair } from "../state/pair";
import { bodyOf } from "../state/question";
import { described, describedKey, keyOf } from "../state/scenario";

const WAIT_MS = 250;
const replaying = new Asking<Replay>("/api/replay");

/** Two organizations at work, side by side. */
export function ReplayPage(): preact.JSX.Element {
  const asked = question.value;
  const isKnown = described.value !== null && describedKey.value === keyOf(asked);
  const body = JSON.stringify({ ...bodyOf(asked), models: pair.value, replication: 1 });
  useEffect(() => {
    if (!isKnown) return;
    const timer = setTimeout(() => void replaying.ask(JSON.parse(body)), WAIT_MS);
    return () => clearTimeout(timer);
  }, [body, isKnown]);
  useEffect(() => () => replaying.cancel(), []);
  const replay = replaying.answer.value;
  return (
    <>
      <form class="asking" onSubmit={(event) => event.preventDefault()}>
        <PairChoice />
      </form>
      <JobBar asking={replaying} what="The replay" />
      {replay === null ? null : <Player replay={replay} />}
    </>
  );
}
