import type { ReplayModel } from "../api/replay_types";

/** Where an activity is at an instant. */
export type Standing = "moving" | "waiting" | "working";

export interface Token {
  activity: number;
  campaign: number;
  standing: Standing;
  place: number;
  /** Where it comes from while it moves, and how far it is, 0 to 1. */
  from: number;
  share: number;
  attempt: number;
}

export interface Counts {
  waiting: number;
  working: number;
}

/** A model's activities, prepared so that an instant is looked up quickly. */
export class Movements {
  /** When each activity leaves the place before: the finish of the campaign's step before it. */
  private readonly left: Float64Array;
  private readonly from: Int32Array;
  /** Longest time from leaving the place before to the finish: how far to look back. */
  private readonly longest: number;
  private readonly ends: number[];

  readonly model: ReplayModel;

  constructor(asTold: ReplayModel) {
    const model = inOrder(asTold);
    this.model = model;
    const { campaign, place, ready, finish } = model.activities;
    const count = ready.length;
    this.left = new Float64Array(count);
    this.from = new Int32Array(count);
    const last = new Map<number, { place: number; finish: number }[]>();
    let longest = 0;
    for (let one = 0; one < count; one += 1) {
      const who = campaign[one] ?? 0;
      const at = ready[one] ?? 0;
      const before = (last.get(who) ?? []).filter((stop) => stop.finish <= at);
      const latest = before.reduce((best, stop) => (stop.finish > best.finish ? stop : best), {
        place: -1,
        finish: model.requested[who] ?? at,
      });
      this.left[one] = Math.min(at, latest.finish);
      this.from[one] = latest.place;
      const end = finish[one] ?? -1;
      const until = end < 0 ? Infinity : end;
      last.set(who, [...(last.get(who) ?? []), { place: place[one] ?? 0, finish: until }]);
      if (until !== Infinity) longest = Math.max(longest, until - (this.left[one] ?? at));
    }
    this.longest = longest;
    this.ends = model.ended
      .map((end, one) => (model.outcome[one] === "launched" && end !== null ? end : Infinity))
      .sort((a, b) => a - b);
  }

  /** All tokens at an instant. */
  at(time: number): Token[] {
    const { campaign, place, attempt, ready, start, finish } = this.model.activities;
    const tokens: Token[] = [];
    for (let one = this.first(time - this.longest); one < ready.length; one += 1) {
      const isReady = ready[one] ?? 0;
      const left = this.left[one] ?? isReady;
      if (isReady > time + this.longest) break;
      const end = finish[one] ?? -1;
      if (left > time || (end >= 0 && end <= time)) continue;
      const begun = start[one] ?? -1;
      const standing =
        time < isReady ? "moving" : begun >= 0 && begun <= time ? "working" : "waiting";
      tokens.push({
        activity: one,
        campaign: campaign[one] ?? 0,
        standing,
        place: place[one] ?? 0,
        from: this.from[one] ?? -1,
        share: isReady > left ? Math.min(1, (time - left) / (isReady - left)) : 1,
        attempt: attempt[one] ?? 1,
      });
    }
    return tokens;
  }

  /** Campaigns launched up to an instant. */
  launched(time: number): number {
    return countUpTo(this.ends, time);
  }

  /** Tokens at each place. */
  counts(time: number): Counts[] {
    const counts = this.model.places.map((): Counts => ({ waiting: 0, working: 0 }));
    for (const token of this.at(time)) {
      const here = counts[token.place];
      if (here === undefined || token.standing === "moving") continue;
      here[token.standing] += 1;
    }
    return counts;
  }

  private first(time: number): number {
    return countUpTo(this.model.activities.ready, time - 1);
  }
}

/** How many of sorted numbers are at most a limit. */
function countUpTo(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Infinity) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

const KINDS = ["team", "agency", "gate", "other"];

/** Teams first, then agencies, gates and what is outside: the same order in every model. */
function inOrder(model: ReplayModel): ReplayModel {
  const rank = (kind: string): number =>
    KINDS.includes(kind) ? KINDS.indexOf(kind) : KINDS.length;
  const order = model.places
    .map((place, was) => ({ place, was }))
    .sort((a, b) => rank(a.place.kind) - rank(b.place.kind) || a.was - b.was);
  const now = new Map(order.map(({ was }, place) => [was, place]));
  return {
    ...model,
    places: order.map(({ place }) =>
      place.kind === "other" ? { ...place, label: "Outside and no team" } : place,
    ),
    activities: {
      ...model.activities,
      place: model.activities.place.map((was) => now.get(was) ?? was),
    },
  };
}
