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
    hint: 'Choose an address of this machine and a free port, with --admin HOST:PORT, --listen HOST:PORT or --port N.',
  },
  StateInUse: {
    status: 409,
    retry: true,
    hint: 'Stop whoever uses the folder, or choose another one.',
  },
  StateCorrupt: {
    status: 500,
    retry: false,
    hint: 'Restore the folder from a copy, give up what is named, or begin anew in another folder.',
  },
  StateTooNew: {
    status: 500,
    retry: false,
    hint: 'Use the newer version of Contender that has written it, or begin anew in another folder.',
  },
  StateUnwritable: {
    status: 500,
    retry: false,
    hint: 'Make room, look after the disk or name another folder, and start again: until then nothing more is written.',
  },
  ManifestRefused: {
    status: 422,
    retry: false,
    hint: 'Correct the named files; of experiments contender lint says more.',
  },
  RequestInvalid: {
    status: 400,
    retry: false,
    hint: 'Correct what is named; GET /v2/models/NAME says what the model takes.',
  },
  PathUnknown: {
    status: 404,
    retry: false,
    hint: 'GET /openapi.json says which paths there are.',
  },
  MethodNotAllowed: {
    status: 405,
    retry: false,
    hint: 'GET /openapi.json says what each path is asked with.',
  },
  BodyTooLarge: {
    status: 413,
    retry: false,
    hint: 'Send fewer rows at a time, as binary tensors, or raise --body-limit.',
  },
  EncodingUnsupported: {
    status: 415,
    retry: false,
    hint: 'Send the body as it is, or with Content-Encoding gzip or deflate.',
  },
  ClientGone: {
    status: 499,
    retry: false,
    hint: 'None: nobody waits for the answer any more.',
  },
  Overloaded: {
    status: 429,
    retry: true,
    hint: 'Ask again later, or serve the model with more replicas.',
  },
  ModelUnknown: {
    status: 404,
    retry: false,
    hint: 'Ask for one of the names that are served.',
  },
  VersionUnknown: {
    status: 404,
    retry: false,
    hint: 'Ask for one of the versions that are served, or for none: then the last one answers.',
  },
  ModelNotReady: {
    status: 503,
    retry: true,
    hint: 'Ask again later; where a failure is named, look after that.',
  },
  SettingsInvalid: {
    status: 422,
    retry: false,
    hint: 'Correct what is named. A server that runs goes on with what was there.',
  },
  ModelUriInvalid: {
    status: 400,
    retry: false,
    hint: 'Write file:///PATH, https://HOST/PATH or s3://BUCKET/KEY, without a user in it.',
  },
  ModelOriginForbidden: {
    status: 403,
    retry: false,
    hint: 'Take a place that is allowed, or allow it (--allow-hosts, --allow-loopback and their like); cloud metadata never is.',
  },
  ModelOriginUntrusted: {
    status: 502,
    retry: true,
    hint: 'Renew the certificate of the origin, or mount the ca.crt that it is signed with.',
  },
  ModelAccessDenied: {
    status: 403,
    retry: true,
    hint: 'Check the credentials that are mounted, and what they may read.',
  },
  ModelMissing: {
    status: 404,
    retry: true,
    hint: 'Put the model where the URI says, or correct the URI.',
  },
  ModelUnreachable: {
    status: 502,
    retry: true,
    hint: 'Look at the origin and the network. A server that runs tries again by itself.',
  },
  ModelAnswerInvalid: {
    status: 502,
    retry: true,
    hint: 'Look at what the origin answers: it must be the file, as it is.',
  },
  ModelTooLarge: {
    status: 413,
    retry: false,
    hint: 'Make the model smaller, or raise the limit.',
  },
  ModelDigestMismatch: {
    status: 422,
    retry: true,
    hint: 'Correct sha256, or put back the bytes that it was made of.',
  },
  ModelDigestChanged: {
    status: 409,
    retry: true,
    hint: 'Put the former bytes back, and give the new ones a URI of their own.',
  },
  ModelInvalid: {
    status: 422,
    retry: false,
    hint: 'Export the model anew as the message says: one ONNX file, with tensors in and out.',
  },
  InferenceFailed: {
    status: 400,
    retry: false,
    hint: 'Correct the values that are sent: the model has refused them.',
  },
  ModelCrashed: {
    status: 503,
    retry: true,
    hint: 'None: the model is opened anew. If it stays, give it more memory, or look at what it is sent.',
  },
  CacheUnwritable: {
    status: 500,
    retry: true,
    hint: 'Make room or look after the disk; it is tried again.',
  },
  CacheDamaged: {
    status: 500,
    retry: true,
    hint: 'None: it is fetched anew. If it comes again, look after the disk.',
  },
  UsageInvalid: { status: 400, retry: false, hint: 'Try contender --help.' },
} as const satisfies { readonly [code: string]: Failure }

export type FailureCode = keyof typeof failures

/** Whether a name is that of a failure; a bug of ours has none. */
export const isFailureCode = (code: string): code is FailureCode => Object.hasOwn(failures, code)

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
