import { quoted } from '../../admission/go-text.ts'
import type { Cause, Refusal } from '../patch/refusal.ts'
import type { Claim } from './claims.ts'
import type { FieldSet } from './field-set.ts'
import { bySteps, printStep } from './steps.ts'
import type { Conflict } from './takeover.ts'

/** The server's 409. */
export function conflictRefusal(conflicts: readonly Conflict[]): Refusal {
  const found = conflicts.map(({ owner, fields }) => ({
    with: printOwner(owner),
    paths: pathsOf(fields),
  }))
  const causes = found.flatMap(({ with: owner, paths }) =>
    paths.map(
      (field): Cause => ({
        reason: 'FieldManagerConflict',
        message: `conflict with ${owner}`,
        field,
      }),
    ),
  )
  const lines = found.flatMap(({ with: owner, paths }) => [
    `conflicts with ${owner}:`,
    ...paths.map((path) => `- ${path}`),
  ])
  const [only] = causes
  const message =
    only && causes.length === 1
      ? `Apply failed with 1 conflict: ${only.message}: ${only.field}`
      : `Apply failed with ${causes.length} conflicts: ${lines.join('\n')}`
  return { code: 409, reason: 'Conflict', message, causes }
}

function printOwner({ manager, subresource, operation, apiVersion }: Claim): string {
  const name =
    quoted(manager) + (subresource === '' ? '' : ` with subresource ${quoted(subresource)}`)
  return operation === 'Update' ? `${name} using ${apiVersion}` : name
}

/** Of each place first its members, then what is below them. */
function pathsOf({ below }: FieldSet, prefix = ''): readonly string[] {
  const places = [...below].toSorted(([a], [b]) => bySteps(a, b))
  const members = places.filter(([, { isMember }]) => isMember)
  return [
    ...members.map(([step]) => prefix + printStep(step)),
    ...places.flatMap(([step, set]) => pathsOf(set, prefix + printStep(step))),
  ]
}
