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
  cells: row.cells.map((cell) => (/^(\d+[smhd]){1,2}$/.test(String(cell)) ? '<age>' : cell)),
})
