import type { Both } from '../../effects/observed.ts'
import type { Counts } from '../../sums/counts.ts'
import type { LatencyHistogram } from '../../sums/latency-histogram.ts'
import type { Moments } from '../../sums/moments.ts'
import { type Pairs, pairs, withPair } from '../../sums/pairs.ts'
import type { Outcome } from '../outcomes/outcome.ts'
import type { Counter } from './counter.ts'
import { latencyCounter } from './latencies.ts'
import { momentCounter } from './moments.ts'
import { type Counted, type Counting, counters, type Kind } from './statistics.ts'

/** As which statistic pairs are counted. */
export type CountedPairs = {
  /** Yes-or-no outcomes. */
  readonly Pairs: Pairs
  readonly BothEvents: Both<Counts>
  readonly BothValues: Both<Moments>
  /** Of logarithms of milliseconds. */
  readonly BothLatencies: Both<LatencyHistogram>
  /** Challenger − champion. */
  readonly Differences: Moments
}

/** The name of a statistic of pairs. */
export type PairKind = keyof CountedPairs

/** As what both answers to a question are counted. */
export type AnswersKind = 'Confusion' | 'Scores' | 'SquaredErrors' | 'Explained'

/** Each as one statistic for either model. */
export type CountedAnswers = {
  readonly [K in AnswersKind as `Both${K}`]: Both<Counted[K]>
}

/** `challenger` is undefined where the copy came to nothing. */
export type PairCounter<S> = {
  readonly add: (champion: number, challenger: number | undefined) => void
  readonly read: () => S
}

/** How each statistic of pairs is begun, about a shift. */
export const pairCounters: {
  readonly [K in PairKind]: (shift: number) => PairCounter<CountedPairs[K]>
} = {
  Pairs: () => {
    let counted = pairs.none
    return {
      add: (champion, challenger) => {
        const other = challenger === undefined ? undefined : challenger === 1
        counted = withPair(counted, champion === 1, other)
      },
      read: () => counted,
    }
  },
  BothEvents: () => {
    const [ours, theirs] = [
      { n: 0, events: 0 },
      { n: 0, events: 0 },
    ]
    return {
      add: (champion, challenger) => {
        if (challenger === undefined) return
        ours.n++
        theirs.n++
        ours.events += champion
        theirs.events += challenger
      },
      read: () => ({ champion: { ...ours }, challenger: { ...theirs } }),
    }
  },
  BothValues: (shift) => {
    const ours = momentCounter(shift, ({ first }) => first)
    const theirs = momentCounter(shift, ({ second }) => second)
    return {
      add: (champion, challenger) => {
        if (challenger === undefined) return
        const outcome = { first: champion, second: challenger }
        ours.add(outcome)
        theirs.add(outcome)
      },
      read: () => ({ champion: ours.read(), challenger: theirs.read() }),
    }
  },
  BothLatencies: () => {
    const [ours, theirs] = [latencyCounter([]), latencyCounter([])]
    return {
      add: (champion, challenger) => {
        if (challenger === undefined) return
        ours.add({ first: Math.exp(champion), second: 0 })
        theirs.add({ first: Math.exp(challenger), second: 0 })
      },
      read: () => ({ champion: ours.read(), challenger: theirs.read() }),
    }
  },
  Differences: () => {
    const counter = momentCounter(0, ({ first, second }) => second - first)
    return {
      add: (first, second) => {
        if (second !== undefined) counter.add({ first, second })
      },
      read: counter.read,
    }
  },
}

/** Both answers, each as one statistic. */
export function answersCounter<K extends AnswersKind>(
  as: K,
  counting: Counting,
): AnswersCounter<K> {
  const begin: (counting: Counting) => Counter<Counted[K]> = counters[as]
  const [ours, theirs] = [begin(counting), begin(counting)]
  return {
    add: ({ champion, challenger }) => {
      ours.add(champion)
      theirs.add(challenger)
    },
    read: () => ({ champion: ours.read(), challenger: theirs.read() }),
  }
}

type AnswersCounter<K extends Kind> = {
  readonly add: (answers: Both<Outcome>) => void
  readonly read: () => Both<Counted[K]>
}
