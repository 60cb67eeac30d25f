import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { WEEK, type Replay } from "../api/replay_types";
import { Movements } from "../replay/tokens";
import { number } from "../words/figures";
import { StageCanvas } from "./stage_canvas";
import { Table } from "./table";

/** Simulated days in a second. */
const SPEEDS = [1, 3, 7, 14, 28];
const DAY_MINUTES = 24 * 60;

/** Plays a replay: pause, speed, any instant. */
export function Player(props: { replay: Replay }): preact.JSX.Element {
  const { replay } = props;
  const all = useMemo(() => replay.models.map((model) => new Movements(model)), [replay]);
  const [time, setTime] = useState(() => firstInstant(replay));
  const [isPlaying, setPlaying] = useState(false);
  const [speed, setSpeed] = useState(3);
  const last = useRef(0);
  useEffect(() => setTime(firstInstant(replay)), [replay]);
  useEffect(() => {
    if (!isPlaying) return;
    let frame = requestAnimationFrame(function next(now) {
      const passed = Math.min(100, now - (last.current || now));
      last.current = now;
      setTime((before) => Math.min(replay.to, before + (passed / 1000) * speed * DAY_MINUTES));
      frame = requestAnimationFrame(next);
    });
    return () => {
      cancelAnimationFrame(frame);
      last.current = 0;
    };
  }, [isPlaying, speed, replay]);
  useEffect(() => {
    if (time >= replay.to) setPlaying(false);
  }, [time]);
  const when = instantText(replay, time);
  return (
    <>
      <div class="player" role="group" aria-label="Player">
        <button
          type="button"
          class="primary"
          onClick={() => {
            if (time >= replay.to) setTime(replay.from);
            setPlaying(!isPlaying);
          }}
        >
          {isPlaying ? "Pause" : "Play"}
        </button>
        <button
          type="button"
          aria-disabled={time <= replay.from}
          onClick={() => setTime(Math.max(replay.from, time - WEEK))}
        >
          One week back
        </button>
        <button
          type="button"
          aria-disabled={time >= replay.to}
          onClick={() => setTime(Math.min(replay.to, time + WEEK))}
        >
          One week on
        </button>
        <label class="row">
          Speed
          <select
            value={String(speed)}
            onChange={(event) => setSpeed(Number(event.currentTarget.value))}
          >
            {SPEEDS.map((one) => (
              <option key={one} value={String(one)}>
                {one === 1 ? "1 day" : `${one} days`} a second
              </option>
            ))}
          </select>
        </label>
        <input
          type="range"
          aria-label="Instant"
          aria-valuetext={when}
          min={replay.from}
          max={replay.to}
          step={DAY_MINUTES}
          value={time}
          onInput={(event) => setTime(Number(event.currentTarget.value))}
        />
        <output>{when}</output>
      </div>
      <ul class="legend">
        <li>● in work</li>
        <li>○ waiting (or on its way from place to place)</li>
        <li>Boxes with cut corners are gates.</li>
      </ul>
      {replay.campaigns_left_out ? (
        <p class="quiet">
          {number(replay.campaigns.id.length)} campaigns are shown, chosen evenly;{" "}
          {number(replay.campaigns_left_out)} more are left out, the same in both.
        </p>
      ) : null}
      <div class="stage">
        {all.map((movements) => (
          <section class="panel" key={movements.model.model} aria-label={movements.model.label}>
            <h2>{movements.model.label}</h2>
            {movements.model.truncated ? (
              <p class="quiet">
                Only the first part of the run is shown: it has too many movements.
              </p>
            ) : null}
            <StageCanvas movements={movements} time={time} />
            <details>
              <summary>The numbers</summary>
              {isPlaying ? (
                <p class="quiet">Pause to read them.</p>
              ) : (
                <Table
                  caption={`${movements.model.label}, ${when}: ${movements.launched(time)} launched`}
                  columns={[
                    { title: "Place", text: (row) => row.label },
                    { title: "Waiting", isNumber: true, text: (row) => String(row.waiting) },
                    { title: "In work", isNumber: true, text: (row) => String(row.working) },
                  ]}
                  rows={movements.counts(time).map((count, place) => ({
                    ...count,
                    label: movements.model.places[place]?.label ?? "",
                  }))}
                />
              )}
            </details>
          </section>
        ))}
      </div>
      <p class="unseen" role="status">
        {isPlaying
          ? ""
          : all.map((one) => `${one.model.label}: ${one.launched(time)} launched.`).join(" ") +
            ` ${when}`}
      </p>
    </>
  );
}

/** It opens a week into the surge, or after the warm-up: there is something to see at once. */
function firstInstant(replay: Replay): number {
  const wanted = replay.surge === null ? replay.warm_up : replay.surge.start;
  return Math.min(replay.to, Math.max(replay.from, wanted + WEEK + 12 * 60));
}

function instantText(replay: Replay, time: number): string {
  const start = new Date(`${replay.start.slice(0, 10)}T00:00:00Z`);
  const date = new Date(start.getTime() + time * 60_000);
  const day = date.toLocaleDateString("en-US", {
    weekday: "short",
    month: "short",
    day: "numeric",
    year: "numeric",
    timeZone: "UTC",
  });
  const { surge } = replay;
  const isSurge = surge !== null && time >= surge.start && time < surge.end;
  const isOver = time >= replay.horizon;
  return `${day}${isSurge ? ` · surge +${Math.round((surge.factor - 1) * 100)}%` : ""}${isOver ? " · after the measured time" : ""}`;
}
