type Failure = { readonly status: number; readonly retry: boolean; readonly hint: string }

/**
 * Every failure that a user can meet today. The key is its one name everywhere: condition reason, Event
 * reason, problem `code` over HTTP, log field, metric label and anchor in the documentation. What the
 * contract promises for later (`ModelDigestMismatch`, `TemplateInvalid`) comes with what can fail so.
 */
export const failures = {
  ApiUnreachable: again(502, 'Check the address, the API server and the network.'),
  ApiUnavailable: again(
    503,
    'None: it is tried again. If it stays, look at the API server and its webhooks.',
  ),
  ApiForbidden: again(403, 'Grant the operator the named permission.'),
  ApiUnauthorized: again(
    401,
    'Renew the credentials: in the kubeconfig, or the service account of the pod.',
  ),
  CrdMissing: again(404, 'Install it: kubectl apply -f crds/modelexperiments.yaml.'),
  ResourceMissing: again(
    404,
    'Use a cluster that serves this kind of object: Kubernetes 1.31 or newer.',
  ),
  NamespaceGone: final(409, 'None: what is in a namespace ends with it.'),
  NameTaken: final(
    409,
    'Remove or rename the object that has this name, or rename the experiment.',
  ),
  StaleWrite: again(409, 'None: the object has changed, and the next pass sees it as it is now.'),
  ObjectInvalid: final(422, 'Correct the named field; where it is not one of yours, report a bug.'),
  KubeconfigInvalid: final(
    400,
    'Correct what is named, set KUBECONFIG to another file, or run inside a cluster.',
  ),
  LeadLost: again(409, 'None: another replica leads and goes on.'),
  AddressInvalid: final(
    400,
    'Choose an address of this machine and a free port, with --admin HOST:PORT, --listen HOST:PORT or --port N.',
  ),
  StateInUse: again(
    503,
    'Stop whoever uses the folder, or choose another one; two Pods may never have one volume.',
  ),
  StateCorrupt: final(
    500,
    'Restore the folder from a copy, give up what is named, or begin anew in another folder.',
  ),
  StateTooNew: final(
    500,
    'Use the newer version of Contender that has written it, or begin anew in another folder.',
  ),
  StateUnwritable: final(
    500,
    'Make room, look after the disk or name another folder, and start again: until then nothing more is written.',
  ),
  ManifestRefused: final(422, 'Correct the named files; of experiments contender lint says more.'),
  RequestInvalid: final(
    400,
    'Correct what is named. Of a prediction, GET /v2/models/NAME says what the model takes.',
  ),
  PathUnknown: final(404, 'See GET /openapi.json of a server, docs/route.md of a router.'),
  MethodNotAllowed: final(405, 'See GET /openapi.json of a server, docs/route.md of a router.'),
  BodyTooLarge: final(413, 'Send fewer rows at a time, as binary tensors, or raise --body-limit.'),
  EncodingUnsupported: final(
    415,
    'Send the body as it is, or with Content-Encoding gzip or deflate.',
  ),
  ClientGone: final(499, 'None: nobody waits for the answer any more.'),
  Overloaded: again(429, 'Ask again later, or serve the model with more replicas.'),
  ModelUnknown: final(404, 'Ask for one of the names that are served.'),
  VersionUnknown: final(
    404,
    'Ask for one of the versions that are served, or for none: then the last one answers.',
  ),
  ModelNotReady: again(503, 'Ask again later; where a failure is named, look after that.'),
  SettingsInvalid: final(
    422,
    'Correct what is named. A server that runs goes on with what was there.',
  ),
  PlanForeign: final(403, 'Send each router the plan of its own experiment.'),
  PlanStale: final(409, 'None: a newer plan holds.'),
  PlanConflict: final(
    409,
    'Give the plan a higher planRevision if the change is meant. An operator does so by itself.',
  ),
  VariantUnknown: final(
    400,
    'Choose one of the variants that are named, or leave x-contender-variant out.',
  ),
  ModelUriInvalid: final(
    400,
    'Write file:///PATH, https://HOST/PATH or s3://BUCKET/KEY, without a user in it.',
  ),
  ModelOriginForbidden: final(
    403,
    'Take a place that is allowed, or allow it (--allow-hosts, --allow-loopback and their like); cloud metadata never is.',
  ),
  ModelOriginUntrusted: again(
    502,
    'Renew the certificate of the origin, or mount the ca.crt that it is signed with.',
  ),
  ModelAccessDenied: again(403, 'Check the credentials that are mounted, and what they may read.'),
  ModelMissing: again(404, 'Put the model where the URI says, or correct the URI.'),
  ModelUnreachable: again(
    502,
    'Look at the origin and the network. A server that runs tries again by itself.',
  ),
  ModelAnswerInvalid: again(502, 'Look at what the origin answers: it must be the file, as it is.'),
  ModelTooLarge: final(413, 'Make the model smaller, or raise the limit.'),
  ModelDigestMismatch: again(422, 'Correct sha256, or put back the bytes that it was made of.'),
  ModelDigestChanged: again(
    409,
    'Put the former bytes back, and give the new ones a URI of their own.',
  ),
  ModelInvalid: final(
    422,
    'Export the model anew as the message says: one ONNX file, with tensors in and out.',
  ),
  InferenceFailed: final(400, 'Correct the values that are sent: the model has refused them.'),
  ModelCrashed: again(
    503,
    'None: the model is opened anew. If it stays, give it more memory, or look at what it is sent.',
  ),
  CacheUnwritable: again(500, 'Make room or look after the disk; it is tried again.'),
  CacheDamaged: again(500, 'None: it is fetched anew. If it comes again, look after the disk.'),
  OutcomesInvalid: final(
    400,
    'Correct what is named: one outcome, a JSON array of them, or one on each line, each { "receipt", "truth"?, "values"? }.',
  ),
  OutcomeUnscorable: final(
    422,
    'Correct what each metric names and send the outcome again: nothing of it was counted.',
  ),
  IssuerAway: again(
    503,
    'Send it again: the router that gave the receipt is away, and nobody else may score it before its heir is known. Of one that is lost for good a plan names it (departed).',
  ),
  PlanBehind: again(503, 'Send it again: this router waits for the plan of that round.'),
  TallyFull: again(
    503,
    'Send it again later. If it stays, give routers more memory, or units fewer.',
  ),
  JournalUnwritable: again(
    503,
    'Make room, or look after the disk: outcomes are taken again as soon as it can be written.',
  ),
  BequestRefused: again(409, 'None: the router that stops asks another one.'),
  ReceiptMalformed: final(
    400,
    'Send x-contender-receipt as the answer bore it, whole: columns that are too short cut it off, and nothing is added to it.',
  ),
  ReceiptTampered: final(
    403,
    'Send the receipt as the answer bore it. Somebody has changed it on its way, or it was never given.',
  ),
  ReceiptForeign: final(
    403,
    'Send the outcome to the experiment that gave the receipt. What was signed with a key that is dropped since is lost.',
  ),
  ReceiptExpired: final(
    410,
    'Send outcomes sooner, or raise outcomes.acceptFor for those to come.',
  ),
  ReceiptFromFuture: again(
    400,
    'Send it again later, and set the clocks of the nodes: two of them are more than a minute apart.',
  ),
  KeysInvalid: final(
    422,
    'Correct what is named. A key is an id (a-z, 0-9, -) with at least 32 random bytes as base64: openssl rand -base64 32.',
  ),
  KeyMissing: again(
    503,
    'Try again later: keys are looked for every 10 seconds. If it stays, mount the named key beside the others.',
  ),
  Unauthorized: final(401, 'Sign the request with a key of the experiment, as docs/route.md says.'),
  PlanInvalid: final(
    422,
    'Correct what is named. A router that runs goes on with the plan that it has.',
  ),
  PlanMissing: again(503, 'Ask again later: the router waits for its first plan.'),
  VariantTimeout: again(
    504,
    'Ask again. If it stays, look at how busy the variant is, or raise traffic.fallback.timeout.',
  ),
  VariantUnreachable: again(
    503,
    'Ask again later, and look whether pods of the variant are ready.',
  ),
  VariantBroken: again(
    502,
    'Ask again. If it stays, look at the log of the variant: it ends answers in the middle.',
  ),
  CircuitOpen: again(
    503,
    'Ask again in a second: the variant has failed too often, and is tried again by itself.',
  ),
  UsageInvalid: final(400, 'Try contender --help.'),
} satisfies { readonly [code: string]: Failure }

/** Trying again, all else as it was, may help. */
function again(status: number, hint: string): Failure {
  return { status, retry: true, hint }
}

function final(status: number, hint: string): Failure {
  return { status, retry: false, hint }
}

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

/** Several things wrong at once, as one failure: whoever has more to correct sees the rest afterwards. */
export function failureOf(code: FailureCode, lines: readonly string[]): ContenderError {
  const left = lines.length - mostTold
  const more = left > 0 ? [`and ${left} more`] : []
  return new ContenderError(code, [...lines.slice(0, mostTold), ...more].join('; '))
}

const mostTold = 5

/** What a caught value has to say, on one line. */
export function saidBy(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : `${cause}`
  return text.split('\n')[0]?.slice(0, 300) ?? ''
}
