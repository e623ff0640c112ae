import { Counter, Histogram, type Registry } from 'prom-client'
import { familiesText } from './families.ts'
import { type Counted, familiesOf, type Measured } from './measured.ts'

export type ExperimentMetrics = ReturnType<typeof createExperimentMetrics>

const seconds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/** What the operator that leads knows of experiments, and how fast it is. */
export function createExperimentMetrics(registry: Registry) {
  const registers = [registry]
  const known = new Map<string, Counted>()
  const decisions = new Histogram({
    name: 'contender_decision_duration_seconds',
    help: 'From the beginning of the pass that decided to its commit in the record.',
    buckets: seconds,
    registers,
  })
  const pushes = new Histogram({
    name: 'contender_push_duration_seconds',
    help: 'From the commit of a plan to the acknowledgement of the last router.',
    labelNames: ['urgent'],
    buckets: seconds,
    registers,
  })
  const tries = new Counter({
    name: 'contender_pushes_total',
    help: 'Plans that were sent to a router: Taken, Known, or the name of the failure.',
    labelNames: ['code'],
    registers,
  })
  const pulls = new Counter({
    name: 'contender_pulls_total',
    help: 'Tallies that a router was asked for: Ok, or the name of the failure.',
    labelNames: ['code'],
    registers,
  })
  return {
    /** Once a pass. */
    told: (measured: Measured) =>
      known.set(keyOf(measured), counted(known.get(keyOf(measured)), measured)),
    /** Its series go with it. */
    gone: (experiment: Pick<Measured, 'namespace' | 'name'>) => known.delete(keyOf(experiment)),
    /** Another replica leads, and tells of all of them. */
    deposed: () => known.clear(),
    decided: (tookMs: number) => decisions.observe(tookMs / 1000),
    obeyed: (isUrgent: boolean, tookMs: number) =>
      pushes.observe({ urgent: `${isUrgent}` }, tookMs / 1000),
    pushed: (code: string) => tries.inc({ code }),
    pulled: (code: string) => pulls.inc({ code }),
    text: () => familiesText(familiesOf([...known.values()])),
  }
}

const keyOf = ({ namespace, name }: Pick<Measured, 'namespace' | 'name'>) => `${namespace}/${name}`

function counted(before: Counted | undefined, measured: Measured): Counted {
  const { look, round } = measured
  const rowsBefore = before?.measured.round === round ? before.rows : []
  return {
    measured,
    rows: look?.rows ?? rowsBefore,
    looks: more(before?.looks, look === undefined ? [] : [look.verdict]),
    rounds: more(before?.rounds, before === undefined ? [] : endedSince(before, measured)),
  }
}

/** What ended before this operator led was counted by another one. */
function endedSince({ measured }: Counted, { history }: Measured): readonly string[] {
  const last = measured.history[0]?.round ?? 0
  return history.filter(({ round }) => round > last).map(({ outcome }) => outcome)
}

function more(
  counts: ReadonlyMap<string, number> = new Map(),
  words: readonly string[],
): ReadonlyMap<string, number> {
  const sum = new Map(counts)
  for (const word of words) sum.set(word, (sum.get(word) ?? 0) + 1)
  return sum
}
