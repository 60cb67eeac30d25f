import { listed } from "./figures";

/** As shares of the picture: what is nearer than this covers each other. */
const NEAR = 0.006;

/** Something drawn, and where: all its coordinates, as shares of the picture. */
export interface Drawn {
  name: string;
  at: readonly number[];
}

/** Says which lines or points (`what`, unless models) lie on each other: one of them is not seen. */
export function togetherText(drawn: readonly Drawn[], what = ""): string {
  const groups: Drawn[][] = [];
  for (const one of drawn) {
    const group = groups.find((others) => others.every((other) => isCovered(one, other)));
    if (group === undefined) groups.push([one]);
    else group.push(one);
  }
  return groups
    .filter((group) => group.length > 1)
    .map((group) => {
      const names = listed(group.map((one) => one.name));
      return `${what}${names} lie together, one on the other.`;
    })
    .join(" ");
}

function isCovered(a: Drawn, b: Drawn): boolean {
  return (
    a.at.length > 0 &&
    a.at.length === b.at.length &&
    a.at.every((value, place) => Math.abs(value - (b.at[place] ?? Infinity)) < NEAR)
  );
}
