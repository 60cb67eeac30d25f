export interface Column<Row> {
  title: string;
  /** What is shown. */
  text: (row: Row) => string;
  isNumber?: boolean;
}

/** Columns that a phone has room for; rows of more are shown there one value below the other. */
const MOST_BESIDE = 3;

/** A table of text: what a picture shows, for those who cannot or will not look at it. */
export function Table<Row>(props: {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
}): preact.JSX.Element {
  const { caption, columns, rows } = props;
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={caption}>
      <table class={columns.length > MOST_BESIDE ? "many" : ""}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column, across) => (
              <th key={across} scope="col" class={column.isNumber ? "number" : ""}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            <tr key={place}>
              {columns.map((column, across) =>
                across === 0 ? (
                  <th key={across} scope="row">
                    {column.text(row)}
                  </th>
                ) : (
                  <td
                    key={across}
                    class={column.isNumber ? "number" : ""}
                    data-label={column.title}
                  >
                    {column.text(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
