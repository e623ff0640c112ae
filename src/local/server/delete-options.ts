import { type Problem, problem } from '../../admission/problem.ts'
import type { Json, JsonObject } from '../../api/json.ts'
import { isDry, notSupported } from './options.ts'
import { badRequest, invalidOption } from './refusal.ts'

/** How a deletion is meant. */
export type DeleteOptions = {
  readonly isDryRun: boolean
  readonly graceSeconds?: number
  readonly propagation?: Propagation
  readonly uid?: string
  readonly resourceVersion?: string
}

const propagations = ['Foreground', 'Background', 'Orphan'] as const
export type Propagation = (typeof propagations)[number]

/** From its body, and from its query where that says nothing. */
export function deleteOptionsIn(query: URLSearchParams, body: JsonObject): DeleteOptions {
  checkKind(body)
  const asked = (name: string): Json | undefined => body[name] ?? query.get(name) ?? undefined
  const { uid, resourceVersion } = Object(body['preconditions'])
  const dry = body['dryRun']
  const graceSeconds = asked('gracePeriodSeconds')
  const propagation = propagationOf(asked('propagationPolicy'), asked('orphanDependents'))
  return {
    isDryRun: isDry(kind, Array.isArray(dry) ? dry.map(String) : query.getAll('dryRun')),
    ...(graceSeconds !== undefined && { graceSeconds: wholeNumber(`${graceSeconds}`) }),
    ...(propagation && { propagation }),
    ...(uid && { uid: String(uid) }),
    ...(resourceVersion && { resourceVersion: String(resourceVersion) }),
  }
}

const kind = 'DeleteOptions'

function checkKind({ apiVersion = 'v1', kind: said = kind }: JsonObject): void {
  if (said === kind) return
  throw badRequest(
    `no kind "${said}" is registered for version "${apiVersion}" in scheme "pkg/runtime/scheme.go:111"`,
  )
}

function wholeNumber(text: string): number {
  if (/^[-+]?\d+$/.test(text)) return Number(text)
  throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`)
}

const field = 'propagationPolicy'

function propagationOf(policy?: Json, orphans?: Json): Propagation | undefined {
  if (policy !== undefined && orphans !== undefined) throw invalidOption(kind, both(policy))
  if (orphans !== undefined) return `${orphans}` === 'true' ? 'Orphan' : 'Background'
  const known = propagations.find((name) => name === policy)
  if (policy === undefined || known !== undefined) return known
  throw invalidOption(kind, notSupported(field, `${policy}`, [...propagations, 'nil']))
}

function both(value: Json): Problem {
  const detail = 'orphanDependents and deletionPropagation cannot be both set'
  return problem({ path: [field], field }, 'FieldValueInvalid', { value, detail })
}
