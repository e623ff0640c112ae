import type { Kind } from '../../../../src/local/kinds/kind.ts'

/** `Pod`, or `Event.events.k8s.io` for one of two. */
export function kindOf(kinds: readonly Kind[], name: string): Kind {
  const [wanted = '', ...rest] = name.split('.')
  const group = rest.join('.')
  const found = kinds.find(
    ({ kind, ...of }) =>
      kind === wanted && (of.group === group || (group === '' && kind !== 'Event')),
  )
  if (found === undefined) throw new Error(`no kind ${name}`)
  return found
}

/** The path of the collection, in the namespace `default` where it has one. */
export function pathOf({ group, version, plural, isNamespaced }: Kind): string {
  const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`
  return `${root}${isNamespaced ? '/namespaces/default' : ''}/${plural}`
}
