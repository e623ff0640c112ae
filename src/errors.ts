type Failure = { readonly status: number; readonly retry: boolean; readonly hint: string }

/**
 * Every failure that a user can meet today. The key is its one name everywhere: condition reason, Event
 * reason, problem `code` over HTTP, log field, metric label and anchor in the documentation. What the
 * contract promises for later (`ModelDigestMismatch`, `TemplateInvalid`) comes with what can fail so.
 */
export const failures = {
  ApiUnreachable: {
    status: 502,
    retry: true,
    hint: 'Check the address, the API server and the network.',
  },
  ApiForbidden: { status: 403, retry: true, hint: 'Grant the operator the named permission.' },
  ApiUnauthorized: { status: 401, retry: true, hint: 'Renew the credentials in the kubeconfig.' },
  CrdMissing: {
    status: 404,
    retry: true,
    hint: 'Install it: kubectl apply -f crds/modelexperiments.yaml.',
  },
  KubeconfigInvalid: {
    status: 400,
    retry: false,
    hint: 'Set KUBECONFIG to a readable file, or run inside a cluster.',
  },
  UsageInvalid: { status: 400, retry: false, hint: 'Try contender --help.' },
} as const satisfies { readonly [code: string]: Failure }

export type FailureCode = keyof typeof failures

/** An expected failure. Anything else that is thrown is a bug, and is allowed to look like one. */
export class ContenderError extends Error {
  override readonly name = 'ContenderError'
  readonly code: FailureCode

  constructor(code: FailureCode, detail: string, options?: ErrorOptions) {
    super(detail, options)
    this.code = code
  }
}

/** What a caught value has to say, on one line. */
export function saidBy(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : `${cause}`
  return text.split('\n')[0]?.slice(0, 300) ?? ''
}
