import type { Admission } from '../admission/admission.ts'
import { type Problem, printPath } from '../admission/problem.ts'
import type { ExperimentSpec } from '../api/experiment.ts'
import { isJsonObject, type Json, type JsonObject, type JsonPath } from '../api/json.ts'
import { adviceOn } from './advice.ts'
import type { Finding, Sound } from './finding.ts'
import { hintFor } from './hints.ts'

/** A finding that doesn't know its file and line yet. */
type Remark = Omit<Finding, 'file' | 'line' | 'column'> & { readonly at: JsonPath }

const bodyLimit = 3 * 1024 * 1024 // the API server reads no longer request

export function checkExperiment(
  admission: Admission,
  object: JsonObject,
): { readonly remarks: readonly Remark[]; readonly sound: readonly Sound[] } {
  if (JSON.stringify(object, plain).length > bodyLimit) return { remarks: [tooLarge], sound: [] }
  const verdict = admission.admit(object, 'Strict')
  if ('problems' in verdict) {
    return { remarks: verdict.problems.map((problem) => refusal(problem, object)), sound: [] }
  }
  // Admission has just checked it against the schema that the type is computed from.
  const spec = verdict.accepted['spec'] as unknown as ExperimentSpec
  const remarks = adviceOn(spec).map(
    ({ path, ...said }): Remark => ({ at: path, level: 'warning', path: printPath(path), ...said }),
  )
  return { remarks, sound: [{ name: nameOf(verdict.accepted), spec }] }
}

const tooLarge: Remark = {
  at: [],
  level: 'problem',
  path: '',
  message: 'Request entity too large: limit is 3145728 bytes',
}

function refusal(problem: Problem, object: JsonObject): Remark {
  const hint = hintFor(problem, valueAt(object, problem.path))
  return {
    at: problem.path,
    level: 'problem',
    path: problem.path.length === 0 ? '' : problem.field,
    message: problem.message,
    ...(hint === undefined ? {} : { hint }),
  }
}

function valueAt(object: JsonObject, path: JsonPath): Json | undefined {
  return path.reduce<Json | undefined>((value, step) => {
    if (Array.isArray(value)) return (value as readonly Json[])[Number(step)]
    return isJsonObject(value) ? value[step] : undefined
  }, object)
}

function nameOf({ metadata = null }: JsonObject): string {
  return isJsonObject(metadata) ? String(metadata['name'] ?? metadata['generateName']) : ''
}

/** JSON text has no bigints; for a length, any text of theirs will do. */
const plain = (_: string, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)
