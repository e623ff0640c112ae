import type { RoutingPlan } from '../api/routing-plan.ts'
import { ContenderError } from '../errors.ts'
import { textOf, valuesOf } from './headers.ts'

/** It says on an answer who gave it, and on a request who should. */
export const variantHeader = 'x-contender-variant'

/**
 * Whom a caller asks for, by `name@revision` or by name: where two revisions of a name are about, the challenger. A
 * variant that is none is refused (`VariantUnknown`). Where the plan allows no override the header means nothing: it
 * may come from another experiment's answer, handed on by a service in between.
 */
export function createOverride({
  allowOverride,
  champion,
  variants,
}: Pick<RoutingPlan, 'allowOverride' | 'champion' | 'variants'>): (
  rawHeaders: readonly string[],
) => string | undefined {
  if (!allowOverride) return () => undefined
  const keys = variants.map(({ name }) => name)
  return (rawHeaders) => {
    const [asked = ''] = valuesOf(rawHeaders, variantHeader)
    return asked === '' ? undefined : meant(asked, keys, champion)
  }
}

function meant(asked: string, keys: readonly string[], champion: string): string {
  const called = keys.filter((key) => key === asked || key.startsWith(`${asked}@`))
  const challengers = called.filter((key) => key !== champion)
  const [key = called[0], another] = challengers
  if (key !== undefined && another === undefined) return key
  const what = key === undefined ? 'is none of the variants' : 'is the name of more than one'
  const choice = (key === undefined ? keys : challengers).join(', ')
  throw new ContenderError('VariantUnknown', `${shown(asked)} ${what}: choose one of ${choice}`)
}

const shown = (asked: string) => JSON.stringify(textOf(asked).slice(0, 64))
