import { targetOf } from '../forwarding/target.ts'

/** Whether a request brings outcomes: everything else at the clients' port is the models'. */
export function isForOutcomes(url: string | undefined): boolean {
  if (url === undefined) return false
  return path.test(isAbsolute.test(url) ? targetOf(url) : url)
}

const path = /^\/v1\/outcomes\/?(?:\?|$)/

/** As whoever takes us for a proxy writes it. */
const isAbsolute = /^https?:\/\/[^/?#]/i
