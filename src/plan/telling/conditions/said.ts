import type { Facts } from '../facts.ts'

/** What a condition says. */
export type Said = {
  readonly status: 'True' | 'False' | 'Unknown'
  /** A word that a person can act on; of a failure its one name. */
  readonly reason: string
  readonly message: string
}

/** Nothing: this pass has not looked, and what was said before still holds. */
export type Tell = (facts: Facts) => Said | undefined

export const yes = (reason: string, message: string): Said => ({ status: 'True', reason, message })
export const no = (reason: string, message: string): Said => ({ status: 'False', reason, message })
export const unsure = (reason: string, message: string): Said => ({
  status: 'Unknown',
  reason,
  message,
})
