import { failureIn, shown, type WrongWithAny, wrongWithError } from '../../fuzz/oracle.ts'
import type { Answer } from '../../fuzz/reading.ts'

/** What was answered of one outcome. */
export type Told = { readonly result: string; readonly code?: string }

/** Of each outcome in order; nothing where it is no answer to outcomes. */
export function outcomesIn({ headers, body }: Answer): readonly Told[] | undefined {
  const text = body.toString()
  try {
    const isSeveral = headers.get('content-type') === 'application/x-ndjson'
    const lines = isSeveral ? text.split('\n').slice(0, -1) : [text]
    const told: unknown[] = lines.flatMap((line) => JSON.parse(line))
    const isOne = (one: unknown) => typeof (one as Told | null)?.result === 'string'
    return told.every(isOne) ? (told as Told[]) : undefined
  } catch {
    return undefined
  }
}

const settled = ['Scored', 'Late', 'Duplicate', 'RoundOver', 'NothingToScore']

/** To be sent again, though nothing is wrong with them. */
const again = ['IssuerAway', 'PlanBehind']

const statuses: { readonly [code: string]: number } = {
  ...{ OutcomesInvalid: 400, OutcomeUnscorable: 422, ReceiptMalformed: 400, ReceiptTampered: 403 },
  ...{ ReceiptForeign: 403, ReceiptExpired: 410, ReceiptFromFuture: 400 },
}

/** Which status all together must have. */
export function statusOf(told: readonly Told[]): number | undefined {
  const results = told.map(({ result }) => result)
  if (results.some((result) => again.includes(result))) return 503
  if (results.some((result) => settled.includes(result))) return 200
  return statuses[results[0] ?? '']
}

/** Whether an outcome was counted by this answer. */
export const isCounted = ({ result }: Told) => result === 'Scored' || result === 'Late'

/** Both variants answer all that they are asked: a failure is what the caller has brought about, by its haste or its receipts. */
export const wrongWithRouted =
  ({ mayBeLate }: { readonly mayBeLate: boolean }): WrongWithAny =>
  (answer, isHead) => {
    const told = isHead ? [] : failedIn(answer)
    if (told.length > 0) return wrongWithAll(told, answer)
    if (mayBeLate && isLate(answer)) return undefined
    return answer.status >= 500 ? failureIn(answer) : wrongWithError(answer, isHead)
  }

const failedIn = (answer: Answer) => (answer.status < 400 ? [] : (outcomesIn(answer) ?? []))

const isLate = (answer: Answer) => answer.status === 504 && codeIn(answer) === 'VariantTimeout'

function wrongWithAll(told: readonly Told[], answer: Answer): string | undefined {
  const isWordless = told.some((one) => !settled.includes(one.result) && one.code !== one.result)
  if (isWordless) return `a failure without words: ${shown(answer)}`
  const isAgain = told.some(({ result }) => again.includes(result))
  return answer.status >= 500 && !(answer.status === 503 && isAgain) ? failureIn(answer) : undefined
}

function codeIn({ body }: Answer): string | undefined {
  try {
    return JSON.parse(body.toString()).code
  } catch {
    return undefined
  }
}
