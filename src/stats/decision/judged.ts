import { latchedLogP } from '../quality/latched.ts'
import { isOpen } from '../sequential/gate.ts'
import { isUnknown } from '../unknown.ts'
import { type Answer, answerTo, claimOf } from './answer.ts'
import { type Asked, askedOf } from './asked.ts'
import { logPOfClaim } from './claims.ts'
import { discoveriesAmong } from './discoveries.ts'
import { type Latch, type Latches, latchKey } from './latch.ts'
import type { Look } from './look.ts'
import { type Row, rowOf } from './row.ts'

/** Every bound of every metric of every challenger, one row each, and what to remember of it. */
export type Judged = { readonly rows: readonly Row[]; readonly latches: Latches }

/** What isn't asked today, for want of evidence or since a challenger left, is remembered all the same. */
export function judged(look: Look, past: Latches): Judged {
  const answers = askedOf(look)
    .map((asked) => answerTo(look, asked, past[keyOf(asked)] ?? {}))
    .map((answer) => ({ ...answer, latch: withLogP(answer) }))
  const discoveries = discoveriesAmong(answers, look.alpha)
  const rows = answers.map((answer, i) =>
    rowOf(answer.asked, answer.inference, {
      finding: discoveries[i] ?? claimOf(answer),
      logP: answer.latch.logP,
    }),
  )
  const latches = answers.map(({ asked, latch }): [string, Latch] => [keyOf(asked), latch])
  return { rows, latches: { ...past, ...Object.fromEntries(latches) } }
}

/** A probability of the hypothesis is no p value, so that its smallest would promise nothing. */
function withLogP({ asked, inference, latch }: Answer): Latch {
  if (isUnknown(inference) || inference.method === 'Posterior' || !isOpen(inference.gates))
    return latch
  return { ...latch, logP: latchedLogP(latch.logP, logPOfClaim(inference, asked)) }
}

const keyOf = ({ challenger, question, bound }: Asked) =>
  latchKey(challenger, question.metric, bound)
