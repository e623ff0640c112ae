import type { Case } from './case.ts'
import type { Exchange } from './connection.ts'
import type { Answer } from './reading.ts'

/** What is wrong with an answer, whatever was asked. */
export type WrongWithAny = (answer: Answer, isHead: boolean) => string | undefined

/** What is wrong with what came back, in words. */
export function wrongIn(
  { what, leaves, isHead = false, wrongWith }: Case,
  exchange: Exchange,
  wrongWithAny: WrongWithAny = wrongWithServed,
): readonly string[] {
  const { answers, strange, isOverdue } = exchange
  const found: string[] = answers.flatMap(
    (answer, nth) => wrongWithAny(answer, isHead) ?? wrongWith?.(answer, nth) ?? [],
  )
  if (strange !== undefined) found.push(`an answer that is no HTTP: ${strange}`)
  if (isOverdue && leaves !== 'Bored') found.push('no answer in time')
  if (leaves === 1 && answers.length === 0 && !isOverdue) found.push('no answer at all')
  return found.map((wrong) => `${what}: ${wrong}`)
}

export const failureIn = (answer: Answer) => `a failure of the server: ${shown(answer)}`

/** All that is asked is there, so nothing is a failure of the server. */
const wrongWithServed: WrongWithAny = (answer, isHead) =>
  answer.status >= 500 ? failureIn(answer) : wrongWithError(answer, isHead)

/** Errors have one form. */
export function wrongWithError(answer: Answer, isHead: boolean): string | undefined {
  const { status, headers, body } = answer
  if (status < 400) return undefined
  if (!headers.get('content-type')?.startsWith('application/json'))
    return `an error that isn't JSON: ${shown(answer)}`
  if (isHead || isError(body)) return undefined
  return `an error without words: ${shown(answer)}`
}

export const shown = ({ status, body }: Answer) => `${status} ${body.toString('latin1', 0, 200)}`

function isError(body: Buffer): boolean {
  try {
    const { error } = JSON.parse(body.toString())
    return typeof error === 'string' && error !== ''
  } catch {
    return false
  }
}
