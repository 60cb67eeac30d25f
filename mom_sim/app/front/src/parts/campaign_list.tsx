import { useState } from "preact/hooks";
import { DAY, type Explained } from "../api/explain_types";
import { change, question } from "../state/asked";
import { number } from "../words/figures";
import { modelLabel, plain } from "../words/models";

const MOST_SHOWN = 60;

/** Campaigns that both models launch, those that differ most first; one can be looked into. */
export function CampaignList(props: {
  found: Explained;
  a: string;
  b: string;
}): preact.JSX.Element {
  const { found, a, b } = props;
  const [text, setText] = useState("");
  const all = [...found.results.campaigns].sort(
    (x, y) => Math.abs(y.difference) - Math.abs(x.difference),
  );
  const rows = all.filter((row) => row.id.includes(text.trim()));
  return (
    <section class="panel" aria-label="Campaigns">
      <h2>Choose a campaign</h2>
      <p class="quiet">
        {number(found.results.totals.count)} campaigns that both launch; those that differ most come first.
        Times are calendar days.
        {rows.length > MOST_SHOWN ? ` The first ${MOST_SHOWN} are shown.` : ""}
      </p>
      <label class="row start">
        Find
        <input
          type="text"
          value={text}
          placeholder="unit, type or number"
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <div class="scroll" tabIndex={0} role="region" aria-label="List of campaigns">
        <table class="campaigns">
          <thead>
            <tr>
              <th scope="col">Campaign</th>
              <th scope="col" class="number only-roomy">
                Replication
              </th>
              <th scope="col" class="only-roomy">
                Unit
              </th>
              <th scope="col" class="only-roomy">
                Type
              </th>
              <th scope="col" class="number">
                {modelLabel(a)}
              </th>
              <th scope="col" class="number">
                {modelLabel(b)}
              </th>
              <th scope="col" class="number">
                Difference
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, MOST_SHOWN).map((row) => (
              <tr key={row.id} class={row.id === question.value.campaign ? "chosen" : ""}>
                <th scope="row">
                  <button
                    type="button"
                    class="link"
                    aria-pressed={row.id === question.value.campaign}
                    onClick={() => choose(row.id)}
                  >
                    {row.campaign}
                  </button>
                  <span class="only-phone"> in replication {row.replication}</span>
                </th>
                <td class="number only-roomy">{row.replication}</td>
                <td class="only-roomy">{plain(row.unit)}</td>
                <td class="only-roomy">{plain(row.type)}</td>
                <td class="number">{number(row.a / DAY)}</td>
                <td class="number">{number(row.b / DAY)}</td>
                <td class="number">{number(row.difference / DAY, true)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function choose(campaign: string): void {
  change({ campaign }, "campaign");
  document.getElementById("answer")?.scrollIntoView();
}
