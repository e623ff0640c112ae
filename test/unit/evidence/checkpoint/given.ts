import { liveCells, pairCells } from '../../../../src/evidence/cells/cells.ts'
import { missingCells, requestCells } from '../../../../src/evidence/cells/requests.ts'
import { type Gathered, nothing } from '../../../../src/evidence/checkpoint/gathered.ts'
import { withTold } from '../../../../src/evidence/checkpoint/gathering.ts'
import { type Evidence, evidenceOf } from '../../../../src/evidence/merged.ts'
import { createTally } from '../../../../src/evidence/open-tally.ts'
import { emptyTally, type Tally } from '../../../../src/evidence/tally.ts'
import type { Told } from '../../../../src/evidence/told.ts'
import { all, counted, hourMs, travelled } from '../given.ts'
import { happenings } from '../stream.ts'

const plan = counted(all)
const everyMetric = [...plan.byAnswer, ...plan.byOutcome].map(({ metric }) => metric)
const delays = [0, hourMs, 24 * hourMs]

/** Sixteen digits. */
export const id = (nth: number) => nth.toString(16).padStart(16, '0')

/** What an instance has counted, of every kind of metric, live and in shadow. */
export function aCount(nth: number, seed: number, length = 600, number = 1): Tally {
  const tally = createTally(emptyTally(id(nth), number - 1))
  const counting = tally.under(plan)
  for (const happen of happenings(seed, length)) happen(counting)
  return travelled(tally.take(0))
}

/** As a router answers a pull: its own tally first. */
export const tellingOf = (own: Tally, more: Partial<Told> = {}): Told => ({
  ...{ format: 1, kind: 'Pull', instance: own.instance, kept: [], heirs: [], lostWindows: [] },
  ...more,
  tallies: [own, ...(more.tallies ?? [])],
})

export const gatheredOf = (tallies: readonly Tally[], round = 1): Gathered =>
  tallies.reduce((sum, tally) => withTold(sum, tellingOf(tally), round).gathered, nothing)

/** All that judges read of it. */
export const judged = (gathered: Pick<Gathered, 'tallies'>, round = 1) =>
  cellsOf(evidenceOf(gathered.tallies, round))

const cellsOf = (evidence: Evidence) => ({
  live: everyMetric.map((metric) => liveCells(evidence, metric).cells),
  pairs: [...everyMetric, ...plan.byCopies].map((metric) => pairCells(evidence, metric).cells),
  requests: delays.map((delayMs) => requestCells(evidence, 'Live', delayMs)),
  copies: delays.map((delayMs) => requestCells(evidence, 'Shadow', delayMs)),
  missing: everyMetric.map((metric) => missingCells(evidence, metric)),
  units: evidence.units,
  events: evidence.events,
})
