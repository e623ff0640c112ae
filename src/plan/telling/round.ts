import type { ExperimentStatus } from '../../api/status.ts'
import type { Champion, Ended, ExperimentRecord, Round } from '../record/record.ts'
import { whole } from './figures.ts'
import { cut, timeText } from './texts.ts'

type Told<Part extends keyof ExperimentStatus> = NonNullable<ExperimentStatus[Part]>

export const roundTold = ({ number, cause, challengers, startedAtMs }: Round): Told<'round'> => ({
  number,
  attempt: whole(Math.max(1, ...challengers.map(({ attempt }) => attempt))),
  cause: cut(cause, 512),
  startedAt: timeText(startedAtMs),
})

export function championTold({ variant, digest, sinceMs, previous }: Champion): Told<'champion'> {
  const isDigest = digest !== undefined && /^sha256:[0-9a-f]{64}$/.test(digest)
  return {
    ...{ variant: variant.name, revision: variant.revision },
    ...(isDigest && { digest }),
    since: timeText(sinceMs),
    ...(previous !== undefined && { previous: previous.slice(0, 32) }),
  }
}

export const historyTold = ({ history }: ExperimentRecord): Told<'history'> => history.map(endTold)

function endTold(end: Ended): Told<'history'>[number] {
  const { round, outcome, champion, challengers, winner, startedAtMs, endedAtMs } = end
  const { effect, effectAfterPromotion, reason } = end
  return {
    ...{ round, outcome, champion: champion.slice(0, 32) },
    challengers: challengers.map((key) => key.slice(0, 32)),
    ...(winner !== undefined && { winner: winner.slice(0, 32) }),
    ...{ startedAt: timeText(startedAtMs), endedAt: timeText(endedAtMs) },
    ...(effect !== undefined && { effect: cut(effect, 32) }),
    ...(effectAfterPromotion !== undefined && {
      effectAfterPromotion: cut(effectAfterPromotion, 32),
    }),
    reason: cut(reason, 256),
  }
}
