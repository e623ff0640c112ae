import type { Case } from './case.ts'
import type { Exchange } from './connection.ts'
import type { Answer } from './reading.ts'

/** What is wrong with what came back, in words. */
export function wrongIn(
  { what, leaves, isHead = false, wrongWith }: Case,
  exchange: Exchange,
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

/** Of whatever answer: all models are there, so nothing is a failure of the server, and errors have one form. */
function wrongWithAny({ status, headers, body }: Answer, isHead: boolean): string | undefined {
  const shown = `${status} ${body.toString('latin1', 0, 200)}`
  if (status >= 500) return `a failure of the server: ${shown}`
  if (status < 400) return undefined
  if (headers.get('content-type') !== 'application/json')
    return `an error that isn't JSON: ${shown}`
  if (isHead || isError(body)) return undefined
  return `an error without words: ${shown}`
}

function isError(body: Buffer): boolean {
  try {
    const { error } = JSON.parse(body.toString())
    return typeof error === 'string' && error !== ''
  } catch {
    return false
  }
}
