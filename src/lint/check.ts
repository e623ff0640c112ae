import type { Admission } from '../admission/admission.ts'
import { byteLength, goJson } from '../admission/go-text.ts'
import { type Problem, printPath } from '../admission/problem.ts'
import type { ExperimentSpec } from '../api/experiment.ts'
import { isJsonObject, type JsonObject, type JsonPath, valueAt } from '../api/json.ts'
import { apiVersion, kind } from '../api/names.ts'
import { adviceOn } from './advice.ts'
import type { Remark, Sound } from './finding.ts'
import { hintFor } from './hints.ts'

export type Checked = {
  readonly remarks: readonly Remark[]
  readonly sound: readonly Sound[]
  /** Rules between fields are not tried before types, sizes and choices are right. */
  readonly isPartial: boolean
}

/** How a scalar is written in the file, where that is known. */
type SourceAt = (path: JsonPath) => string | undefined

/** All that an API server would say of an experiment, and what is unwise of a sound one. */
export function checkExperiment(
  admission: Admission,
  object: JsonObject,
  sourceAt: SourceAt = () => undefined,
): Checked {
  const early = object['apiVersion'] === apiVersion ? tooLarge(object) : otherVersion(object)
  if (early !== undefined) return { remarks: [early], sound: [], isPartial: false }
  const verdict = admission.admit(object, 'Strict')
  if ('problems' in verdict) {
    const problems = [...verdict.problems, ...laterProblems(admission, object, verdict.phase)]
    return refused(problems, object, sourceAt)
  }
  // Admission has just checked it against the schema that the type is computed from.
  const spec = verdict.accepted['spec'] as unknown as ExperimentSpec
  const remarks = adviceOn(spec).map(
    ({ path, ...said }): Remark => ({ at: path, level: 'warning', path: printPath(path), ...said }),
  )
  return { remarks, sound: [{ name: nameOf(verdict.accepted), spec }], isPartial: false }
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

/** What the server says of the object as a whole only repeats, or tells that rules were not tried. */
function refused(problems: readonly Problem[], object: JsonObject, sourceAt: SourceAt): Checked {
  const placed = problems.filter(({ path }) => path.length > 0)
  const isPartial = placed.length < problems.length
  const shown = placed.length > 0 ? placed : problems
  return {
    remarks: shown.map((problem) => refusal(problem, object, sourceAt)),
    sound: [],
    isPartial,
  }
}

function refusal(problem: Problem, object: JsonObject, sourceAt: SourceAt): Remark {
  const hint = hintFor(problem, valueAt(object, problem.path), sourceAt(problem.path))
  return {
    at: problem.path,
    level: 'problem',
    path: problem.path.length === 0 ? '' : problem.field,
    message: problem.message.replace(/^(unknown field) ".*"$/, '$1'), // the path is printed already
    ...(hint === undefined ? {} : { hint }),
  }
}

/** A server would not even know the address to send it to. */
function otherVersion(object: JsonObject): Remark {
  const [, version] = String(object['apiVersion']).split('/')
  const message =
    version === undefined ? 'the version is missing' : `${kind} has no version ${version}`
  const hint = `write ${apiVersion}`
  return { at: ['apiVersion'], level: 'problem', path: 'apiVersion', message, hint }
}

const bodyLimit = 3 * 1024 * 1024 // what the API server reads of one request, in bytes

/** Counts what kubectl sends: Go's JSON, in which `<` takes six bytes. */
function tooLarge(object: JsonObject): Remark | undefined {
  const size = byteLength(goJson(object))
  if (size <= bodyLimit) return undefined
  const message = `${size} bytes are more than the ${bodyLimit} that an API server takes`
  return { at: [], level: 'problem', path: '', message }
}

function nameOf({ metadata = null }: JsonObject): string {
  return isJsonObject(metadata) ? String(metadata['name'] ?? metadata['generateName']) : ''
}
