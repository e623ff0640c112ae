import type { Question, Trial } from '../../stats/decision/question.ts'
import { at } from '../../stats/sums/keyed.ts'
import type { AskedMetric } from './asked-metric.ts'
import type { Case } from './case.ts'
import type { Gathered, Observe } from './gathered.ts'
import { observeLive } from './live.ts'
import { meaningOf } from './meaning.ts'
import { roleIn } from './roles.ts'
import { observeShadow } from './shadowed.ts'

/** What is asked of everybody who is still in. O(metrics · rows), and O(metrics · cells) for each challenger. */
export function trialsOf(from: Gathered): readonly Trial[] {
  const { asked } = from
  const ask = asked.metrics.flatMap((metric) => questionOf(from, metric))
  return asked.challengers
    .filter(({ isOut }) => isOut !== true)
    .map(({ key, attempt }) => ({
      challenger: key,
      attempt,
      questions: ask.map((question) => question(key)),
    }))
}

/** One metric, as a question about whichever challenger; none where it says nothing in this contest. */
function questionOf(from: Gathered, metric: AskedMetric): readonly ((key: string) => Question)[] {
  const role = roleIn(from.asked, metric)
  if (role === undefined) return []
  const { goal, minimumEffect, margin, limit } = metric
  const observe = observing(from, metric)
  return [
    (key) => ({
      ...{ metric: metric.name, meaning: meaningOf(metric), role, goal },
      ...(minimumEffect !== undefined && { minimumEffect }),
      ...(margin !== undefined && { margin }),
      ...(limit !== undefined && { limit }),
      observed: observe(key),
    }),
  ]
}

function observing(from: Gathered, { name, counted, quantile = 0.5 }: AskedMetric): Observe {
  if (counted === undefined) return () => ({ of: 'Reported', value: readingOf(from.asked, name) })
  const observe = from.source === 'Live' ? observeLive : observeShadow
  return observe(from, { counted, quantile })
}

/**
 * A query is read for the whole experiment, so everybody is asked about the same number. Beyond its limit it proves nobody
 * guilty, and yet sends all home, one at a look: the limit is the experiment's, and a champion alone is what was there before.
 */
function readingOf({ queries }: Case, name: string): number | undefined {
  const answer = at(queries, name)
  return answer !== undefined && 'value' in answer ? answer.value : undefined
}
