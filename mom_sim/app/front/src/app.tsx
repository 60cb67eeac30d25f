import { useEffect } from "preact/hooks";
import { ComparePage } from "./pages/compare";
import { ExplainPage } from "./pages/explain";
import { PlanPage } from "./pages/plan";
import { ReplayPage } from "./pages/replay";
import { SurgePage } from "./pages/surge";
import { SweepPage } from "./pages/sweep";
import { Header, PAGE_WORDS } from "./parts/header";
import { Question } from "./parts/question_panel";
import { Spoken } from "./parts/spoken";
import { ScenarioTrouble } from "./parts/trouble";
import { question, redo, undo } from "./state/asked";
import { enginePreparing } from "./state/engine";
import type { PageName } from "./state/question";
import { described } from "./state/scenario";

const SHOWN: Record<PageName, () => preact.JSX.Element> = {
  compare: ComparePage,
  explain: ExplainPage,
  replay: ReplayPage,
  surge: SurgePage,
  plan: PlanPage,
  sweep: SweepPage,
};

/** The whole page: header, the question at the side, the answer beside it. */
export function App(): preact.JSX.Element {
  const page = question.value.page;
  const Page = SHOWN[page];
  useEffect(() => {
    const words = PAGE_WORDS[page];
    document.title = `${words.title} · ${described.value?.name ?? "mom_sim"}`;
  }, [page, described.value?.name]);
  useEffect(() => {
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  return (
    <>
      <a class="skip" href="#answer" onClick={skip}>
        Skip to the answer
      </a>
      <Header />
      <div class="columns">
        <aside class="side" aria-label="The question">
          <Question />
        </aside>
        <main id="answer" tabIndex={-1}>
          <h1>{PAGE_WORDS[page].title}</h1>
          <p class="lead">
            <b>{described.value?.name}</b> {PAGE_WORDS[page].lead}
          </p>
          {enginePreparing.value === "" ? null : (
            <p class="quiet" role="status" data-testid="engine">
              {enginePreparing.value}
            </p>
          )}
          <ScenarioTrouble />
          {described.value === null ? <p class="quiet">Reading the scenario …</p> : <Page />}
        </main>
      </div>
      <Spoken />
    </>
  );
}

/** The address is the question, so that a link inside the page cannot use it. */
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById("answer")?.focus();
}

function onKey(event: KeyboardEvent): void {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  const target = event.target;
  if (
    target instanceof HTMLElement &&
    target.closest("[contenteditable], textarea, input[type=text]")
  )
    return; // text has its own undo
  const key = event.key.toLowerCase();
  if (key === "z" && !event.shiftKey) undo();
  else if (key === "y" || (key === "z" && event.shiftKey)) redo();
  else return;
  event.preventDefault();
}
