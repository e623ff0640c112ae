import { lackOf, waitingFor } from './lacking.ts'
import type { Row } from './row.ts'
import { inAll, saidOf } from './said.ts'
import type { Inquiry, Opinion, Rule, Verdict } from './verdict.ts'

/** The rules of judgement, in order: the first that has an opinion decides. */
export const rules: readonly Rule[] = [
  {
    name: 'NobodyLeft',
    sentence: 'Without challengers the champion stays.',
    judge: ({ trials }) =>
      trials.length === 0 ? { says: 'Retain', reason: 'no challenger is left' } : undefined,
  },
  {
    name: 'LimitBroken',
    sentence: 'A challenger whose own level is proven to be beyond a limit goes home at once.',
    judge: ({ rows }) => rollBack(rows.filter((row) => isHarm(row) && row.bound === 'Limit')),
  },
  {
    name: 'EvidenceInDoubt',
    sentence:
      'Where the evidence is in doubt nothing is compared; out of time, the champion stays.',
    judge: (inquiry) =>
      inquiry.doubts.length === 0
        ? undefined
        : {
            says: isOutOfTime(inquiry) ? 'Inconclusive' : 'Hold',
            reason: inAll(inquiry.doubts.map(({ name, reason }) => `${name}: ${reason}`)),
          },
  },
  {
    name: 'Harm',
    sentence: 'Damage proven to be beyond the margin of a guardrail sends a challenger home.',
    judge: ({ rows }) => rollBack(rows.filter(isHarm)),
  },
  {
    name: 'Superior',
    sentence: 'Proven better at the objective, and safe at every guardrail, a challenger wins.',
    judge: (inquiry) => (inquiry.elapsedMs < inquiry.minimumMs ? undefined : superiority(inquiry)),
  },
  {
    name: 'Futile',
    sentence: 'When no challenger can still be worth the trouble, the champion stays.',
    judge: ({ rows, trials }) => {
      const futile = rows.filter(({ finding }) => finding === 'Futile')
      const isFutile = (name: string) => futile.some(({ challenger }) => challenger === name)
      if (!trials.every(({ challenger }) => isFutile(challenger))) return undefined
      return { says: 'Retain', reason: inAll(futile.map(saidOf)) }
    },
  },
  {
    name: 'OutOfTime',
    sentence: 'When the time is up, what is not proven stays unproven.',
    judge: (inquiry) =>
      isOutOfTime(inquiry) ? { says: 'Inconclusive', reason: waitingFor(inquiry) } : undefined,
  },
  {
    name: 'HarmWithinMargin',
    sentence:
      'A challenger proven worse, and not yet proven to be within the margin, rises no further.',
    judge: ({ rows }) => {
      const damaged = rows.filter(({ finding }) => finding === 'Damaged')
      return aboutFirst('HoldStep', damaged)
    },
  },
]

/** The last word, where no rule has an opinion. */
export const otherwise = {
  name: 'Undecided',
  sentence: 'Until something is proven the comparison goes on.',
} as const

/** The rules asked in their order, and the last word. O(rows). */
export function verdictOf(inquiry: Inquiry): Verdict {
  for (const { name, judge } of rules) {
    const opinion = judge(inquiry)
    if (opinion !== undefined) return { rule: name, ...opinion }
  }
  return { rule: otherwise.name, says: 'Continue', reason: waitingFor(inquiry) }
}

const isHarm = ({ finding }: Row) => finding === 'Harmful'

const isOutOfTime = ({ elapsedMs, maximumMs }: Inquiry) => elapsedMs >= maximumMs

/** One challenger at a time: the next look sends the next one home. */
const rollBack = (rows: readonly Row[]) => aboutFirst('RollBack', rows)

function aboutFirst(says: Opinion['says'], rows: readonly Row[]): Opinion | undefined {
  const [first] = rows
  if (first === undefined) return undefined
  const { challenger } = first
  const own = rows.filter((row) => row.challenger === challenger)
  return { says, challenger, reason: inAll(own.map(saidOf)) }
}

/** Of several winners the one whose proven gain is largest, of equals the first. */
function superiority({ rows, trials }: Inquiry): Opinion | undefined {
  const winners = trials.filter(({ challenger }) => lackOf(challenger, rows) === undefined)
  const objectives = winners.flatMap(({ challenger }) =>
    rows.filter((row) => row.challenger === challenger && row.role === 'Objective').slice(0, 1),
  )
  const best = objectives.reduce<Row | undefined>(
    (best, row) => (best === undefined || provenGain(row) > provenGain(best) ? row : best),
    undefined,
  )
  if (best === undefined) return undefined
  const others = objectives.filter((row) => row !== best).map(({ challenger }) => challenger)
  const rivals = others.length === 0 ? [] : [`proven better too: ${others.join(', ')}`]
  return { says: 'Promote', challenger: best.challenger, reason: inAll([saidOf(best), ...rivals]) }
}

/** The end of the interval that a promotion rests on. */
const provenGain = ({ goal, low, high }: Row) =>
  goal === 'Increase' ? (low ?? Number.NEGATIVE_INFINITY) : -(high ?? Number.POSITIVE_INFINITY)
