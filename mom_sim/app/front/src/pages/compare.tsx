import { useEffect, useMemo } from "preact/hooks";
import { Cards } from "../parts/cards";
import { ComparePictures } from "../parts/compare_pictures";
import { ConditionSwitch } from "../parts/condition_switch";
import { Headline } from "../parts/headline";
import { TroubleBox } from "../parts/trouble";
import { Warnings } from "../parts/warnings";
import { comparing, keepComparing, whole } from "../state/comparing";

/** Six organizations answer the same question. */
export function ComparePage(): preact.JSX.Element {
  useEffect(keepComparing, []);
  const answer = comparing.answer.value;
  const pictured = answer?.is_first_look ? whole.value : answer;
  const trouble = comparing.trouble.value;
  // The very element of before, so that a first look passes over them.
  const pictures = useMemo(
    () => (pictured ? <ComparePictures answer={pictured} /> : null),
    [pictured],
  );
  const isBefore = pictured !== answer;
  return (
    <>
      {trouble === null ? null : (
        <TroubleBox title="This question cannot be answered" trouble={trouble} />
      )}
      <Headline />
      {answer === null ? null : (
        <>
          <ConditionSwitch answer={answer} />
          <Cards answer={answer} />
          <div class={isBefore ? "pictures before" : "pictures"} aria-busy={isBefore}>
            {pictures}
          </div>
          <Warnings answer={answer} />
        </>
      )}
    </>
  );
}
