import type { Json, JsonObject } from '../../src/api/json.ts'
import type { Schema } from '../../src/api/schema.ts'
import { aBase, otherChoices } from './base.ts'
import { createDice, type Dice } from './dice.ts'
import { edited, valueIn } from './edit.ts'
import type { Mutant } from './mutants.ts'
import { concretePaths } from './places.ts'
import { specNodes } from './rules.ts'

type Break = (schema: Schema, value: Json, dice: Dice) => Json | undefined

const wrongTypes: { readonly [type: string]: readonly Json[] } = {
  object: ['text', 1, [], true],
  array: ['text', {}, 1],
  string: [5, 0.5, true, {}, ['a'], 9007199254740993n],
  integer: ['5', 0.5, true, {}, []],
  boolean: ['true', 1, {}],
}

/** Each of them breaks nearly every pattern; `-` is a fine name for a header. */
const odd = ['', ' ', 'ü!', '-', '😀'] as const

/** How a value breaks a keyword of its schema; undefined where the keyword isn't there. */
const breaks: { readonly [keyword: string]: Break } = {
  type: ({ type }, _, dice) =>
    type === undefined ? undefined : dice.pick(wrongTypes[type] ?? [{}]),
  'int-or-string': (schema) => (schema['x-kubernetes-int-or-string'] ? { a: 1 } : undefined),
  enum: (schema, _, dice) => (schema.enum ? dice.pick(['Nonsense', '', 'accuracy']) : undefined),
  pattern: ({ pattern }, _, dice) =>
    pattern ? dice.pick(odd.filter((text) => !new RegExp(pattern, 'u').test(text))) : undefined,
  minLength: ({ minLength }) => (minLength ? '' : undefined),
  maxLength: ({ maxLength }, _, dice) =>
    maxLength ? dice.pick(['a', '1', 'é', '😀']).repeat(maxLength + 1) : undefined,
  minimum: ({ minimum }, _, dice) =>
    minimum === undefined ? undefined : minimum - dice.pick([1, 1000]),
  maximum: ({ maximum }, _, dice) =>
    maximum === undefined ? undefined : dice.pick<Json>([maximum + 1, 9223372036854775807n, 1e300]),
  minItems: ({ minItems }) => (minItems ? [] : undefined),
  maxItems: ({ maxItems }, value) =>
    maxItems && Array.isArray(value) && value.length > 0
      ? Array.from({ length: maxItems + 1 }, (_, i) => renamed(value[i % value.length], i))
      : undefined,
  maxProperties: ({ maxProperties }) =>
    maxProperties
      ? Object.fromEntries(Array.from({ length: maxProperties + 1 }, (_, i) => [`k${i}`, '1']))
      : undefined,
  required: ({ required }, value, dice) =>
    required ? edited(value as JsonObject, { [dice.pick(required)]: undefined }) : undefined,
  'required and null': ({ required }, value, dice) =>
    required ? edited(value as JsonObject, { [dice.pick(required)]: null }) : undefined,
  'list map': (schema, value) =>
    schema['x-kubernetes-list-type'] === 'map' && Array.isArray(value) && value.length > 0
      ? [...value, value[0]]
      : undefined,
  'a hole in a list': ({ type }, value) =>
    type === 'array' ? [...(value as Json[]), null] : undefined,
  'unknown field': ({ properties, ...schema }, value, dice) =>
    properties && !schema['x-kubernetes-preserve-unknown-fields']
      ? edited(value as JsonObject, {
          [dice.pick(['nonsense', 'Name', 'x'])]: dice.pick<Json>([1, {}, [{}]]),
        })
      : undefined,
}

/** At least `each` mutants of every keyword: sweeps over all the fields that have it. */
export function schemaMutants(random: () => number, each: number): readonly Mutant[] {
  return Object.entries(breaks).flatMap(([keyword, breaking]) => {
    const found: Mutant[] = []
    for (let sweep = 0; found.length < each && sweep < each; sweep++) {
      found.push(...sweepOver(`schema: ${keyword}`, breaking, random))
    }
    return found
  })
}

function sweepOver(rule: string, breaking: Break, random: () => number): readonly Mutant[] {
  const dice = createDice(random)
  return specNodes.flatMap(({ at, schema }) => {
    const object = edited(aBase(random), dice.pick([{}, ...otherChoices]))
    const [path] = concretePaths(object, at)
    if (path === undefined) return []
    const value = breaking(schema, valueIn(object, path) ?? null, dice)
    return value === undefined ? [] : [{ rule, object: edited(object, { [path]: value }) }]
  })
}

/** A list of named things that grows keeps its names apart. */
function renamed(item: Json | undefined, i: number): Json {
  return typeof item === 'object' && item !== null && 'name' in item
    ? { ...item, name: `n${i}` }
    : (item ?? null)
}
