import { Asking } from "../api/asking";
import type { MapResult } from "../api/sweep_types";
import { drawMap } from "../pictures/decision_map";
import { question } from "../state/asked";
import { field } from "../state/fields";
import { bodyOf } from "../state/question";
import { described, kpis } from "../state/scenario";
import { axisControls, axisLabel, axisValueText } from "../words/axes";
import { doubtsOf } from "../words/doubts";
import { chanceText, listed } from "../words/figures";
import { MEDIAN } from "../words/kpis";
import { modelLabel } from "../words/models";
import { AxisFields, axisOf } from "./axis_fields";
import { EarlierRuns } from "./earlier_runs";
import { AskForm, NumberField } from "./fields";
import { JobBar } from "./job_bar";
import { ModelLegend } from "./legend";
import { Picture } from "./picture";
import { StaleNote } from "./stale_note";
import { isSame, KpiField } from "./sweep_part";

const mapping = new Asking<MapResult>("/api/map");
const MOST_VALUES = 8;

/** Two inputs change; each cell says who wins there, and how sure that is. */
export function MapPart(): preact.JSX.Element {
  const x = axisOf("map.x", 0);
  const y = axisOf("map.y", 1);
  const body = {
    ...bodyOf(question.value),
    x: x === null ? null : { control: x.control.id, values: x.values },
    y: y === null ? null : { control: y.control.id, values: y.values },
    kpi: field("map.kpi", MEDIAN),
    replications: Number(field("map.replications", "5")),
  };
  const result = mapping.answer.value;
  const phase = mapping.phase.value;
  return (
    <>
      <AskForm
        label="Draw the map"
        isRunning={phase === "running" || phase === "asking"}
        onAsk={() => void mapping.ask(body)}
      >
        <AxisFields name="map.x" label="Across" place={0} most={MOST_VALUES} />
        <AxisFields name="map.y" label="Upwards" place={1} most={MOST_VALUES} />
        <KpiField name="map.kpi" />
        <NumberField name="map.replications" label="Replications" usual="5" min={2} max={50} />
      </AskForm>
      <JobBar asking={mapping} what="The map" />
      <EarlierRuns kind="map" asking={mapping} />
      {result === null ? null : (
        <>
          <StaleNote asking={mapping} body={body} scenario={result.scenario} />
          <DecisionMap result={result} />
        </>
      )}
    </>
  );
}

function DecisionMap(props: { result: MapResult }): preact.JSX.Element {
  const { result } = props;
  const { x, y, cells, kpi, better } = result.results;
  const controls = described.value === null ? [] : axisControls(described.value);
  const across = controls.find((control) => isSame(control, x.path));
  const up = controls.find((control) => isSame(control, y.path));
  const leaders = [...new Set(cells.flatMap((cell) => (cell.leader === null ? [] : [cell.leader])))];
  const label = kpis.value.find((one) => one.id === kpi)?.label ?? kpi;
  const text = (axis: typeof x, control: typeof across, value: string): string =>
    axisValueText(control, axis.numbers[axis.values.indexOf(value)] ?? 0);
  return (
    <Picture
      name="decision-map"
      title={`Who is best: ${label}; ${better} is better`}
      finding={mapFinding(result)}
      of={result}
      draw={(width) =>
        drawMap(result, width, {
          x: axisLabel(across, x.path),
          y: axisLabel(up, y.path),
          xValue: (one) => axisValueText(across, one),
          yValue: (one) => axisValueText(up, one),
        })
      }
      legend={
        <>
          <ModelLegend models={leaders} />
          <p class="quiet">
            Strong: best with a probability of at least 95%. Pale: ahead, but the data cannot tell.
            {cells.some((cell) => doubtsOf(cell).length > 0)
              ? " !: its figure is not to be trusted there; the numbers say why."
              : ""}
          </p>
        </>
      }
      rows={cells}
      columns={[
        { title: axisLabel(across, x.path), text: (cell) => text(x, across, cell.x) },
        { title: axisLabel(up, y.path), text: (cell) => text(y, up, cell.y) },
        {
          title: "Ahead",
          text: (cell) => (cell.leader === null ? "no figure" : modelLabel(cell.leader)),
        },
        { title: "Truly best?", text: (cell) => (cell.winner === null ? "cannot tell" : "yes") },
        {
          title: "Probability",
          isNumber: true,
          text: (cell) => (cell.probability === null ? "" : chanceText(cell.probability)),
        },
        { title: "Not to be trusted", text: (cell) => doubtsOf(cell).join("; ") },
      ]}
    />
  );
}

function mapFinding(result: MapResult): string {
  const { cells } = result.results;
  const clear = cells.filter((cell) => cell.winner !== null);
  const names = [...new Set(clear.map((cell) => cell.winner ?? ""))];
  const open = cells.length - clear.length;
  const won = names.map(
    (name) => `${modelLabel(name)} in ${clear.filter((cell) => cell.winner === name).length}`,
  );
  const head =
    won.length === 0
      ? "No cell has a clear winner"
      : `Of ${cells.length} cells, ${listed(won)} clearly`;
  const doubtful = cells.filter((cell) => doubtsOf(cell).length > 0).length;
  const doubt =
    doubtful > 0 ? ` In ${doubtful} the figure of the model ahead is not to be trusted.` : "";
  return `${head}; in ${open} the data cannot tell.${doubt}`;
}
