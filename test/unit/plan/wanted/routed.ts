import type { ExperimentSpec } from '../../../../src/api/experiment.ts'
import { milliseconds } from '../../../../src/api/quantities.ts'
import { variantsOf } from '../../../../src/plan/variants/variants.ts'
import type { Routed, RoutedVariant } from '../../../../src/plan/wanted/plan-document.ts'
import type { Dice } from '../../../specs/dice.ts'

const instance = (n: number) => `${n}`.padStart(16, '0')

/** The first part of a round of a spec: some stand in line, of whom some have shares and some answer copies. */
export function aRouted(dice: Dice, name: string, spec: ExperimentSpec): Routed {
  return {
    experiment: { namespace: 'trading', name, uid: 'u-1' },
    round: {
      number: dice.between(1, 9),
      slices: {
        startMs: 1_790_000_000_000 + dice.below(1e6),
        lengthMs: dice.between(1, 3_600_000),
      },
      acceptForMs: milliseconds(spec.outcomes.acceptFor) + dice.pick([0, 0.5, 1, 86_400_000]),
    },
    spec,
    departed: dice.times(dice.below(4), (n) => ({ instance: instance(n), heir: instance(n + 1) })),
    keys: { sign: 'k2', accept: ['k1', 'k2'] },
    before: undefined,
    ...drawn(dice, spec, dice.between(1, 99)),
  }
}

/** Who gets what, under the next number of an epoch. */
export function drawn(
  dice: Dice,
  spec: ExperimentSpec,
  epoch: number,
): Pick<Routed, 'epoch' | 'variants'> {
  const variants = variantsOf(spec).map((variant) => placed(dice, variant))
  const [champion = '', ...others] = variants.map(({ variant }) => variant.key)
  const shares = others
    .map((variant, nth) => ({ variant, from: nth / 8, to: (nth + dice.pick([0.05, 0.4, 1])) / 8 }))
    .filter(() => dice.pick([true, false]))
  const shadow = dice.maybe(() => ({
    percent: dice.between(1, 100),
    variants: others.filter(() => dice.pick([true, false])),
  }))
  return { variants, epoch: { epoch, champion, shares, ...(shadow !== undefined && { shadow }) } }
}

function placed(dice: Dice, variant: RoutedVariant['variant']): RoutedVariant {
  const endpoints = dice.times(dice.pick([0, 2, 1200]), (n) => `10.0.${n >> 8}.${n & 255}:8080`)
  const service = dice.maybe(() => dice.pick(['10.96.0.7:80', '[fd00::7]:80', '127.0.0.1:31000']))
  const at = { endpoints, ...(service !== undefined && { service }) }
  return { variant, at: dice.pick([at, at, undefined]) }
}
