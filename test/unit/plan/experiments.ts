import { createAdmission } from '../../../src/admission/admission.ts'
import { crd } from '../../../src/api/crd.ts'
import type { ExperimentSpec } from '../../../src/api/experiment.ts'
import { jsonText } from '../../specs/json-text.ts'
import { aSoundExperiment } from '../../specs/sound.ts'

const admission = createAdmission(crd)

/** A random experiment as an API server has it. */
export function anExperiment(random: () => number) {
  const verdict = admission.admit(aSoundExperiment(random), 'Strict')
  if ('problems' in verdict) throw new Error(JSON.stringify(verdict.problems))
  const { metadata, spec } = JSON.parse(jsonText(verdict.accepted))
  return { name: metadata.name as string, spec: spec as ExperimentSpec }
}
