import { Ajv } from 'ajv'
import { expect, it } from 'vitest'
import { editorSchema } from '../../generate/editor-schema.ts'
import { createAdmission } from '../../src/admission/admission.ts'
import { crd } from '../../src/api/crd.ts'
import { effective } from '../../src/api/effective.ts'
import { effectiveSchema } from '../../src/api/effective-status.ts'
import type { ExperimentSpec } from '../../src/api/experiment.ts'
import { jsonSchemaOf } from '../../src/api/json-schema.ts'
import { chance } from '../chance.ts'
import { everything, smallest } from '../specs/base.ts'
import { edited } from '../specs/edit.ts'
import { jsonText } from '../specs/json-text.ts'
import { aSoundExperiment } from '../specs/sound.ts'

const ajv = new Ajv({ strict: false, formats: { int64: true } })
const isValid = ajv.compile(JSON.parse(editorSchema()))

it('accepts every sound experiment', () => {
  const random = chance(3)
  const sound = Array.from({ length: 200 }, () => JSON.parse(jsonText(aSoundExperiment(random))))
  for (const object of [smallest, everything, ...sound]) {
    expect(isValid(object), JSON.stringify(isValid.errors)).toBe(true)
  }
})

it.each([
  ['an unknown field', { 'spec.champ': 'x' }],
  ['an unknown field in a list', { 'spec.variants[0].replica': 2 }],
  ['a number where text is asked', { 'spec.decision.alpha': 0.05 }],
  ['a choice that is none', { 'spec.task': 'Ranking' }],
  ['a duration in days', { 'spec.outcomes.acceptFor': '7d' }],
  ['a missing field', { 'spec.champion': undefined }],
])('refuses %s', (_, edits) => {
  expect(isValid(edited(smallest, edits))).toBe(false)
})

it('is true of what effective() returns as well: status.effective takes it (300 specs, seed 4)', () => {
  const takes = ajv.compile(jsonSchemaOf(effectiveSchema))
  const admission = createAdmission(crd)
  const random = chance(4)
  for (let i = 0; i < 300; i++) {
    const verdict = admission.admit(aSoundExperiment(random), 'Strict')
    if ('problems' in verdict) throw new Error(JSON.stringify(verdict.problems))
    const understood = effective(verdict.accepted['spec'] as unknown as ExperimentSpec)
    expect(takes(understood), JSON.stringify([takes.errors, understood])).toBe(true)
  }
})
