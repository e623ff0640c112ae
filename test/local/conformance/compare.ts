/** Where two values differ: a path such as `body.items[0].spec`, and what either has there. */
export type Difference = {
  readonly path: string
  readonly expected: unknown
  readonly got: unknown
}

/** Of what is missing: nothing of JSON is it. */
export const absent = '(absent)'

export function differences(expected: unknown, got: unknown, path = ''): readonly Difference[] {
  if (Object.is(expected, got)) return []
  if (isText(expected) && isText(got) && expected.length !== got.length) {
    return [{ path, expected, got }]
  }
  if (Array.isArray(expected) && Array.isArray(got)) {
    return keysOf(expected, got).flatMap((key) =>
      differences(item(expected, key), item(got, key), `${path}[${key}]`),
    )
  }
  if (!isObject(expected) || !isObject(got) || isAnother(expected, got)) {
    return [{ path, expected, got }]
  }
  return keysOf(expected, got).flatMap((key) =>
    differences(item(expected, key), item(got, key), path === '' ? key : `${path}.${key}`),
  )
}

/** Of lines, or names, more or fewer, it is of no use to compare the third with the third. */
const isText = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string')

/** Of a refusal and an object there is nothing to compare in detail. */
const isAnother = (expected: object, got: object) =>
  item(expected, 'kind') !== item(got, 'kind') && item(expected, 'kind') !== absent

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const keysOf = (one: object, other: object) => [
  ...new Set([...Object.keys(one), ...Object.keys(other)]),
]

const item = (of: object, key: string): unknown =>
  Object.hasOwn(of, key) ? Object(of)[key] : absent
