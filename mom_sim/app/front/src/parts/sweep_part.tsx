import { Asking } from "../api/asking";
import type { SweepResult } from "../api/sweep_types";
import { drawSweep, linesTogether } from "../pictures/sweep_lines";
import { question } from "../state/asked";
import { field } from "../state/fields";
import { bodyOf } from "../state/question";
import { described, kpis } from "../state/scenario";
import { axisControls, axisLabel, axisValueText } from "../words/axes";
import { intervalText, listed, number, onScreen } from "../words/figures";
import { MEDIAN } from "../words/kpis";
import { modelLabel, sentence } from "../words/models";
import { AxisFields, axisOf } from "./axis_fields";
import { EarlierRuns } from "./earlier_runs";
import { AskForm, ChoiceField, NumberField } from "./fields";
import { JobBar } from "./job_bar";
import { ModelLegend } from "./legend";
import { Picture } from "./picture";
import { StaleNote } from "./stale_note";

const sweeping = new Asking<SweepResult>("/api/sweep");
const MOST_VALUES = 12;

/** One input changes; every model is run at each of its values. */
export function SweepPart(): preact.JSX.Element {
  const axis = axisOf("sweep.x", 0);
  const kpi = field("sweep.kpi", MEDIAN);
  const body = {
    ...bodyOf(question.value),
    axes: axis === null ? [] : [{ control: axis.control.id, values: axis.values }],
    kpis: [kpi],
    replications: Number(field("sweep.replications", "5")),
  };
  const result = sweeping.answer.value;
  const phase = sweeping.phase.value;
  return (
    <>
      <AskForm
        label="Run the sweep"
        isRunning={phase === "running" || phase === "asking"}
        onAsk={() => void sweeping.ask(body)}
      >
        <AxisFields name="sweep.x" label="What changes" place={0} most={MOST_VALUES} />
        <KpiField name="sweep.kpi" />
        <NumberField name="sweep.replications" label="Replications" usual="5" min={2} max={100} />
      </AskForm>
      <JobBar asking={sweeping} what="The sweep" />
      <EarlierRuns kind="sweep" asking={sweeping} />
      {result === null || result.rows.length === 0 ? null : (
        <>
          <StaleNote asking={sweeping} body={body} scenario={result.scenario} />
          <Curves result={result} />
        </>
      )}
    </>
  );
}

/** The figure that is looked at. */
export function KpiField(props: { name: string }): preact.JSX.Element {
  const options = kpis.value
    .filter((kpi) => !kpi.requires_surge && kpi.better !== null)
    .map((kpi) => ({ value: kpi.id, label: kpi.label }));
  return <ChoiceField name={props.name} label="Figure" usual={MEDIAN} options={options} />;
}

function Curves(props: { result: SweepResult }): preact.JSX.Element {
  const { result } = props;
  const axis = result.axes[0];
  const axisName = axis?.control ?? axis?.path ?? "";
  const said = described.value;
  const control =
    said === null ? undefined : axisControls(said).find((one) => isSame(one, axisName));
  const conditions = [...new Set(result.rows.map((row) => row.condition))];
  const condition = conditions.at(-1);
  const rows = result.rows
    .filter((row) => row.condition === condition)
    .map((row) => ({ row, x: numberIn(row.values[0] ?? "") }));
  const first = rows[0]?.row;
  const kpi = kpis.value.find((one) => one.id === first?.kpi);
  const unit = onScreen(first?.unit ?? "").unit;
  const ends = (axis?.values ?? []).map(numberIn);
  const domain: [number, number] = [Math.min(...ends), Math.max(...ends)];
  const models = [...new Set(rows.map(({ row }) => row.model))];
  return (
    <Picture
      name="sweep"
      title={sentence(kpi?.label ?? first?.kpi ?? "Sweep")}
      finding={`${curveFinding(rows, kpi?.better ?? null, (x) => axisValueText(control, x))} ${linesTogether(rows)}`.trim()}
      of={result}
      draw={(width) => drawSweep(rows, width, { x: axisLabel(control, axisName), y: unit, domain })}
      legend={<ModelLegend models={models} />}
      rows={rows}
      columns={[
        { title: axisLabel(control, axisName), text: ({ x }) => axisValueText(control, x) },
        { title: "Model", text: ({ row }) => modelLabel(row.model) },
        {
          title: unit,
          isNumber: true,
          text: ({ row }) =>
            row.estimate === null
              ? (row.reason ?? "no figure")
              : number(row.estimate * onScreen(row.unit ?? "").factor),
        },
        { title: "95% interval", isNumber: true, text: ({ row }) => intervalText(row) },
      ]}
    />
  );
}

/** A result names a control, or the path that it changes. */
export function isSame(control: { id: string; paths?: string[] }, name: string): boolean {
  const paths = control.paths ?? [];
  if (control.id === name || paths.includes(name)) return true;
  // `campaigns.*.demand` is the same as the demand of every type, one by one.
  const parts = name.split("*").map((part) => part.replace(/[.[\]()]/g, "\\$&"));
  const pattern = new RegExp(`^${parts.join("[^.]+")}$`);
  return parts.length > 1 && paths.length > 0 && paths.every((path) => pattern.test(path));
}

function numberIn(value: string | number): number {
  return typeof value === "number" ? value : Number(/[\d.]+/.exec(value)?.[0] ?? 0);
}

function curveFinding(
  rows: readonly { row: { model: string; estimate: number | null }; x: number }[],
  better: "less" | "more" | null,
  text: (x: number) => string,
): string {
  if (better === null) return "Every point is run with the same luck.";
  const xs = [...new Set(rows.map(({ x }) => x))].sort((a, b) => a - b);
  const heads = xs.flatMap((x) => {
    const here = rows.filter((one) => one.x === x && one.row.estimate !== null);
    const sign = better === "less" ? 1 : -1;
    const best = here.sort((a, b) => sign * ((a.row.estimate ?? 0) - (b.row.estimate ?? 0)))[0];
    return best === undefined ? [] : [{ x, model: best.row.model }];
  });
  const parts: string[] = [];
  for (const [place, head] of heads.entries()) {
    if (heads[place - 1]?.model === head.model) continue;
    parts.push(`${modelLabel(head.model)} from ${text(head.x)}`);
  }
  const first = heads[0];
  if (first === undefined) return "";
  const doubt = "Where bands overlap, the data may not tell.";
  const ahead = `${modelLabel(first.model)} is ahead by its estimate`;
  if (heads.length === 1) return `${ahead} at ${text(first.x)}, the only value run so far. ${doubt}`;
  if (parts.length === 1) return `${ahead} at every value that was run. ${doubt}`;
  return `By the estimates the lead changes: ${listed(parts)}. ${doubt}`;
}
