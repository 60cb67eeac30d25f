import type { Answer } from "../api/types";
import { nameOf } from "../words/answers";

/** What not to trust, and where. */
export function Warnings(props: { answer: Answer }): preact.JSX.Element | null {
  const { answer } = props;
  const all = [
    ...answer.warnings.map((text) => ({ where: "", text })),
    ...answer.models.flatMap((model) =>
      model.warnings.map((text) => ({ where: nameOf(model), text })),
    ),
  ];
  if (all.length === 0) return null;
  return (
    <details class="warnings" open={answer.warnings.length > 0}>
      <summary>What not to trust ({all.length})</summary>
      <ul>
        {all.map((one) => (
          <li key={`${one.where} ${one.text}`}>
            {one.where === "" ? null : <strong>{one.where}: </strong>}
            {one.text}
          </li>
        ))}
      </ul>
    </details>
  );
}
