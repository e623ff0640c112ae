import type { ExperimentSpec } from '../../api/experiment.ts'
import type { QueryAnswer } from '../../plan/observation.ts'
import type { Clock } from '../../reconciler/clock.ts'
import type { AskQuery } from './asking.ts'
import { answerIn, type Entry, isDue, isForgotten, newEntry, type Query } from './entry.ts'

/** What is known of queries by now. */
type Queries = {
  /**
   * Of an experiment's metrics of the kind Query, what was answered lately. It waits for nothing: what is due is asked
   * meanwhile.
   */
  readonly seen: (key: string, metrics: ExperimentSpec['metrics']) => Answers
  /** Asks no more, and resolves when nothing is under way. */
  readonly close: () => Promise<void>
}

type Answers = { readonly [metric: string]: QueryAnswer }

export type QueriesPorts = {
  readonly ask: AskQuery
  readonly clock: Pick<Clock, 'now'>
  /** Something else is known now than what this experiment was told. */
  readonly learned: (key: string) => void
}

/** At once, over all experiments: one Prometheus answers for many. */
const mostAtOnce = 8

export function createQueries({ ask, clock, learned }: QueriesPorts): Queries {
  const known = new Map<string, Entry>()
  const waiting = new Set<Entry>()
  const underWay = new Map<Entry, Promise<void>>()
  const stop = new AbortController()

  function seen(key: string, metrics: ExperimentSpec['metrics'] = []): Answers {
    const nowMs = clock.now()
    for (const [id, entry] of known) if (isForgotten(entry, nowMs)) known.delete(id)
    const answers = metrics.flatMap(({ name, prometheus }) =>
      prometheus === undefined
        ? []
        : [[name, answerIn(wanted(key, prometheus, nowMs), nowMs)] as const],
    )
    begin()
    return Object.fromEntries(answers)
  }

  function wanted(key: string, query: Query, nowMs: number): Entry {
    const id = JSON.stringify([query.address, query.query])
    const entry = known.get(id) ?? newEntry(query)
    known.set(id, entry)
    entry.keys.add(key)
    entry.wantedAtMs = nowMs
    if (isDue(entry, nowMs) && !underWay.has(entry)) waiting.add(entry)
    return entry
  }

  function begin(): void {
    for (const entry of waiting) {
      if (stop.signal.aborted || underWay.size >= mostAtOnce) return
      waiting.delete(entry)
      underWay.set(entry, asking(entry))
    }
  }

  async function asking(entry: Entry): Promise<void> {
    entry.askedAtMs = clock.now()
    const said = await ask(entry.query, stop.signal)
    underWay.delete(entry)
    if (stop.signal.aborted) return
    const nowMs = clock.now()
    const before = answerIn(entry, nowMs)
    entry.answer = { atMs: nowMs, said }
    if (JSON.stringify(said) !== JSON.stringify(before)) tell(entry)
    begin()
  }

  /** Whoever still wants it says so again. */
  function tell({ keys }: Entry): void {
    const told = [...keys]
    keys.clear()
    for (const key of told) learned(key)
  }

  async function close(): Promise<void> {
    stop.abort()
    await Promise.all(underWay.values())
  }

  return { seen, close }
}
