import { type Alphas, alphasOf, type Correction } from './alphas.ts'
import type { Look } from './look.ts'
import { type Bound, boundsOf, type Question } from './question.ts'

/** One bound of one metric of one challenger, and what its claims may spend. */
export type Asked = {
  readonly challenger: string
  readonly question: Question
  readonly bound: Bound
  /** On the scale of the bound. */
  readonly boundary: number
  readonly alphas: Alphas
  readonly corrections: readonly Correction[]
}

/** All that is asked at a look: one row each. */
export function askedOf(look: Look): readonly Asked[] {
  return look.trials.flatMap(({ challenger, attempt, questions }) => {
    const bounds = questions.flatMap((question) =>
      boundsOf(question).map((each) => ({ question, ...each })),
    )
    const guards = bounds.filter(({ question }) => question.role === 'Guardrail').length
    return bounds.map((each) => ({
      ...each,
      challenger,
      ...alphasOf(look, { attempt, role: each.question.role, guards }),
    }))
  })
}

/** Whether the boundary is a margin, so a difference that matters, rather than «no difference» or a level. */
export const isMargin = ({ question, bound }: Pick<Asked, 'question' | 'bound'>) =>
  question.role === 'Guardrail' && bound !== 'Limit'
