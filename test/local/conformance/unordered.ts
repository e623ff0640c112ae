import { isDeepStrictEqual } from 'node:util'

/**
 * Entries are kept by the second in which they were made, so their order depends on the time of day:
 * here they come by what they say.
 */
export const managedFieldsInOrder = (entries: readonly unknown[]): readonly unknown[] =>
  sorted(entries, ({ operation, manager, subresource, apiVersion }) =>
    JSON.stringify([operation, manager, subresource, apiVersion]),
  )

/**
 * The real server looks at metadata two to four times, and says each time what is wrong: once is enough.
 * Conflicts with several owners it tells in an order of chance.
 */
export function causesInOrder(causes: readonly unknown[]): readonly unknown[] {
  const each = causes.filter(
    (cause, index) => causes.findIndex((other) => isDeepStrictEqual(cause, other)) === index,
  )
  return each.every((cause) => Object(cause).reason === 'FieldManagerConflict')
    ? sorted(each, ({ message, field }) => JSON.stringify([message, field]))
    : each
}

type Fields = { readonly [name: string]: unknown }

function sorted(values: readonly unknown[], wordOf: (fields: Fields) => string) {
  const named = values.map((value) => [wordOf(Object(value)), value] as const)
  const inOrder = named.sort(([one], [other]) => (one < other ? -1 : Number(one > other)))
  return inOrder.map(([, value]) => value)
}
