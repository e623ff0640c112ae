import type { Epoch, ExperimentRecord } from '../record/record.ts'
import { countedMs } from './clock.ts'

type Assignment = Pick<Epoch, 'contest' | 'champion' | 'shares' | 'shadow'>

/** Who gets what at present. */
export function presentEpoch({ round }: ExperimentRecord): Epoch {
  const last = round.epochs.at(-1)
  if (last === undefined) throw new Error('a round without an epoch')
  return last
}

/** The same record with another assignment, from now on: an epoch of its own. The same one changes nothing. */
export function assigned(
  record: ExperimentRecord,
  next: Assignment,
  nowMs: number,
): ExperimentRecord {
  if (isSame(presentEpoch(record), next)) return record
  const epoch = record.epoch + 1
  const { round } = record
  const opened: Epoch = { epoch, atMs: nowMs, sinceMs: countedMs(round.clock, nowMs), ...next }
  return { ...record, epoch, round: { ...round, epochs: [...round.epochs, opened] } }
}

/** All to the champion. */
export const allTo = (champion: string): Assignment => ({
  contest: 'Serving',
  champion,
  shares: [],
})

/** Whether there is room for more changes than a canary makes: what goes and comes for ever would fill the record. */
export const mayChange = ({ round }: ExperimentRecord): boolean => round.epochs.length < mostEpochs

const mostEpochs = 40

function isSame(present: Epoch, next: Assignment): boolean {
  return textOf(present) === textOf(next)
}

const textOf = ({ contest, champion, shares, shadow }: Assignment) =>
  JSON.stringify([
    contest,
    champion,
    shares.map(({ variant, from, to }) => [variant, from, to]),
    shadow,
  ])
