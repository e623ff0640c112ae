import { goKindOf } from '../../../admission/kinds.ts'
import { child, type Problem, root, undecodable } from '../../../admission/problem.ts'
import type { Json, JsonObject } from '../../../api/json.ts'
import type { Refused } from '../kind.ts'

/** What a 400 says of an object that cannot be read: all unknown fields, else what was wrong first. */
export function refusal(
  { apiVersion, kind }: JsonObject,
  expected: string,
  problems: readonly Problem[],
): Refused {
  const version = String(apiVersion ?? '')
    .split('/')
    .at(-1)
  const texts = problems.map(({ message }) => message).join(', ')
  const opening = texts.startsWith('unknown field') ? 'strict decoding error: ' : ''
  const message = `${kind} in version "${version}" cannot be handled as a ${expected}: ${opening}${texts}`
  return { problems, message }
}

/** Of an object that says its kind in no way that one can read. */
export function unrecognized(sent: JsonObject, expected: unknown): Refused | undefined {
  const problem = wrongText(sent, 'apiVersion') ?? wrongText(sent, 'kind') ?? wrongVersion(sent)
  return problem && unrecognizedFor(sent, String(expected), problem)
}

/** The same, of a problem that is known; the server shows the beginning of what was sent. */
export function unrecognizedFor(sent: Json, expected: string, problem: Problem): Refused {
  const text = rawJson(sent)
  const shown = text.length > 30 ? `${text.slice(0, 30)} ...` : text
  const isKindless = problem.message === "Object 'Kind' is missing"
  const why = isKindless ? `${problem.message} in '${text}'` : problem.message
  const message = `the object provided is unrecognized (must be of type ${expected}): ${why} (${shown})`
  return { problems: [problem], message }
}

function wrongText(sent: JsonObject, name: string): Problem | undefined {
  const value = sent[name] ?? null
  if (value === null || typeof value === 'string') return undefined
  const message = `json: cannot unmarshal ${goKindOf(value)} into Go struct field .${name} of type string`
  const at = child(root, name)
  return undecodable(at, `couldn't get version/kind; json parse error: ${message}`)
}

function wrongVersion({ apiVersion }: JsonObject): Problem | undefined {
  if (String(apiVersion ?? '').split('/').length <= 2) return undefined
  const at = child(root, 'apiVersion')
  return undecodable(at, `unexpected GroupVersion string: ${apiVersion}`)
}

/** As it was sent, as far as anybody still knows. */
const rawJson = (value: Json): string =>
  JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? Number(inner) : inner))
