import type { Admission } from '../admission/admission.ts'
import { printPath } from '../admission/problem.ts'
import { type Manifest, readManifests } from '../manifest/manifest.ts'
import { checkExperiment } from './check.ts'
import type { Finding, Remark, Sound } from './finding.ts'
import { objectsIn, type Placed, sorted } from './objects.ts'

export type Linted = {
  readonly findings: readonly Finding[]
  readonly sound: readonly Sound[]
  readonly experiments: number
  /** Objects of other kinds, which are passed over. */
  readonly others: number
  /** More may be found once this is corrected. */
  readonly isPartial: boolean
}

/** Checks the text of a manifest file as an API server would, and points at each problem. */
export function lintText(admission: Admission, file: string, text: string): Linted {
  const manifests = readManifests(text)
  const linted = joined(
    manifests.flatMap((manifest) =>
      manifest.problems.length > 0
        ? [{ ...nothing, findings: unreadable(file, text, manifest) }]
        : objectsIn(manifest.value).map((placed) => lintObject(admission, file, manifest, placed)),
    ),
  )
  const isEmpty = linted.findings.length + linted.experiments + linted.others === 0
  return isEmpty ? lintFailure(file, 'there is no object in here') : linted
}

/** For what cannot be read at all. */
export function lintFailure(file: string, message: string): Linted {
  const start = { file, line: 1, column: 1, path: '' }
  return { ...nothing, findings: [{ ...start, level: 'problem', message }] }
}

export function joined(parts: readonly Linted[]): Linted {
  return {
    findings: parts.flatMap(({ findings }) => findings),
    sound: parts.flatMap(({ sound }) => sound),
    experiments: parts.reduce((sum, { experiments }) => sum + experiments, 0),
    others: parts.reduce((sum, { others }) => sum + others, 0),
    isPartial: parts.some(({ isPartial }) => isPartial),
  }
}

const nothing: Linted = { findings: [], sound: [], experiments: 0, others: 0, isPartial: false }

function lintObject(
  admission: Admission,
  file: string,
  manifest: Manifest,
  { value, path }: Placed,
): Linted {
  const placed = ({ at, ...remark }: Remark): Finding => ({
    file,
    ...manifest.locate([...path, ...at]),
    ...remark,
  })
  const sort = sorted(value)
  if (sort === 'others') return { ...nothing, others: 1 }
  if ('at' in sort) return { ...nothing, findings: [placed(sort)] }
  const { remarks, sound, isPartial } = checkExperiment(admission, sort.experiment, (at) =>
    manifest.sourceAt([...path, ...at]),
  )
  return { findings: remarks.map(placed), sound, experiments: 1, others: 0, isPartial }
}

function unreadable(file: string, text: string, { problems }: Manifest): readonly Finding[] {
  const isTemplate = text.includes('{{')
  return problems.map(({ at, path, message }) => ({
    file,
    ...at,
    level: 'problem',
    path: path === undefined ? '' : printPath(path),
    message,
    ...(isTemplate
      ? { hint: 'a template? render it first: helm template … | contender lint -' }
      : {}),
  }))
}
