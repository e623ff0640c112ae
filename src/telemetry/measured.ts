import type { Family, Labels, Sample } from './families.ts'

/** How an experiment stands after a pass. */
export type Measured = {
  readonly namespace: string
  readonly name: string
  readonly stage: string
  readonly round: number
  readonly conditions: readonly { readonly type: string; readonly status: string }[]
  readonly variants: readonly MeasuredVariant[]
  /** What this pass has looked at; absent, where it has not looked. */
  readonly look?: Look | undefined
  /** The newest first. */
  readonly history: readonly { readonly round: number; readonly outcome: string }[]
  /** When every router’s tally was last known. */
  readonly evidenceAtMs: number
}

type MeasuredVariant = {
  /** `name@revision`. */
  readonly variant: string
  readonly role: string
  readonly ready: number
  /** Part of all units that the plan gives it. */
  readonly share: number
  /** Part of all units that came to it in this epoch. */
  readonly observedShare?: number | undefined
}

type Look = { readonly verdict: string; readonly rows: readonly MeasuredRow[] }

/** One bound of one metric of one challenger. What is not known has no number. */
type MeasuredRow = {
  readonly metric: string
  readonly challenger: string
  readonly bound: string
  readonly n: number | undefined
  readonly estimate: number | undefined
  readonly low: number | undefined
  readonly high: number | undefined
  readonly p: number | undefined
}

/** What is remembered of an experiment besides how it stands. */
export type Counted = {
  readonly measured: Measured
  /** Of its last look in this round. */
  readonly rows: readonly MeasuredRow[]
  readonly looks: ReadonlyMap<string, number>
  readonly rounds: ReadonlyMap<string, number>
}

/** All series of these experiments. Their names are the users', their number is bounded by what a spec may hold. */
export const familiesOf = (all: readonly Counted[]): readonly Family[] =>
  families.map(({ samples, ...family }) => ({
    ...family,
    samples: all.flatMap((counted) => samplesOf(counted, samples)),
  }))

type Told = readonly (readonly [labels: Labels, value: number | undefined])[]
type Telling = Omit<Family, 'samples'> & { readonly samples: (counted: Counted) => Told }

function samplesOf(counted: Counted, told: Telling['samples']): readonly Sample[] {
  const { namespace, name } = counted.measured
  return told(counted).flatMap(([labels, value]) =>
    value === undefined || Number.isNaN(value)
      ? []
      : [{ labels: { namespace, experiment: name, ...labels }, value }],
  )
}

const gauge = (name: string, help: string, samples: Telling['samples']): Telling => ({
  ...{ name: `contender_${name}`, help, type: 'gauge', samples },
})
const counter = (name: string, help: string, samples: Telling['samples']): Telling => ({
  ...{ name: `contender_${name}_total`, help, type: 'counter', samples },
})

const families: readonly Telling[] = [
  gauge('experiment_stage', '1 for the stage that it is in.', ({ measured: { stage } }) => [
    [{ stage }, 1],
  ]),
  gauge('experiment_round', 'Number of the round.', ({ measured }) => [[{}, measured.round]]),
  gauge(
    'experiment_condition',
    '1 for the status that a condition has.',
    ({ measured: { conditions } }) => conditions.map((labels) => [{ ...labels }, 1]),
  ),
  gauge(
    'evidence_timestamp_seconds',
    'When every router’s tally was last known: evidence is as old as time() less this.',
    ({ measured }) => [[{}, measured.evidenceAtMs / 1000]],
  ),
  gauge('variant_ready', 'Replicas that are ready.', (counted) => byVariant(counted, 'ready')),
  gauge('variant_share', 'Part of all units that the plan gives it.', (counted) =>
    byVariant(counted, 'share'),
  ),
  gauge('variant_observed_share', 'Part of all units that came to it in this epoch.', (counted) =>
    byVariant(counted, 'observedShare'),
  ),
  gauge('metric_n', 'Predictions that count, of both sides.', (counted) => byRow(counted, 'n')),
  gauge('metric_estimate', 'On the scale of the bound.', (counted) => byRow(counted, 'estimate')),
  gauge('metric_low', 'Lower end of the interval, valid at all looks together.', (counted) =>
    byRow(counted, 'low'),
  ),
  gauge('metric_high', 'Upper end of the interval, valid at all looks together.', (counted) =>
    byRow(counted, 'high'),
  ),
  gauge('metric_p', 'The smallest always-valid p since the gates opened.', (counted) =>
    byRow(counted, 'p'),
  ),
  counter('looks', 'Looks at the evidence, by their verdict.', ({ looks }) =>
    [...looks].map(([verdict, count]) => [{ verdict }, count]),
  ),
  counter('rounds', 'Rounds that have ended while this operator led, by outcome.', ({ rounds }) =>
    [...rounds].map(([outcome, count]) => [{ outcome }, count]),
  ),
]

const byVariant = ({ measured }: Counted, figure: 'ready' | 'share' | 'observedShare'): Told =>
  measured.variants.map(({ variant, role, [figure]: value }) => [{ variant, role }, value])

const byRow = ({ rows }: Counted, figure: 'n' | 'estimate' | 'low' | 'high' | 'p'): Told =>
  rows.map(({ metric, challenger, bound, [figure]: value }) => [
    { metric, challenger, bound },
    value,
  ])
