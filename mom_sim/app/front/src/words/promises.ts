const PATTERN = /^(p(\d\d)|mean) time-to-launch(?: of (\S+))? <= ([\d.]+) (working|calendar) days$/;

/** A promise in plain words; one of another form stays as it is written. */
export function promiseInWords(promise: string): string {
  const found = PATTERN.exec(promise);
  if (found === null) return promise;
  const [, , share, type, days, kind] = found;
  const who = share === undefined ? "campaigns" : `${sharesInWords(Number(share))} campaigns`;
  const what = type === undefined ? who : `${who} of type ${type.replaceAll("_", " ")}`;
  const how = share === undefined ? "launch on average within" : "launch within";
  return `${what} ${how} ${days} ${kind} days`;
}

function sharesInWords(percent: number): string {
  if (percent === 50) return "half of the";
  return percent % 10 === 0 ? `${percent / 10} of 10` : `${percent} of 100`;
}
