import { type FailureCode, failures } from '../../errors.ts'
import { unscoredBecause } from '../../evidence/scores/unscored.ts'
import type { OutcomeAnswer, Unsettled } from './outcome.ts'

/** An answer as JSON. A failure has the fields that every failure has over HTTP. */
export function textOf(answer: OutcomeAnswer): string {
  if ('failure' in answer) {
    const { failure: code, detail, unscored } = answer
    const { hint } = failures[code]
    const error = `${code}: ${detail}`
    return JSON.stringify({ result: code, error, code, hint, unscored: told(unscored) })
  }
  const { result, scored, late, duplicate, unscored } = answer
  return JSON.stringify({
    result,
    scored: some(scored),
    late: some(late),
    duplicate: some(duplicate),
    unscored: told(unscored),
  })
}

/**
 * The status for all together: 503 if any is to be sent again, so that whoever looks at nothing else loses nothing; what
 * was settled is a Duplicate then. Else that of why the body ended too soon; else 200 if anything is settled; else that
 * of the first failure.
 */
export function statusOf(answers: readonly OutcomeAnswer[], ended: Unsettled | undefined): number {
  const failed = answers.filter((answer) => 'failure' in answer)
  const all = ended === undefined ? failed : [...failed, ended]
  if (all.some(({ failure }) => isOurs(failure))) return 503
  if (ended !== undefined) return failures[ended.failure].status
  const [first] = failed
  return first === undefined || failed.length < answers.length
    ? 200
    : failures[first.failure].status
}

/** Nothing is wrong with what was sent; of a receipt from the future somebody's clock is. */
const isOurs = (code: FailureCode) => failures[code].retry && failures[code].status >= 429

const some = (names: readonly string[]) => (names.length > 0 ? names : undefined)

const told = (unscored: Unsettled['unscored'] = []) =>
  unscored.length > 0
    ? unscored.map(({ metric, because }) => ({ metric, because, hint: unscoredBecause[because] }))
    : undefined
