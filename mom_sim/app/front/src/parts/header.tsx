import { useLayoutEffect, useRef } from "preact/hooks";
import { canRedo, canUndo, goTo, question, redo, undo } from "../state/asked";
import { encode } from "../state/address";
import { PAGES, type PageName } from "../state/question";
import { switchTheme, theme } from "../state/theme";
import { say } from "./spoken";

export const PAGE_WORDS: Record<PageName, { title: string; lead: string }> = {
  compare: {
    title: "Compare",
    lead: "The same campaigns, with the same luck, through every way of organizing the same people.",
  },
  explain: {
    title: "Explain",
    lead: "Why two operating models differ: choose a campaign and see its life under both.",
  },
  replay: {
    title: "Replay",
    lead: "Two organizations side by side: watch campaigns move through teams and gates.",
  },
  surge: {
    title: "Surge",
    lead: "How much more demand each operating model takes before it breaks its promise.",
  },
  plan: {
    title: "Plan",
    lead: "The cheapest staffing that keeps a promise, and what one more person is worth.",
  },
  sweep: {
    title: "Sweep",
    lead: "Which operating model wins when inputs change, and where the answer flips.",
  },
};

/** Name, pages, undo, sharing, light and dark. */
export function Header(): preact.JSX.Element {
  const page = question.value.page;
  const pages = useRef<HTMLElement>(null);
  // Where there is no room for all pages side by side, the one that is open is in sight.
  useLayoutEffect(() => {
    const show = (): void => {
      const row = pages.current;
      const link = row?.querySelector<HTMLElement>("[aria-current]");
      if (!row || !link) return;
      const [of, at] = [row.getBoundingClientRect(), link.getBoundingClientRect()];
      row.scrollLeft += at.left + at.width / 2 - (of.left + of.width / 2);
    };
    show();
    addEventListener("resize", show);
    return () => removeEventListener("resize", show);
  }, [page]);
  return (
    <header class="top">
      <div class="brand">
        <strong>mom_sim</strong>
        <span class="only-wide">marketing operating models, simulated</span>
      </div>
      <nav aria-label="Pages" ref={pages}>
        {PAGES.map((name) => (
          <a
            key={name}
            href={encode({ ...question.value, page: name })}
            aria-current={name === page ? "page" : undefined}
            onClick={(event) => {
              if (event.ctrlKey || event.metaKey || event.shiftKey) return;
              event.preventDefault();
              goTo(name);
            }}
          >
            {PAGE_WORDS[name].title}
          </a>
        ))}
      </nav>
      <div class="tools">
        <button type="button" onClick={undo} disabled={!canUndo.value} title="Undo (Ctrl Z)">
          Undo
        </button>
        <button type="button" onClick={redo} disabled={!canRedo.value} title="Redo (Ctrl Y)">
          Redo
        </button>
        <button
          type="button"
          onClick={() => void copyAddress()}
          title="The address is the question"
        >
          Copy link
        </button>
        <button type="button" onClick={switchTheme} aria-pressed={theme.value === "dark"}>
          Dark
        </button>
      </div>
    </header>
  );
}

async function copyAddress(): Promise<void> {
  const address = location.origin + location.pathname + encode(question.value);
  try {
    await navigator.clipboard.writeText(address);
    say("Link copied. Whoever runs mom-sim app sees the same with it.", true);
  } catch {
    say("The browser did not allow copying; the address bar has the same link.", true);
  }
}
