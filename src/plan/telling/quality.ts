import type { ExperimentStatus } from '../../api/status.ts'
import type { Facts, Found } from './facts.ts'
import { chanceText, whole } from './figures.ts'
import { lengthText } from './texts.ts'

type Decision = NonNullable<ExperimentStatus['decision']>

/** Units by variant, beside what the history of shares would have had. */
export function sampleRatioTold({ looked }: Found): NonNullable<Decision['sampleRatio']> {
  const { logP, observed, expected } = looked.judgement.sampleRatio
  const variants = Object.keys(expected).slice(0, most)
  return {
    p: chanceText(logP),
    variants: variants.map((variant) => ({
      variant: variant.slice(0, 32),
      expected: whole(expected[variant] ?? 0),
      observed: whole(observed[variant] ?? 0),
    })),
  }
}

const most = 12

/** What may be missing from the evidence. */
export function lossesTold({ o }: Facts): NonNullable<Decision['losses']> {
  const { lostWindowMs, lossBoundMs, intervals } = o.evidence.losses
  return {
    ...(intervals !== undefined && { lostIntervals: whole(intervals.lost) }),
    ...(lostWindowMs > 0 && { lostWindow: lengthText(lostWindowMs) }),
    ...(lossBoundMs > 0 && { lossBound: lengthText(lossBoundMs) }),
  }
}
