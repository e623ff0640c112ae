import type { Admission } from '../admission/admission.ts'
import { type Problem, printPath } from '../admission/problem.ts'
import type { ExperimentSpec } from '../api/experiment.ts'
import { isJsonObject, type Json, type JsonObject, type JsonPath } from '../api/json.ts'
import { group, kind, version } from '../api/names.ts'
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
  const early = object['apiVersion'] === apiVersion ? tooLarge(object) : otherVersion(object)
  if (early !== undefined) return { remarks: [early], sound: [] }
  const verdict = admission.admit(object, 'Strict')
  if ('problems' in verdict) {
    const problems = [...verdict.problems, ...laterProblems(admission, object, verdict.phase)]
    return { remarks: problems.map((problem) => refusal(problem, object)), sound: [] }
  }
  // Admission has just checked it against the schema that the type is computed from.
  const spec = verdict.accepted['spec'] as unknown as ExperimentSpec
  const remarks = adviceOn(spec).map(
    ({ path, ...said }): Remark => ({ at: path, level: 'warning', path: printPath(path), ...said }),
  )
  return { remarks, sound: [{ name: nameOf(verdict.accepted), spec }] }
}

/** A server stops at unknown fields; a person would rather hear the rest in the same breath. */
function laterProblems(
  admission: Admission,
  object: JsonObject,
  phase: string,
): readonly Problem[] {
  if (phase !== 'decoding') return []
  const verdict = admission.admit(object, 'Ignore')
  return 'problems' in verdict && verdict.phase === 'validation' ? verdict.problems : []
}

const apiVersion = `${group}/${version}`

/** A server would not even know the address to send it to. */
function otherVersion(object: JsonObject): Remark {
  const message = `${kind} has no version ${String(object['apiVersion']).split('/')[1]}`
  return {
    at: ['apiVersion'],
    level: 'problem',
    path: 'apiVersion',
    message,
    hint: `write ${apiVersion}`,
  }
}

function tooLarge(object: JsonObject): Remark | undefined {
  if (JSON.stringify(object, plain).length <= bodyLimit) return undefined
  const message = `the API server takes no object above ${bodyLimit} bytes`
  return { at: [], level: 'problem', path: '', message }
}

function refusal(problem: Problem, object: JsonObject): Remark {
  const hint = hintFor(problem, valueAt(object, problem.path))
  return {
    at: problem.path,
    level: 'problem',
    path: problem.path.length === 0 ? '' : problem.field,
    message: withoutEcho(problem.message),
    ...(hint === undefined ? {} : { hint }),
  }
}

/** The path is printed already, and of the whole object there is no value to show. */
function withoutEcho(message: string): string {
  return message.replace(/^(unknown field) ".*"$/, '$1').replace(/^Invalid value: null: /, '')
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
