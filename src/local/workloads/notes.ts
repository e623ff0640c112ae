import { type Happening, normal, warning } from '../telling/happenings.ts'

/** What is told of a Deployment once a step is taken. Pods have their names once, so nothing is told twice. */
export function notesOf(
  made: readonly string[],
  removed: readonly { readonly name: string }[],
  refusal: Error | undefined,
): readonly Happening[] {
  const gone = removed.map(({ name }) => name)
  return [
    ...(made.length === 0
      ? []
      : [normal('SuccessfulCreate', 'Create', `makes ${podsOf(made)}`, '')]),
    ...(gone.length === 0
      ? []
      : [normal('SuccessfulDelete', 'Delete', `ends ${podsOf(gone)}`, '')]),
    ...(refusal === undefined ? [] : [warning('FailedCreate', 'Create', refusal.message, '')]),
  ]
}

const podsOf = (names: readonly string[]): string =>
  names.length === 1 ? `Pod ${names[0]}` : `${names.length} Pods: ${names.join(', ')}`
