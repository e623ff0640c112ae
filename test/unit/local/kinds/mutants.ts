import { isJsonObject, type Json } from '../../../../src/api/json.ts'
import { below } from '../../../chance.ts'

const odd: readonly Json[] = [
  ...[
    null,
    '',
    ' ',
    'a',
    'A',
    'a b',
    'a/b',
    'a.b',
    '..',
    'constructor',
    '__proto__',
    'a'.repeat(300),
  ],
  ...[0, 1, -1, 70_000, 1.5, 3e9, 2n ** 60n, true, false, [], {}, ['a'], [{}], [null], [[]]],
  ...[{ a: 'b' }, { constructor: 'a' }, '100m', '50%', '1.2.3.4', '::1', '::1/200', '1.2.3.4/99'],
  ...['2020-01-01T00:00:00Z', '2020-01-01T00:00:00.000000Z', 'YQ==', 'None', 'ExternalName'],
  ...["metadata.labels['a']", "metadata.labels['", '$(A)', 'kubernetes.io/tls', 'Localhost'],
]

/** A value with something in it replaced, taken away, or put twice. */
export function mutated(value: Json, random: () => number): Json {
  const places = placesIn(value)
  const place = places[below(random, places.length)] ?? []
  return changed(value, place, random)
}

type Place = readonly (string | number)[]

function placesIn(value: Json, at: Place = []): readonly Place[] {
  const inner: readonly (readonly [string | number, Json])[] = Array.isArray(value)
    ? value.map((item, i) => [i, item] as const)
    : isJsonObject(value)
      ? Object.entries(value)
      : []
  return [at, ...inner.flatMap(([step, below]) => placesIn(below, [...at, step]))]
}

function changed(value: Json, [step, ...rest]: Place, random: () => number): Json {
  if (step === undefined) return odd[below(random, odd.length)] ?? null
  if (Array.isArray(value)) {
    const twice = rest.length === 0 && random() < 0.3
    return value.flatMap((item, i) =>
      i !== step ? [item] : twice ? [item, item] : [changed(item, rest, random)],
    )
  }
  const object = isJsonObject(value) ? value : {}
  const entries = Object.entries(object).flatMap(([name, inner]) => {
    if (name !== step) return [[name, inner] as const]
    const isGone = rest.length === 0 && random() < 0.2
    return isGone ? [] : [[name, changed(inner, rest, random)] as const]
  })
  return Object.fromEntries(entries)
}
