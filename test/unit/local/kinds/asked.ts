import { isJsonObject, type Json, type JsonObject } from '../../../../src/api/json.ts'
import type { Kind } from '../../../../src/local/kinds/kind.ts'
import { type Answer, essence } from './answers.ts'
import { type Case, merged } from './cases/case.ts'
import { kindOf } from './kind-of.ts'

/** What the kinds alone say of a case; what the server adds to metadata is added as it would be. */
export function answerOf(kinds: readonly Kind[], one: Case): Answer {
  const kind = kindOf(kinds, one.kind)
  if (one.old === undefined) return created(kind, one, one.sent)
  const old = decodedOld(kind, one.old)
  return updated(kind, one, merged(old, one.sent) as JsonObject, old)
}

function decodedOld(kind: Kind, sent: JsonObject): JsonObject {
  const decoded = kind.decode(sent, 'Strict')
  if ('problems' in decoded) throw new Error(decoded.message)
  return kind.prepare.create(withServersMetadata(kind, decoded.object))
}

const metadataOf = ({ metadata }: JsonObject): JsonObject =>
  isJsonObject(metadata) ? metadata : {}

const onlyServerSays = ['selfLink', 'deletionTimestamp', 'deletionGracePeriodSeconds']

function withServersMetadata({ isNamespaced }: Kind, object: JsonObject): JsonObject {
  const sent = Object.entries(metadataOf(object)).filter(([name]) => !onlyServerSays.includes(name))
  const { generateName, ...metadata } = Object.fromEntries(sent)
  return {
    ...object,
    metadata: {
      ...(generateName === undefined ? {} : { generateName, name: `${generateName}xxxxx` }),
      ...metadata,
      ...(isNamespaced ? { namespace: 'default' } : {}),
      ...{ uid: 'u', creationTimestamp: '2026-01-01T00:00:00Z' },
    },
  }
}

function created(kind: Kind, one: Case, sent: JsonObject): Answer {
  const decoded = kind.decode(sent, one.fieldValidation ?? 'Strict')
  if ('problems' in decoded) return { code: 400, message: decoded.message }
  const object = kind.prepare.create(withServersMetadata(kind, decoded.object))
  const warnings = decoded.unknown.map(({ message }) => message)
  return judged(kind, one, { object, warnings })
}

function updated(kind: Kind, one: Case, sent: JsonObject, old: JsonObject): Answer {
  const decoded = kind.decode(sent, one.fieldValidation ?? 'Strict')
  if ('problems' in decoded) return { code: 400, message: decoded.message }
  const { uid = '', creationTimestamp = '', generation } = metadataOf(old)
  const metadata = {
    ...metadataOf(decoded.object),
    ...{ uid, creationTimestamp },
    ...(generation === undefined ? {} : { generation }),
  }
  const next = { ...decoded.object, metadata }
  const { update, updateStatus } = kind.prepare
  const object = one.isStatus ? updateStatus(next, old) : update(next, old)
  return judged(kind, one, { object, old, warnings: [] })
}

type Prepared = {
  readonly object: JsonObject
  readonly old?: JsonObject
  readonly warnings: readonly string[]
}

function judged(kind: Kind, one: Case, { object, old, warnings }: Prepared): Answer {
  const problems = kind.validate(object, old)
  if (problems.length > 0) {
    const causes = problems.map(({ field, reason, message }) => `${field}: ${reason}: ${message}`)
    return { code: 422, causes }
  }
  return {
    code: 201,
    ...(one.isShown || one.old ? { object: essence(object) } : {}),
    ...(one.fieldValidation === undefined
      ? {}
      : { warnings: [...warnings, ...(kind.warnings?.(object, old) ?? [])] }),
  }
}

/** Addresses that a server gives of its own accord are alike to us. */
export function withoutGiven(answer: Answer): Answer {
  const text = JSON.stringify(answer) ?? ''
  return JSON.parse(
    text.replace(/"10\.0\.0\.(\d+)"/g, (given, n) => (n === '77' ? given : '"given"')),
  )
}

export const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value))
