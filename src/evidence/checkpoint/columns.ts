/**
 * Many values of one form, column by column: what is alike lies together, and packs better than row by row. Whatever has
 * no common form stays as it is. Plain JSON, as are the values.
 */
export type Columns =
  | { readonly as: 'Values'; readonly values: readonly unknown[] }
  | { readonly as: 'List'; readonly of: readonly Columns[] }
  | { readonly as: 'Object'; readonly of: readonly (readonly [name: string, Columns])[] }
  /** A digit for each value: 0 where it is null. */
  | { readonly as: 'Some'; readonly there: string; readonly of: Columns }

/** `valuesIn` gives the same back, to the last byte. */
export function columnsOf(values: readonly unknown[]): Columns {
  const there = values.filter((value) => value !== null)
  if (there.length < values.length && there.length > 0) {
    const marks = values.map((value) => (value === null ? '0' : '1')).join('')
    return { as: 'Some', there: marks, of: columnsOf(there) }
  }
  return ofLists(values) ?? ofObjects(values) ?? { as: 'Values', values }
}

/** Requires to be told how many they were. */
export function valuesIn<T>(columns: Columns, count: number): readonly T[] {
  // The compiler does not see that what they are says who reads them.
  const read = readers[columns.as] as (columns: Columns, count: number) => readonly unknown[]
  const values = read(columns, count)
  if (values.length !== count) throw new RangeError(`${values.length} values of ${count}`)
  return values as readonly T[]
}

type Readers = {
  readonly [A in Columns['as']]: (
    columns: Extract<Columns, { as: A }>,
    count: number,
  ) => readonly unknown[]
}

const readers: Readers = {
  Values: ({ values }) => values,
  List: ({ of }, count) => {
    const all = of.map((column) => valuesIn(column, count))
    return places(count).map((nth) => all.map((column) => column[nth]))
  },
  Object: ({ of }, count) => {
    const all = of.map(([name, column]) => [name, valuesIn(column, count)] as const)
    return places(count).map((nth) =>
      Object.fromEntries(all.map(([name, column]) => [name, column[nth]])),
    )
  },
  Some: ({ there, of }) => {
    const marks = [...there]
    const values = valuesIn(of, marks.filter((mark) => mark === '1').length)
    let next = 0
    return marks.map((mark) => (mark === '1' ? values[next++] : null))
  },
}

const places = (count: number) => Array.from({ length: count }, (_, nth) => nth)

/** Lists of one length, which is not 0. */
function ofLists(values: readonly unknown[]): Columns | undefined {
  const lists = values.filter(Array.isArray)
  const { length = 0 } = lists[0] ?? []
  if (length === 0 || lists.length < values.length) return undefined
  if (lists.some((list) => list.length !== length)) return undefined
  return { as: 'List', of: places(length).map((nth) => columnsOf(lists.map((list) => list[nth]))) }
}

/** Objects with the same fields in the same order. */
function ofObjects(values: readonly unknown[]): Columns | undefined {
  const objects = values.filter(isObject)
  const title = titleOf(objects[0] ?? {})
  if (title === '[]' || objects.length < values.length) return undefined
  if (objects.some((object) => titleOf(object) !== title)) return undefined
  const fields = objects.map((object) => Object.values(object))
  const names = Object.keys(objects[0] ?? {})
  return {
    as: 'Object',
    of: names.map((name, nth) => [name, columnsOf(fields.map((each) => each[nth]))]),
  }
}

const titleOf = (object: object) => JSON.stringify(Object.keys(object))

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
