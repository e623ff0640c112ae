import type { Json, JsonObject } from '../../src/api/json.ts'
import { chance } from '../chance.ts'
import { aBase } from './base.ts'
import { createDice, type Dice } from './dice.ts'
import { type Edits, edited } from './edit.ts'
import { metadataMutants } from './metadata-mutants.ts'
import { concretePaths } from './places.ts'
import { ruleCases } from './rule-cases.ts'
import { placedRules } from './rules.ts'
import { schemaMutants } from './schema-mutants.ts'

/** An experiment that breaks one rule, and the name of that rule. */
export type Mutant = {
  readonly rule: string
  readonly object: JsonObject
  /** What a refusal must say, where the rule has words of its own. */
  readonly message?: string
}

/** At least `each` mutants for every rule: CEL rules, keywords of the schema, and metadata. */
export function mutants(random: () => number, each: number): readonly Mutant[] {
  const repeated = Array.from({ length: each }, () => random)
  return [
    ...celEdits.flatMap(({ rule, message, edits }) =>
      repeated.map(() => ({ rule, message, object: withEdits(aBase(random), edits, random) })),
    ),
    ...schemaMutants(random, each),
    ...metadataMutants.flatMap(({ rule, edits }) =>
      repeated.map(() => ({ rule, object: edited(aBase(random), edits) })),
    ),
  ]
}

type EditsFor = (base: JsonObject, dice: Dice) => Edits

/** For each placed rule, how to break it, and how to come as near as can be without. */
export const celEdits = placedRules.flatMap(({ at, message }) => {
  const found = ruleCases.find(({ rule }) => rule === message)
  if (found === undefined) return [] // a test of its own tells of rules without a case
  const rule = `${at}: ${message}`
  if ('accepts' in found) {
    const { accepts, refuses } = found
    return [{ rule, message, edits: () => refuses, near: () => accepts }]
  }
  const { acceptsValue, refusesValues } = found
  const set =
    (values: readonly Json[]): EditsFor =>
    (base, dice) => {
      const [path] = concretePaths(base, at)
      if (path === undefined) throw new Error(`the full example lacks ${at}`)
      return values.length === 0 ? {} : { [path]: dice.pick(values) }
    }
  const near = acceptsValue === undefined ? [] : [acceptsValue]
  return [{ rule, message, edits: set(refusesValues), near: set(near) }]
})

/** The object with an edit that may depend on it; chance picks among several values. */
export function withEdits(
  base: JsonObject,
  edits: EditsFor,
  random: () => number = chance(0),
): JsonObject {
  return edited(base, edits(base, createDice(random)))
}
