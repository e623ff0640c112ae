/** Why the server does not do what it was asked, as its `Status` says it. */
export type Refusal = {
  readonly code: number
  /** Absent where the server gives none. */
  readonly reason?: string
  readonly message: string
  readonly causes?: readonly Cause[]
}

export type Cause = {
  readonly reason: string
  readonly message: string
  readonly field?: string
}

export const badRequest = (message: string): Refusal => ({
  code: 400,
  reason: 'BadRequest',
  message,
})

/** The server does not say what it could not do. */
export const unprocessable: Refusal = {
  code: 422,
  reason: 'Invalid',
  message: 'the server rejected our request due to an error in our request',
}

export const tooLarge = (message: string): Refusal => ({
  code: 413,
  reason: 'RequestEntityTooLarge',
  message: `Request entity too large: ${message}`,
})

/** What Go's server answers to an error that has no status. */
export const failure = (message: string): Refusal => ({ code: 500, message })
