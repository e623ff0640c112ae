import { absent } from './compare.ts'
import { inertKinds, inertWords, whyInert } from './inert.ts'
import { badRequest, notAllowed, notFound, taken, unauthorized } from './refused.ts'
import type { Deviation, Deviations } from './verdict.ts'

const why = {
  words: 'words of Go and of its libraries are not all repeated',
  form: 'objects are read in YAML and written in JSON; OpenAPI is there as JSON only',
  duplicates: 'a JSON field that comes twice is not noticed: the last one counts',
  customs: 'custom resources are treated as all others are: what is not served is told in one way',
  strangers: 'there is one user, with a token: whoever lacks it is told nothing but that',
  warnings: 'of metadata, only what is refused is told: nobody is warned',
  loopback: 'everything is on the loopback device here',
  addresses: 'Services have addresses of their own kind here: no port of a node, no range to dial',
  discovery: 'discovery is plain, and has no list of paths',
  query: 'a query that cannot be decoded is taken as it is',
  inert: whyInert,
} as const

const at = (steps: readonly number[], path: string, ours: unknown, reason: keyof typeof why) => ({
  steps,
  path,
  ours,
  why: why[reason],
})

/** Another status and another body than the real server's. */
const refused = (
  steps: readonly number[],
  body: { readonly code: number },
  reason: keyof typeof why,
): readonly Deviation[] => [at(steps, 'status', body.code, reason), at(steps, 'body', body, reason)]

const inWords = (step: number, message: string) => at([step], 'body.message', message, 'words')

const unrecognized = (kind: string, more: string) =>
  `the object provided is unrecognized (must be of type ${kind}): couldn't get version/kind; json parse error: ${more}`

const plainText = 'text/plain; charset=utf-8'

const undecoded =
  "unable to parse requirement: <nil>: Invalid value: \"%zz\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"

/** A ConfigMap whose data is a text. */
const textAsData =
  'Invalid value: "{\\"apiVersion\\":\\"v1\\",\\"data\\":\\"text\\",\\"kind\\":\\"ConfigMap\\",\\"metadata\\":{\\"creationTimestamp\\":\\"<now>\\",\\"name\\":\\"a\\",\\"namespace\\":\\"<ns>\\",\\"resourceVersion\\":\\"r1\\",\\"uid\\":\\"u1\\"}}": json: cannot unmarshal string into Go struct field ConfigMap.data of type map[string]string'

/** In these steps an object is made that is only stored. */
const toldOf = (kind: string, ...steps: readonly number[]): readonly Deviation[] => [
  at(steps, 'headers.warning', `299 - ${JSON.stringify(inertWords(kind))}`, 'inert'),
]

const ofEveryInertKind = inertKinds.flatMap(
  (kind): readonly (readonly [string, readonly Deviation[]])[] => [
    [`every kind: ${kind}: a small one, with its defaults`, toldOf(kind, 1)],
    [`every kind: ${kind}: a table`, toldOf(kind, 1, 2)],
    [`every kind: ${kind}: replaced without a version by the same`, toldOf(kind, 1)],
    [`every kind: ${kind}: metadata`, toldOf(kind, 1)],
  ],
)

/** Where the embedded server says something else than the real one. */
export const deviations: Deviations = {
  ...Object.fromEntries(ofEveryInertKind),
  'strategic merge patch: secrets of an account are told apart by name': toldOf(
    'ServiceAccount',
    1,
  ),
  'status: status of a budget and of a service': toldOf('PodDisruptionBudget', 1),
  'refusals: NetworkPolicy: ports and peers that exist': toldOf('NetworkPolicy', 1),
  'tables: NetworkPolicy: whom it is about': toldOf('NetworkPolicy', 1, 2),
  'tables: PodDisruptionBudget: what it allows': toldOf('PodDisruptionBudget', 1, 2),
  'tables: HorizontalPodAutoscaler: what it aims at': toldOf('HorizontalPodAutoscaler', 1, 2),
  'get: a form that nobody knows cannot be had': [
    inWords(
      3,
      '406: Not Acceptable\n\nAvailable representations: application/json, application/yaml, application/vnd.kubernetes.protobuf',
    ),
    at([3], 'body.details', {}, 'words'),
  ],
  'get: YAML, where that is asked for': [
    at([2], 'status', 406, 'form'),
    at([2], 'headers.content-type', 'application/json', 'form'),
    at([2], 'body', ['[object Object]'], 'form'),
  ],
  'list: a page is continued by its own word only': [
    inWords(
      1,
      'invalid continue token: continue key is not valid: server does not recognize this encoded version ',
    ),
  ],
  'bodies: another version than that of the address is refused': [
    at([3], 'headers.warning', absent, 'customs'),
  ],
  'bodies: what is not JSON is refused': [
    inWords(2, unrecognized('ConfigMap', 'invalid character in JSON (68656c6c6f)')),
    inWords(
      3,
      unrecognized('ConfigMap', 'invalid character in JSON ({"metadata":{"name":"a"}} and  ...)'),
    ),
  ],
  'bodies: JSON that is no object is refused': [
    inWords(1, unrecognized('ConfigMap', 'json: cannot unmarshal [] (5b5d)')),
    inWords(2, unrecognized('ConfigMap', 'json: cannot unmarshal "text" (227465787422)')),
    inWords(4, unrecognized('ModelExperiment', 'json: cannot unmarshal [] (5b5d)')),
    inWords(5, unrecognized('ModelExperiment', 'json: cannot unmarshal "text" (227465787422)')),
  ],
  'bodies: YAML is read as well': [
    inWords(2, unrecognized('ConfigMap', 'invalid character in JSON (6d657461646174613a205b)')),
  ],
  'bodies: a field that comes twice: the last one counts, and one is warned': [
    at([1], 'headers.warning', absent, 'duplicates'),
    ...refused([3], taken('configmaps', 'b'), 'duplicates'),
    at(
      [4],
      'body.message',
      'the object provided is unrecognized (must be of type ModelExperiment): Object \'Kind\' is missing in \'{"metadata":{"name":"b"}}\' ({"metadata":{"name":"b"}})',
      'duplicates',
    ),
  ],
  'delete many: nothing else is done to all': refused([2], notAllowed, 'customs'),
  'merge patch: a patch must be an object': [
    inWords(3, 'error decoding patch: invalid character in JSON'),
  ],
  'merge patch: a patch in YAML': [inWords(2, 'error decoding patch: invalid character in JSON')],
  'strategic merge patch: what is no object is refused': [
    inWords(4, ` "" is invalid: patch: ${textAsData}`),
    at([4], 'body.details.causes[0].message', textAsData, 'words'),
  ],
  'apply rules: it is YAML that is applied': [
    inWords(2, 'error decoding YAML: invalid character in JSON'),
    inWords(4, 'error decoding YAML: json: cannot unmarshal []'),
  ],
  'status: status is neither made nor deleted': [at([2, 3], 'body', notAllowed, 'customs')],
  'scale: it is not negative': refused(
    [4],
    badRequest('json: cannot unmarshal into Go struct field ScaleSpec.spec.replicas of type int32'),
    'words',
  ),
  'scale: another name, and another kind': [
    inWords(3, 'the body of the request is no Scale of autoscaling/v1'),
  ],
  'scale: of what is not there, and of what has none': [at([5], 'body', notFound, 'customs')],
  'owners and finalizers: an owner that comes twice is warned of': [
    at([2], 'headers.warning', absent, 'warnings'),
    at(
      [2],
      'body.metadata.ownerReferences[1]',
      { apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: 'u1' },
      'warnings',
    ),
  ],
  'refusals: EndpointSlice: no loopback addresses': [
    at([1], 'status', 201, 'loopback'),
    at([1], 'body', 'EndpointSlice', 'loopback'),
  ],
  'what kinds do: Service: a port of every node': [
    at([1], 'body.spec.ports[0].nodePort', absent, 'addresses'),
  ],
  'discovery: the versions of what is as old as Kubernetes': [
    at([1], 'body.serverAddressByClientCIDRs', [], 'addresses'),
  ],
  'discovery: a group or a version that is not served': [
    at([3, 4], 'headers.content-type', plainText, 'discovery'),
    at([3, 4], 'body', '404 page not found\n', 'discovery'),
  ],
  'discovery: who asks for all at once gets it, or the plain answer': [
    at([1], 'headers.content-type', 'application/json', 'discovery'),
    at([1], 'body', 'APIGroupList', 'discovery'),
  ],
  'discovery: where schemas are': [at([1], 'headers.content-type', 'application/json', 'form')],
  'discovery: at the root are all paths': [
    at([1], 'status', 404, 'discovery'),
    at([1], 'headers.content-type', plainText, 'discovery'),
    at([1], 'body', absent, 'discovery'),
  ],
  'http: nothing is there': [
    at([6], 'headers.content-type', 'application/json', 'customs'),
    at([6], 'body', notFound, 'customs'),
  ],
  'http: no part of an object has that name': [at([2], 'body', notFound, 'customs')],
  'http: what lives in namespaces is not found without one': [
    at([2], 'headers.content-type', 'application/json', 'customs'),
    at([2], 'body', notFound, 'customs'),
  ],
  'http: a slash at the end': [at([2], 'body.serverAddressByClientCIDRs', [], 'addresses')],
  'http: methods that are not allowed of experiments': [
    ...refused([1, 2, 3, 4, 5], notAllowed, 'customs'),
    at([4, 5], 'headers.content-type', 'application/json', 'customs'),
  ],
  'http: methods that nobody knows': [at([4], 'body', notAllowed, 'customs')],
  'http: discovery is only read': [
    at([2], 'status', 405, 'discovery'),
    at([2], 'body', 'Status', 'discovery'),
  ],
  'http: nobody may do nothing': refused([1, 2, 3, 4, 5, 6, 7], unauthorized, 'strangers'),
  'http: another way to say who one is is none': refused([1, 2], unauthorized, 'strangers'),
  'http: everybody may see that it lives, and which version it is': [
    ...refused([1, 2, 3], unauthorized, 'strangers'),
    at([1, 2, 3], 'headers.content-type', 'application/json', 'strangers'),
    at([4], 'status', 401, 'strangers'),
    at([4], 'body', 401, 'strangers'),
  ],
  'http: a watch by a stranger is refused': refused([2], unauthorized, 'strangers'),
  'http: a question that cannot be read': refused([1], badRequest(undecoded), 'query'),
}
