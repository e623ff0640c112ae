/**
 * Of a Table, what doesn't depend on the time of day. What columns are for is prose, which each server
 * says in its own words, and nobody reads it from there.
 */
export function plainTable(object: object): object {
  const { kind, columnDefinitions: columns, rows } = Object(object)
  if (kind !== 'Table') return object
  return {
    ...object,
    ...(Array.isArray(columns) ? { columnDefinitions: columns.map(withoutProse) } : {}),
    ...(Array.isArray(rows) ? { rows: rows.map(plainRow) } : {}),
  }
}

const withoutProse = ({ description: _, ...column }: { readonly description?: string }) => column

/** In a watch only the first table names its columns, so an age is known by its looks. */
const plainRow = (row: { readonly cells: readonly unknown[] }) => ({
  ...row,
  cells: row.cells.map(ageless),
})

/** Also how long ago something happened that a case dates itself: that grows by a day each day. */
export const ageless = (cell: unknown) =>
  typeof cell === 'string' ? cell.replace(/(?<=^|\()(\d+[smhdy]){1,2}(?= ago\)$|$)/, '<age>') : cell
