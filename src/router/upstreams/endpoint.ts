import type { Ending } from './breaker.ts'
import { createEjection, type EjectionRules } from './ejection.ts'
import { openConnections } from './http1/connections.ts'

/** One place where a variant answers. */
export type Endpoint = ReturnType<typeof openEndpoint>

export function openEndpoint(address: string, rules: EjectionRules) {
  const connections = openConnections(address)
  const ejection = createEjection(rules)
  let outstanding = 0
  let heldUp = 0

  return {
    address,
    connections,
    outstanding: () => outstanding,
    began: () => {
      outstanding++
    },
    /** The answer to one of them waits for whoever reads it. */
    heldUp: () => {
      heldUp++
    },
    /** Returns whether it is left alone from now on. */
    ended: (ending: Ending, now: number, wasHeldUp = false): boolean => {
      outstanding--
      if (wasHeldUp) heldUp--
      if (ending === 'Failing') return ejection.failed(now)
      if (ending === 'Sound') ejection.succeeded()
      return false
    },
    isOut: (now: number): boolean =>
      ejection.isOut(now) || (ejection.isOnTrial() && outstanding > heldUp),
    /** Its last answer was a failure. */
    isFailing: ejection.isFailing,
    /** Lets what is under way end. */
    close: connections.close,
  }
}
