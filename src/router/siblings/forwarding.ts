import { isJsonObject, type Json } from '../../api/json.ts'
import { isFailureCode } from '../../errors.ts'
import { isSettled } from '../outcomes/judged.ts'
import type { Arrived, OutcomeAnswer, Unsettled } from '../outcomes/outcome.ts'
import type { SiblingsPorts } from './ports.ts'
import type { Table } from './table.ts'

/** Has others score what is theirs. Whatever comes in between, an outcome may be sent again: it is scored there, or nowhere. */
export function createForwarding(
  { ask, clock }: Pick<SiblingsPorts, 'ask' | 'clock'>,
  table: Table,
): (scorer: string, outcomes: readonly Arrived[]) => Promise<readonly OutcomeAnswer[]> {
  return async (scorer, outcomes) => {
    const all = (answer: OutcomeAnswer) => outcomes.map(() => answer)
    const sibling = table.present(clock.now()).find(({ instance }) => instance === scorer)
    if (sibling === undefined) return all(away(`no router here is ${scorer}, or its heir`))
    const document = {
      outcomes: outcomes.map(({ sent, arrivedAtMs }) => ({ ...sent, arrivedAtMs })),
    }
    const question = { path: '/v1/outcomes', document, timeoutMs } as const
    const answered = await ask(sibling.address, question)
    if ('refused' in answered) return all(away(`${scorer} has not answered: ${answered.refused}`))
    const answers = answersIn(answered.said)
    return answers?.length === outcomes.length ? answers : all(away(`${scorer} answers otherwise`))
  }
}

const timeoutMs = 10_000

const away = (detail: string): Unsettled => ({ failure: 'IssuerAway', detail })

function answersIn(said: Json): readonly OutcomeAnswer[] | undefined {
  const answers = isJsonObject(said) ? said['answers'] : undefined
  return Array.isArray(answers) ? answers.map(answerOf) : undefined
}

/** Another version may have results that nobody here knows: whoever asks again gets an answer of its own. */
function answerOf(answer: Json): OutcomeAnswer {
  if (!isJsonObject(answer)) return away('the answer is of another version')
  const { result, failure } = answer
  const isKnown =
    typeof result === 'string'
      ? isSettled(result)
      : typeof failure === 'string' && isFailureCode(failure)
  return isKnown ? (answer as unknown as OutcomeAnswer) : away('the answer is of another version')
}
