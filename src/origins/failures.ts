import { ContenderError, type FailureCode, saidBy } from '../errors.ts'

type Details = { readonly afterMs?: number; readonly anew?: boolean }

/** It did not work this time. How often it is tried is the affair of whoever asks. */
export class Again extends Error {
  override readonly name = 'Again'
  /** The origin does not want to be asked before. */
  readonly afterMs: number
  /** What has come so far is not the beginning of what there is now. */
  readonly anew: boolean

  constructor(said: string, { afterMs = 0, anew = false }: Details = {}) {
    super(said)
    this.afterMs = afterMs
    this.anew = anew
  }
}

/** An error of the system, or of Node. Ours have a code, too. */
export const isErrno = (cause: unknown): cause is NodeJS.ErrnoException =>
  cause instanceof Error &&
  !(cause instanceof ContenderError) &&
  'code' in cause &&
  typeof cause.code === 'string'

export const codeOf = (cause: unknown): string => (isErrno(cause) ? `${cause.code}` : '')

/** What a network or TLS says, as one of ours; what is ours, the caller's, or a bug stays as it is. */
export function failedOnTheWay(cause: unknown, told: string): unknown {
  if (cause instanceof ContenderError || cause instanceof Again) return cause
  if (cause instanceof Error && cause.name === 'TooLate') return new Again(cause.message)
  const code = codeOf(cause)
  if (distrust.test(code)) return wrong('ModelOriginUntrusted', told, saidBy(cause), cause)
  return isOfTheWay(cause, code) ? new Again(said(cause)) : cause
}

/** Of several addresses, all of which failed, each has its own to say. */
const said = (cause: unknown) =>
  cause instanceof AggregateError ? cause.errors.map(saidBy).join(', ') : saidBy(cause)

/** Node's own checks of what we give it are the bugs. */
const isOfTheWay = (cause: unknown, code: string) => code !== '' && !(cause instanceof TypeError)

/** What OpenSSL and Node call a certificate that proves nothing. */
const distrust =
  /^(CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(VERIFY|GET)|HOSTNAME_|INVALID_|PATH_LENGTH|ERR_TLS_CERT)/

export function wrong(code: FailureCode, told: string, why: string, cause?: unknown) {
  return new ContenderError(code, `${told}: ${why}`, cause === undefined ? {} : { cause })
}
