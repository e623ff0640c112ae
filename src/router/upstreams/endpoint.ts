import { Pool } from 'undici'
import type { Ending } from './breaker.ts'
import { createEjection, type EjectionRules } from './ejection.ts'

/** One place where a variant answers. */
export type Endpoint = ReturnType<typeof openEndpoint>

/** How long to wait for a connection: a pod that is gone must not cost the whole deadline. */
const connectMs = 1_000

export function openEndpoint(address: string, rules: EjectionRules) {
  // Each attempt has a deadline of its own; the pool's would be one more timer each.
  const pool = new Pool(`http://${address}`, {
    ...{ pipelining: 1, headersTimeout: 0, bodyTimeout: 0, connect: { timeout: connectMs } },
  })
  const ejection = createEjection(rules)
  let outstanding = 0

  return {
    address,
    pool,
    outstanding: () => outstanding,
    began: () => {
      outstanding++
    },
    /** Returns whether it is left alone from now on. */
    ended: (ending: Ending, now: number): boolean => {
      outstanding--
      if (ending === 'Failing') return ejection.failed(now)
      if (ending === 'Sound') ejection.succeeded()
      return false
    },
    isOut: (now: number): boolean =>
      ejection.isOut(now) || (ejection.isOnTrial() && outstanding > 0),
    /** Its last answer was a failure. */
    isFailing: ejection.isFailing,
    /** Lets what is under way end. */
    close: () => pool.close(),
  }
}
