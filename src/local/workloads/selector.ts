type Labels = { readonly [name: string]: string }

/** Which objects belong to another, by their labels: a `LabelSelector` as the server has checked it. */
export type Selector = {
  readonly matchLabels?: Labels
  readonly matchExpressions?: readonly Requirement[]
}

type Requirement = {
  readonly key: string
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist'
  readonly values?: readonly string[]
}

type Operator = {
  readonly holds: (found: string | undefined, values: readonly string[]) => boolean
  /** As a query says it. */
  readonly text: (key: string, values: readonly string[]) => string
}

const operators: { readonly [name in Requirement['operator']]: Operator } = {
  In: {
    holds: (found, values) => found !== undefined && values.includes(found),
    text: (key, values) => `${key} in (${values.join(',')})`,
  },
  NotIn: {
    holds: (found, values) => found === undefined || !values.includes(found),
    text: (key, values) => `${key} notin (${values.join(',')})`,
  },
  Exists: { holds: (found) => found !== undefined, text: (key) => key },
  DoesNotExist: { holds: (found) => found === undefined, text: (key) => `!${key}` },
}

export function matches(selector: Selector, labels: Labels): boolean {
  return requirementsOf(selector).every(({ key, operator, values = [] }) =>
    operators[operator].holds(labels[key], values),
  )
}

/** The same for the server to select by. */
export function selectorText(selector: Selector): string {
  return requirementsOf(selector)
    .map(({ key, operator, values = [] }) => operators[operator].text(key, values))
    .join(',')
}

function requirementsOf({ matchLabels, matchExpressions = [] }: Selector): readonly Requirement[] {
  const labels = Object.entries(matchLabels ?? {})
  const exact = labels.map(([key, value]) => ({ key, operator: 'In', values: [value] }) as const)
  return [...exact, ...matchExpressions]
}
