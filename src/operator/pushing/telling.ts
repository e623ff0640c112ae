import { type FailureCode, failures } from '../../errors.ts'
import type { Log } from '../../telemetry/log.ts'
import type { Obeyed } from './obeyed.ts'

type Told = Pick<Log, 'info' | 'warn' | 'error'>

/** Whether a person, or a plan, would see a difference. */
export const isOther = (one: Obeyed, another: Obeyed): boolean => saidIn(one) !== saidIn(another)

const saidIn = ({ obeyed, missingKeys, trouble }: Obeyed) =>
  JSON.stringify([obeyed, missingKeys, trouble?.code])

/** Each thing once, when it begins and when it ends. */
export function tellObeyed(
  log: Told,
  experiment: string,
  { before, now }: { readonly before: Obeyed; readonly now: Obeyed },
): void {
  if (before.missingKeys.join() !== now.missingKeys.join())
    log.info(
      { experiment, missingKeys: now.missingKeys },
      'routers have, or lack, keys of the plan',
    )
  if (before.trouble?.code !== now.trouble?.code) tellTrouble(log, experiment, now.trouble)
}

function tellTrouble(log: Told, experiment: string, trouble: Obeyed['trouble']): void {
  if (trouble === undefined) {
    log.info({ experiment }, 'routers take the plan again')
    return
  }
  const { code, detail } = trouble
  const { hint } = failures[code]
  log[levels[code] ?? 'warn']({ experiment, code, detail, hint }, 'a router does not take the plan')
}

/** None of them passes by itself: two have written one revision, or what we have made is wrong. */
const levels: { readonly [code in FailureCode]?: 'error' } = {
  PlanConflict: 'error',
  PlanForeign: 'error',
  PlanInvalid: 'error',
}
