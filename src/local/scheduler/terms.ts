/** A node, as far as Pods choose it. */
export type Node = { readonly name: string; readonly labels: Texts }

type Texts = { readonly [name: string]: string }

/** One of the ways in which a node may fit: all of it must be so. */
export type NodeTerm = {
  readonly matchExpressions?: readonly Requirement[]
  /** Of the node itself, of which only its name can be asked. */
  readonly matchFields?: readonly Requirement[]
}

type Requirement = {
  readonly key: string
  readonly operator: string
  readonly values?: readonly string[]
}

/** A term that asks for nothing fits no node. */
export function isMet(
  { matchExpressions = [], matchFields = [] }: NodeTerm,
  { name, labels }: Node,
): boolean {
  const isAsking = matchExpressions.length + matchFields.length > 0
  const fields = { 'metadata.name': name }
  return (
    isAsking &&
    matchExpressions.every((requirement) => holds(requirement, labels)) &&
    matchFields.every((requirement) => holds(requirement, fields))
  )
}

function holds({ key, operator, values = [] }: Requirement, texts: Texts): boolean {
  const value = Object.hasOwn(texts, key) ? texts[key] : undefined
  return Object.hasOwn(operators, operator) && operators[operator]?.(value, values) === true
}

type Operator = (value: string | undefined, values: readonly string[]) => boolean

const operators: { readonly [name: string]: Operator } = {
  In: (value, values) => value !== undefined && values.includes(value),
  NotIn: (value, values) => value === undefined || !values.includes(value),
  Exists: (value) => value !== undefined,
  DoesNotExist: (value) => value === undefined,
  Gt: (value, [bound]) => compares(value, bound, (one, other) => one > other),
  Lt: (value, [bound]) => compares(value, bound, (one, other) => one < other),
}

/** What is no whole number is neither more nor less than another. */
function compares(
  value: string | undefined,
  bound: string | undefined,
  isSo: (one: bigint, other: bigint) => boolean,
): boolean {
  const [one, other] = [value, bound].map((text) =>
    /^[-+]?\d+$/.test(text ?? '') ? BigInt(`${text}`.replace('+', '')) : undefined,
  )
  return one !== undefined && other !== undefined && isSo(one, other)
}
