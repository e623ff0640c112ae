import { describe, expect, it } from 'vitest'
import { createAdmission } from '../../../src/admission/admission.ts'
import { crd } from '../../../src/api/crd.ts'
import { chance } from '../../chance.ts'
import { everything, otherChoices, smallest } from '../../specs/base.ts'
import { coverageOf } from '../../specs/coverage.ts'
import { edited } from '../../specs/edit.ts'
import { metadataMutants } from '../../specs/metadata-mutants.ts'
import { celEdits, mutants, withEdits } from '../../specs/mutants.ts'
import { ruleCases } from '../../specs/rule-cases.ts'
import { placedRules } from '../../specs/rules.ts'
import { aSoundExperiment } from '../../specs/sound.ts'

const admission = createAdmission(crd)
const admit = (object: Parameters<typeof admission.admit>[0]) => admission.admit(object, 'Strict')

it.each([
  ['the smallest manifest', smallest],
  ['the one that shows everything', everything],
])('accepts %s', (_, object) => {
  expect(admit(object)).toHaveProperty('accepted')
})

describe.each(celEdits)('$rule', ({ message, near, edits }) => {
  it('lets pass what is near', () => {
    expect(admit(withEdits(everything, near))).toHaveProperty('accepted')
  })

  it('refuses in its own words', () => {
    const verdict = admit(withEdits(everything, edits))
    expect(verdict).toMatchObject({ phase: 'validation' })
    expect(JSON.stringify(verdict)).toContain(JSON.stringify(message).slice(1, -1))
  })
})

it('has a case for every rule, and no case for a rule that is gone', () => {
  const messages = new Set(placedRules.map(({ message }) => message))
  expect(new Set(ruleCases.map(({ rule }) => rule))).toEqual(messages)
})

it('has a full example that shows every property, with the other choices: mutants start from it', () => {
  const shown = [everything, ...otherChoices.map((edits) => edited(everything, edits))]
  expect(shown.map(admit).filter((verdict) => 'problems' in verdict)).toEqual([])
  const properties = coverageOf(shown).missing.filter((missing) => !missing.includes('='))
  expect(properties).toEqual([])
})

it('accepts sound experiments that show every property and every choice (seed 1)', () => {
  const random = chance(1)
  const sound = Array.from({ length: 300 }, () => aSoundExperiment(random))
  expect(coverageOf(sound).missing).toEqual([])
  expect(sound.map(admit).filter((verdict) => 'problems' in verdict)).toEqual([])
})

it('refuses every mutant (seed 1)', () => {
  const survivors = mutants(chance(1), 2).filter(({ object }) => 'accepted' in admit(object))
  expect(survivors.map(({ rule }) => rule)).toEqual([])
})

it('has mutants of every rule: each CEL rule, each keyword, and metadata', () => {
  const rules = new Set(mutants(chance(1), 1).map(({ rule }) => rule))
  const keywords = [
    'type',
    'int-or-string',
    'enum',
    'pattern',
    'minLength',
    'maxLength',
    'minimum',
    'maximum',
    'minItems',
    'maxItems',
    'maxProperties',
    'required',
    'required and null',
    'list map',
    'a hole in a list',
    'unknown field',
  ].map((keyword) => `schema: ${keyword}`)
  const expected = [
    ...placedRules.map(({ at, message }) => `${at}: ${message}`),
    ...keywords,
    ...metadataMutants.map(({ rule }) => rule),
  ]
  expect([...rules].toSorted()).toEqual(expected.toSorted())
})
