import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { JsonObject } from '../../src/api/json.ts'
import type { Role } from '../../src/api/metric-kinds.ts'
import { createDice, dayLevel } from './dice.ts'
import { type Edits, edited } from './edit.ts'
import { aSoundMetric, kindsFor } from './sound-metric.ts'
import { aSoundVariant } from './sound-variant.ts'

const examples = join(import.meta.dirname, '../../deploy/examples')

const example = (name: string): JsonObject =>
  edited(parse(readFileSync(join(examples, name), 'utf8')), { 'metadata.namespace': undefined })

export const smallest = example('smallest.yaml')
/** Has every field but those of `otherChoices`; a test holds it to that. */
export const everything = example('everything.yaml')

/** Of fields that exclude each other, the ones that the example doesn't show. */
export const otherChoices: readonly Edits[] = [
  {
    'spec.traffic.canary': undefined,
    'spec.traffic.split': { challengers: [{ name: 'enhanced', percent: 30 }] },
    'spec.traffic.unit': { cookie: 'uid' },
  },
  { 'spec.traffic.unit': { pointer: '/parameters/user' } },
  {
    'spec.task': 'Regression',
    'spec.metrics': [
      { name: 'error', kind: 'MAE', role: 'Objective', outcomeDelay: '24h', largestError: '100' },
    ],
  },
]

/** The full example with more of everything: sound, and never twice the same. */
export function aBase(random: () => number): JsonObject {
  const dice = createDice(random)
  const variants = dice.times(
    dice.below(3),
    (i): Edits => ({
      'spec.variants[+]': aSoundVariant(dice, `more-${i}`),
    }),
  )
  const metrics = dice.times(dice.below(4), (i): Edits => {
    const role = dice.pick<Role>(['Guardrail', 'Info'])
    const kind = dice.pick(kindsFor('Classification', role))
    return {
      'spec.metrics[+]': aSoundMetric(dice, `more-${i}`, kind, role, { delayLevel: dayLevel }),
    }
  })
  const other: Edits = {
    // No two are alike, whichever part of them is broken afterwards.
    'metadata.labels': { sample: `${dice.below(1_000_000_000)}` },
    'spec.variants[0].model.version': `${dice.below(1_000_000_000)}`,
    'spec.suspend': dice.pick([true, false]),
  }
  return [...variants, ...metrics].reduce(edited, edited(everything, other))
}
