import type { Holding } from './holding.ts'
import type { OutcomeAnswer, Settled } from './outcome.ts'

/** Answers in the order of outcomes. */
export type Answers = {
  /** Throws `Overloaded` where there is no room for one more. */
  readonly add: (answer: OutcomeAnswer) => void
  readonly replace: (place: number, answer: OutcomeAnswer) => void
  readonly all: () => readonly OutcomeAnswer[]
}

/** Most answers of a batch are the same few, and one object stands for all that are. */
export function createAnswers({ take }: Pick<Holding, 'take'>): Answers {
  const answers: OutcomeAnswer[] = []
  const few = new Map<string, OutcomeAnswer>()
  let last: OutcomeAnswer | undefined

  function shared(answer: OutcomeAnswer, keep: (bytes: number) => void): OutcomeAnswer {
    if (last === undefined || !isSame(last, answer)) last = known(answer, keep)
    return last
  }

  function known(answer: OutcomeAnswer, keep: (bytes: number) => void): OutcomeAnswer {
    const key = keyOf(answer)
    const before = few.get(key)
    if (before !== undefined) return before
    keep(answerBytes + 2 * key.length)
    if (few.size < mostShared) few.set(key, answer)
    return answer
  }

  return {
    add(answer) {
      take(placeBytes)
      answers.push(shared(answer, take))
    },
    // What is known by now is answered, whether or not there is room.
    replace(place, answer) {
      answers[place] = shared(answer, () => {})
    },
    all: () => answers,
  }
}

/** Of those alone that are most frequent, and at no cost: all that is settled in the same way, nothing left out. */
const isSame = (a: OutcomeAnswer, b: OutcomeAnswer): boolean =>
  a === b || ('result' in a && 'result' in b && isSameResult(a, b))

const isSameResult = (a: Settled, b: Settled): boolean =>
  a.result === b.result &&
  areSame(a.scored, b.scored) &&
  areSame(a.late, b.late) &&
  areSame(a.duplicate, b.duplicate) &&
  a.unscored.length + b.unscored.length === 0

const areSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((name, nth) => name === b[nth])

/** What they say, briefly. */
function keyOf(answer: OutcomeAnswer): string {
  const unscored = answer.unscored?.map(({ metric, because }) => `${metric} ${because}`)
  return 'failure' in answer
    ? `${answer.failure}: ${answer.detail} ${unscored}`
    : `${answer.result} ${answer.scored}; ${answer.late}; ${answer.duplicate}; ${unscored}`
}

const mostShared = 64

/** About, beside its texts. */
const answerBytes = 256
const placeBytes = 16
