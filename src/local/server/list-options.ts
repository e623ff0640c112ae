import { type Problem, problem } from '../../admission/problem.ts'
import { forbiddenOption, invalid } from './refusal.ts'

const field = 'resourceVersionMatch'

/** Refuses what cannot be asked of a list, or of a watch, all of it at once. */
export function checkListOptions(query: URLSearchParams, isWatch: boolean): void {
  const found = isWatch ? watchProblems(query) : listProblems(query)
  if (found.length > 0) throw invalid({ group: 'meta.k8s.io', kind: 'ListOptions' }, '', found)
}

function listProblems(query: URLSearchParams): readonly Problem[] {
  const match = query.get(field) ?? ''
  const version = query.get('resourceVersion') ?? ''
  const initial = query.get('sendInitialEvents')
  return [
    ...when(
      match !== '' && version === '',
      `${field} is forbidden unless resourceVersion is provided`,
    ),
    ...when(
      match !== '' && !!query.get('continue'),
      `${field} is forbidden when continue is provided`,
    ),
    ...unsupported(match, ['Exact', 'NotOlderThan', '']),
    ...when(
      match === 'Exact' && version === '0',
      `${field} "exact" is forbidden for resourceVersion "0"`,
    ),
    ...(initial === null
      ? []
      : [forbiddenOption('sendInitialEvents', 'sendInitialEvents is forbidden for list')]),
  ]
}

function watchProblems(query: URLSearchParams): readonly Problem[] {
  const match = query.get(field) ?? ''
  const isInitial = query.get('sendInitialEvents') !== null
  return [
    ...when(
      isInitial && match !== 'NotOlderThan',
      `sendInitialEvents requires setting ${field} to NotOlderThan`,
    ),
    ...when(
      !isInitial && match !== '',
      `${field} is forbidden for watch unless sendInitialEvents is provided`,
    ),
    ...(isInitial ? unsupported(match, ['NotOlderThan']) : []),
    ...when(!!query.get('continue'), `${field} is forbidden when continue is provided`),
  ]
}

const when = (isSo: boolean, detail: string): readonly Problem[] =>
  isSo ? [forbiddenOption(field, detail)] : []

function unsupported(match: string, supported: readonly string[]): readonly Problem[] {
  if (match === '' || supported.includes(match)) return []
  const detail = `supported values: ${supported.map((name) => `"${name}"`).join(', ')}`
  return [problem({ path: [field], field }, 'FieldValueNotSupported', { value: match, detail })]
}
