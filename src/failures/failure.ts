export type Failure = { readonly status: number; readonly retry: boolean; readonly hint: string }

export type Failures = { readonly [code: string]: Failure }

/** Trying again, all else as it was, may help. */
export function again(status: number, hint: string): Failure {
  return { status, retry: true, hint }
}

export function final(status: number, hint: string): Failure {
  return { status, retry: false, hint }
}
