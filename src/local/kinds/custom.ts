import { compileRules } from '../../admission/cel.ts'
import { decode } from '../../admission/decoding.ts'
import type { Problem } from '../../admission/problem.ts'
import { requirePatterns } from '../../admission/schema.ts'
import { validate } from '../../admission/validation.ts'
import type { JsonObject } from '../../api/json.ts'
import type { Schema } from '../../api/schema.ts'
import { customColumns, type PrinterColumn } from './columns/custom.ts'
import { refusal, unrecognizedFor } from './decoding/refusals.ts'
import { objectAt } from './defaults/filling.ts'
import type { FieldSchema } from './field-schema.ts'
import type { Decode, Kind } from './kind.ts'
import { isSpecChanged, preparation } from './preparation/preparation.ts'
import { finalizerWarnings } from './warnings/others.ts'

/** What is read of a CustomResourceDefinition; of its versions the first is served. */
export type ServedCrd = {
  readonly spec: {
    readonly group: string
    readonly names: {
      readonly kind: string
      readonly plural: string
      readonly singular: string
      readonly shortNames: readonly string[]
      readonly categories: readonly string[]
    }
    readonly versions: readonly [
      {
        readonly name: string
        readonly schema: { readonly openAPIV3Schema: Schema }
        readonly additionalPrinterColumns: readonly PrinterColumn[]
      },
    ]
  }
}

/**
 * A kind of a CRD with a status subresource, judged by `src/admission`. Its rules are compiled when the first
 * object comes: that takes longer than all else that a server does before it is ready.
 */
export function createCustomKind({ spec }: ServedCrd, metadata: FieldSchema): Kind {
  const { group, names } = spec
  const [version] = spec.versions
  const schema = version.schema.openAPIV3Schema
  const target = { apiVersion: `${group}/${version.name}`, group, kind: names.kind, schema }
  const rules = lazily(() => {
    requirePatterns(schema)
    return { compiled: compileRules(schema) }
  })
  return {
    ...{ group, version: version.name, ...names, isNamespaced: true, subresources: ['status'] },
    isCustom: true,
    schema: withType(target, metadata),
    blank: {},
    unwritable: { object: [['status']], status: [['metadata'], ['spec']] },
    storedAs: `${names.plural}.${group}`,
    ...{ toStored: same, fromStored: same },
    decode: createDecode(target),
    prepare: preparation({ hasStatus: true, isNewGeneration: isSpecChanged, keptByStatus: 'all' }),
    validate: (object) => validate(object, target, rules().compiled).map(withinStatus),
    warnings: finalizerWarnings,
    ...{ isMadeByUpdate: false, isUpdatedBlindly: false, isShownWhenGone: false },
    selectable: () => ({}),
    columns: customColumns(version.additionalPrinterColumns),
  }
}

const same = (object: JsonObject) => object

function lazily<T>(make: () => T): () => T {
  const made: T[] = []
  return () => {
    if (made.length === 0) made.push(make())
    return made[0] as T
  }
}

/** The server checks a status by itself, and says where in it a value stands. */
function withinStatus(problem: Problem): Problem {
  const [, place] = /^status\.(.*)$/.exec(problem.field) ?? []
  const message = problem.message.replace(`${problem.field} in body`, `${place} in body`)
  return place === undefined ? problem : { ...problem, message }
}

type Target = Parameters<typeof decode>[2]

function createDecode(target: Target): Decode {
  return (sent, fieldValidation) => {
    const strict = decode(sent, fieldValidation === 'Ignore' ? 'Ignore' : 'Strict', target)
    if ('object' in strict) return { object: withReset(strict.object, sent), unknown: [] }
    const { problems } = strict
    const isSurplus = problems.every(({ message }) => message.startsWith('unknown field'))
    if (fieldValidation === 'Warn' && isSurplus) {
      const lenient = decode(sent, 'Ignore', target)
      if ('object' in lenient) {
        return { object: withReset(lenient.object, sent), unknown: problems }
      }
      return refused(sent, target, lenient.problems)
    }
    return refused(sent, target, problems)
  }
}

/** An empty list of managed fields is how a writer forgets who set what: it is no empty field. */
function withReset(object: JsonObject, sent: JsonObject): JsonObject {
  const { managedFields } = objectAt(sent, 'metadata')
  const isReset = Array.isArray(managedFields) && managedFields.length === 0
  return isReset
    ? { ...object, metadata: { ...objectAt(object, 'metadata'), managedFields } }
    : object
}

function refused(sent: JsonObject, { kind }: Target, problems: readonly Problem[]) {
  const [first] = problems
  const isOfType = first !== undefined && /^(kind|apiVersion)$/.test(first.field)
  const isVersion = first?.message.startsWith('the API version') ?? false
  if (isVersion) return { problems, message: first?.message ?? '' }
  return isOfType ? unrecognizedFor(sent, kind, first) : refusal(sent, kind, problems)
}

/** With the fields that every object has, which a CRD need not name. */
function withType({ schema, apiVersion, kind }: Target, metadata: FieldSchema): FieldSchema {
  const { properties = {}, ...rest } = schema as FieldSchema
  const text = (description: string) => ({ type: 'string', description })
  return {
    ...rest,
    properties: {
      apiVersion: text(`The group and the version of the kind: ${apiVersion}.`),
      kind: text(`The kind: ${kind}.`),
      ...properties,
      metadata: {
        ...metadata,
        description: 'Its name, its labels, and what the server says of it.',
      },
    },
  }
}
