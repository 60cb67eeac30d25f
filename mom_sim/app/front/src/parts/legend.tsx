/** What the colors of a picture mean, as text beside a swatch. */
export function Legend(props: {
  entries: readonly { label: string; color: string; meaning?: string }[];
}): preact.JSX.Element {
  return (
    <ul class="legend">
      {props.entries.map((entry) => (
        <li key={entry.label} title={entry.meaning}>
          <span class="swatch" style={{ background: entry.color }} aria-hidden="true" />
          {entry.label}
        </li>
      ))}
    </ul>
  );
}
