import type { Admission } from '../admission/admission.ts'
import { printPath } from '../admission/problem.ts'
import { type Manifest, readManifests } from '../manifest/manifest.ts'
import { checkExperiment } from './experiment.ts'
import type { Finding, Sound } from './finding.ts'
import { isExperiment, objectsIn } from './objects.ts'

export type Linted = {
  readonly findings: readonly Finding[]
  readonly sound: readonly Sound[]
  readonly experiments: number
  /** Objects of other kinds, which are passed over. */
  readonly others: number
}

/** Checks the text of a manifest file as an API server would, and points at each problem. */
export function lintText(admission: Admission, file: string, text: string): Linted {
  return joined(readManifests(text).map((manifest) => lintDocument(admission, file, manifest)))
}

export function joined(parts: readonly Linted[]): Linted {
  return {
    findings: parts.flatMap(({ findings }) => findings),
    sound: parts.flatMap(({ sound }) => sound),
    experiments: parts.reduce((sum, { experiments }) => sum + experiments, 0),
    others: parts.reduce((sum, { others }) => sum + others, 0),
  }
}

const nothing: Linted = { findings: [], sound: [], experiments: 0, others: 0 }

function lintDocument(admission: Admission, file: string, manifest: Manifest): Linted {
  if (manifest.problems.length > 0) return { ...nothing, findings: unreadable(file, manifest) }
  return joined(
    objectsIn(manifest.value).map(({ value, path: base }) => {
      if (!isExperiment(value)) return { ...nothing, others: 1 }
      const { remarks, sound } = checkExperiment(admission, value)
      const findings = remarks.map(
        ({ at, ...remark }): Finding => ({
          file,
          ...manifest.locate([...base, ...at]),
          ...remark,
        }),
      )
      return { findings, sound, experiments: 1, others: 0 }
    }),
  )
}

function unreadable(file: string, { problems }: Manifest): readonly Finding[] {
  return problems.map(({ at, path, message }) => ({
    file,
    ...at,
    level: 'problem',
    path: path === undefined ? '' : printPath(path),
    message,
  }))
}
