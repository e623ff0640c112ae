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
  ApiUnavailable: {
    status: 503,
    retry: true,
    hint: 'None: it is tried again. If it stays, look at the API server and its webhooks.',
  },
  ApiForbidden: { status: 403, retry: true, hint: 'Grant the operator the named permission.' },
  ApiUnauthorized: {
    status: 401,
    retry: true,
    hint: 'Renew the credentials: in the kubeconfig, or the service account of the pod.',
  },
  CrdMissing: {
    status: 404,
    retry: true,
    hint: 'Install it: kubectl apply -f crds/modelexperiments.yaml.',
  },
  ResourceMissing: {
    status: 404,
    retry: true,
    hint: 'Use a cluster that serves this kind of object: Kubernetes 1.31 or newer.',
  },
  NamespaceGone: {
    status: 409,
    retry: false,
    hint: 'None: what is in a namespace ends with it.',
  },
  NameTaken: {
    status: 409,
    retry: false,
    hint: 'Remove or rename the object that has this name, or rename the experiment.',
  },
  StaleWrite: {
    status: 409,
    retry: true,
    hint: 'None: the object has changed, and the next pass sees it as it is now.',
  },
  ObjectInvalid: {
    status: 422,
    retry: false,
    hint: 'Correct the named field; where it is not one of yours, report a bug.',
  },
  KubeconfigInvalid: {
    status: 400,
    retry: false,
    hint: 'Correct what is named, set KUBECONFIG to another file, or run inside a cluster.',
  },
  LeadLost: { status: 409, retry: true, hint: 'None: another replica leads and goes on.' },
  AddressInvalid: {
    status: 400,
    retry: false,
    hint: 'Choose an address of this machine and a free port with --admin HOST:PORT.',
  },
  UsageInvalid: { status: 400, retry: false, hint: 'Try contender --help.' },
} as const satisfies { readonly [code: string]: Failure }

export type FailureCode = keyof typeof failures

type Details = ErrorOptions & { readonly retryAfterMs?: number | undefined }

/** An expected failure. Anything else that is thrown is a bug, and is allowed to look like one. */
export class ContenderError extends Error {
  override readonly name = 'ContenderError'
  readonly code: FailureCode
  /** Before that the other side does not want to be asked again. */
  readonly retryAfterMs: number | undefined

  constructor(code: FailureCode, detail: string, { retryAfterMs, ...options }: Details = {}) {
    super(detail, options)
    this.code = code
    this.retryAfterMs = retryAfterMs
  }
}

/** What a caught value has to say, on one line. */
export function saidBy(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : `${cause}`
  return text.split('\n')[0]?.slice(0, 300) ?? ''
}
