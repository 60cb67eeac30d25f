import type { Answer, Estimate } from "../api/types";
import { condition } from "../state/comparing";
import { drawCauses } from "../pictures/cause_split";
import { drawCost, pointsTogether } from "../pictures/cost_and_time";
import { drawDifferences } from "../pictures/differences";
import { drawTimes } from "../pictures/times";
import { CONDITION_WORDS, figureOf, mainModels, nameOf, under } from "../words/answers";
import { CAUSES, causeLabel } from "../words/causes";
import { intervalText, number } from "../words/figures";
import { bestFinding, causeFinding, costFinding, differenceFinding } from "../words/findings";
import { COST, MEAN, MEDIAN, NINE_OF_TEN } from "../words/kpis";
import { modelLabel } from "../words/models";
import { Legend } from "./legend";
import { Picture } from "./picture";
import type { Column } from "./table";

/** The pictures below the cards. */
export function ComparePictures(props: { answer: Answer }): preact.JSX.Element {
  const { answer } = props;
  const shown = answer.conditions.includes(condition.value)
    ? condition.value
    : (answer.conditions[0] ?? "as_written");
  const models = mainModels(answer);
  const when = shown === "as_written" ? "" : `, ${CONDITION_WORDS[shown]}`;
  const times = models.map((model) => ({
    model: model.model,
    label: nameOf(model),
    mean: figureOf(model, shown, MEAN),
    half: figureOf(model, shown, MEDIAN),
    late: figureOf(model, shown, NINE_OF_TEN),
    time: figureOf(model, shown, MEDIAN),
    cost: figureOf(model, shown, COST),
  }));
  const causes = models.flatMap((model) =>
    (under(model, shown)?.causes ?? []).map((part) => ({
      label: nameOf(model),
      cause: part.cause,
      figure: part as Estimate,
      estimate: part.estimate ?? 0,
    })),
  );
  const differences = answer.differences
    .filter(
      (one) => one.kpi === MEDIAN && one.condition === shown && one.comparison !== "equal_budget",
    )
    .map((one) => ({
      model: one.model,
      label: modelLabel(one.model),
      difference: one as Estimate,
    }));
  const seen = CAUSES.filter((one) =>
    causes.some((part) => part.cause === one.cause && part.estimate > 0),
  );
  const own = modelLabel(answer.own_model);
  return (
    <>
      <Picture
        name="time-to-launch"
        title={`Time-to-launch${when}`}
        finding={bestFinding(answer, shown, MEDIAN, "fastest in the median")}
        of={answer}
        draw={(width) => drawTimes(times, width, "working days")}
        legend={
          <p class="quiet">
            ● half of the campaigns launch within (the median), ○ 9 of 10 do; with 95% intervals
          </p>
        }
        rows={times}
        columns={[
          { title: "Model", text: (row) => row.label },
          ...withInterval<(typeof times)[number]>("Mean, working days", (row) => row.mean),
          ...withInterval<(typeof times)[number]>("Half are within, working days", (row) => row.half),
          ...withInterval<(typeof times)[number]>("9 of 10 are within, working days", (row) => row.late),
        ]}
      />
      <Picture
        name="time-by-cause"
        title={`Where the time goes${when}`}
        finding={causeFinding(answer, shown)}
        of={answer}
        draw={(width) => drawCauses(causes, width, "working days of the mean time-to-launch")}
        legend={<Legend entries={seen} />}
        rows={causes}
        columns={[
          { title: "Model", text: (row) => row.label },
          { title: "Cause", text: (row) => causeLabel(row.cause) },
          ...withInterval<(typeof causes)[number]>("Working days", (row) => row.figure),
        ]}
      />
      <Picture
        name="differences"
        title={`Median time-to-launch, difference from ${own}${when}`}
        finding={differenceFinding(answer, shown)}
        of={answer}
        draw={(width) =>
          drawDifferences(differences, width, `working days; left of 0 is faster than ${own}`)
        }
        legend={<p class="quiet">Filled: told from 0. Hollow: the data cannot tell.</p>}
        rows={differences}
        columns={[
          { title: "Model", text: (row) => row.label },
          ...withInterval<(typeof differences)[number]>(
            "Difference, working days",
            (row) => row.difference,
          ),
        ]}
      />
      <Picture
        name="cost-and-time"
        title={`Cost against time${when}`}
        finding={`${costFinding(answer, shown)} ${pointsTogether(times)}`.trim()}
        of={answer}
        draw={(width) => drawCost(times, width, { time: "working days", cost: answer.currency })}
        rows={times}
        columns={[
          { title: "Model", text: (row) => row.label },
          ...withInterval<(typeof times)[number]>("Median, working days", (row) => row.time),
          ...withInterval<(typeof times)[number]>(
            `Cost per launch, ${answer.currency}`,
            (row) => row.cost,
          ),
        ]}
      />
    </>
  );
}

function withInterval<Row>(title: string, figure: (row: Row) => Estimate): Column<Row>[] {
  return [
    {
      title,
      isNumber: true,
      text: (row) => {
        const said = figure(row);
        return said.estimate === null ? (said.reason ?? "no figure") : number(said.estimate);
      },
    },
    {
      title: "95% interval",
      isNumber: true,
      text: (row) => intervalText({ ...figure(row), unit: "" }),
    },
  ];
}
