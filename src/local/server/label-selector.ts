import { labelValue, qualifiedName } from '../../admission/names.ts'
import { badRequest } from './refusal.ts'

type Labels = { readonly [name: string]: unknown }

/** One condition of a selector. */
export type Requirement = (labels: Labels) => boolean

/** `app=iris,tier in (a,b),!gone`, understood and refused in the words of the real server. */
export function parseLabelSelector(text: string): readonly Requirement[] {
  const tokens = createTokens(text)
  const found: Requirement[] = []
  while (tokens.peek() !== end) {
    if (isSign(tokens.peek()) && tokens.peek() !== '!') {
      throw badRequest(`found '${tokens.peek()}', expected: !, identifier, or 'end of string'`)
    }
    found.push(requirement(tokens))
    if (tokens.peek() === end) break
    expect(tokens, [','], "',' or 'end of string'", '')
    if (isSign(tokens.peek()) && tokens.peek() !== '!') {
      throw badRequest(`found '${tokens.peek()}', expected: identifier after ','`)
    }
  }
  return found
}

type Tokens = { readonly peek: () => string; readonly take: () => string }

const end = ''
const sign = /^(?:==|!=|[=!<>(),])$/
const isSign = (token: string) => token === end || sign.test(token)

function createTokens(text: string): Tokens {
  const rest = text.match(/==|!=|[=!<>(),]|[^\s=!<>(),]+/g) ?? []
  let at = 0
  return { peek: () => rest[at] ?? end, take: () => rest[at++] ?? end }
}

const unparsable = 'unable to parse requirement: '

function requirement(tokens: Tokens): Requirement {
  const isNegated = tokens.peek() === '!'
  if (isNegated) tokens.take()
  const key = word(tokens)
  for (const detail of qualifiedName(key)) throw notSound('<nil>', key, detail)
  if (isNegated) return (labels) => !Object.hasOwn(labels, key)
  if ([end, ','].includes(tokens.peek())) return (labels) => Object.hasOwn(labels, key)
  const operator = operators[tokens.peek()]
  if (operator === undefined) {
    throw refused(tokens.peek(), ', expected: in, notin, =, ==, !=, gt, lt')
  }
  tokens.take()
  const values = operator.values(tokens)
  for (const [i, value] of values.entries()) {
    for (const detail of labelValue(value)) throw notSound(`values[${i}][${key}]`, value, detail)
  }
  operator.check?.(values)
  return (labels) => operator.holds(Object.hasOwn(labels, key), `${labels[key]}`, values)
}

type Operator = {
  readonly values: (tokens: Tokens) => readonly string[]
  readonly check?: (values: readonly string[]) => void
  readonly holds: (isThere: boolean, value: string, wanted: readonly string[]) => boolean
}

/** A label that is absent is unequal to everything, and neither more nor less than anything. */
const within: Operator['holds'] = (isThere, value, wanted) => isThere && wanted.includes(value)
const without: Operator['holds'] = (isThere, value, wanted) => !isThere || !wanted.includes(value)
const compared = (holds: (value: number, wanted: number) => boolean): Operator => ({
  values: exactly,
  check: ([value = '']) => {
    if (/^[-+]?\d+$/.test(value)) return
    throw notSound('values[0]', value, "for 'Gt', 'Lt' operators, the value must be an integer")
  },
  holds: (isThere, value, [wanted]) =>
    isThere && /^[-+]?\d+$/.test(value) && holds(Number(value), Number(wanted)),
})

const operators: { readonly [sign: string]: Operator } = {
  '=': { values: exactly, holds: within },
  '==': { values: exactly, holds: within },
  '!=': { values: exactly, holds: without },
  in: { values: several, holds: within },
  notin: { values: several, holds: without },
  '>': compared((value, wanted) => value > wanted),
  '<': compared((value, wanted) => value < wanted),
}

function exactly(tokens: Tokens): readonly string[] {
  return [end, ','].includes(tokens.peek()) ? [''] : [word(tokens)]
}

function several(tokens: Tokens): readonly string[] {
  if (tokens.peek() !== '(') throw refused(tokens.peek(), " expected: '('")
  tokens.take()
  const values: string[] = []
  if (isSign(tokens.peek()) && ![',', ')'].includes(tokens.peek())) {
    throw refused(tokens.peek(), ", expected: ',', ')' or identifier")
  }
  for (;;) {
    if (!isSign(tokens.peek())) values.push(tokens.take())
    else if ([',', ')'].includes(tokens.peek())) values.push('')
    if (tokens.peek() === ')') break
    expect(tokens, [','], "',' or ')'", unparsable)
  }
  tokens.take()
  return values
}

function word(tokens: Tokens): string {
  if (isSign(tokens.peek())) throw refused(tokens.peek(), ', expected: identifier')
  return tokens.take()
}

function expect(tokens: Tokens, wanted: readonly string[], said: string, opening: string): void {
  const token = tokens.take()
  if (!wanted.includes(token)) throw badRequest(`${opening}found '${token}', expected: ${said}`)
}

const refused = (token: string, expected: string) =>
  badRequest(`${unparsable}found '${token}'${expected}`)

const notSound = (at: string, value: string, detail: string) =>
  badRequest(`${unparsable}${at}: Invalid value: ${JSON.stringify(value)}: ${detail}`)
