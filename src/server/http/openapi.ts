import { predictionHeader } from '../../api/names.ts'
import { type FailureCode, failures } from '../../errors.ts'
import { isForLater } from '../../http/failing.ts'
import type { Operation } from '../../http/operations.ts'
import { ref, type Schema, schemas } from './openapi-schemas.ts'

export type Documented = {
  readonly operations: readonly Operation[]
  /** The models there are now, and their versions. */
  readonly models: readonly string[]
  readonly versions: readonly string[]
  /** Of this program. */
  readonly version: string
}

/** What is answered if all is well, and by which names it fails otherwise. */
type Outcome = {
  readonly summary: string
  readonly answers: string
  readonly fails: readonly FailureCode[]
}

const modelFails = ['ModelUnknown', 'VersionUnknown', 'ModelNotReady'] as const

const outcomes: { readonly [operation: string]: Outcome } = {
  ServerMetadata: { summary: 'What this server is', answers: 'ServerMetadata', fails: [] },
  ServerLive: { summary: 'Whether it runs', answers: 'Live', fails: [] },
  ServerReady: {
    summary: 'Whether it should get requests',
    answers: 'Ready',
    fails: ['ModelNotReady'],
  },
  ModelMetadata: {
    summary: 'What a model takes and gives',
    answers: 'ModelMetadata',
    fails: modelFails,
  },
  ModelReady: { summary: 'Whether a model answers', answers: 'ModelReady', fails: modelFails },
  ModelInfer: {
    summary: 'Ask a model',
    answers: 'InferenceResponse',
    fails: [
      ...modelFails,
      ...(['RequestInvalid', 'InferenceFailed', 'BodyTooLarge'] as const),
      ...(['EncodingUnsupported', 'Overloaded', 'ModelCrashed'] as const),
    ],
  },
}

/** The protocol as OpenAPI 3.1, true of this very process: it names the models that are there. */
export function openApi({ operations, version, ...known }: Documented) {
  const described = operations.filter(({ name }) => Object.hasOwn(outcomes, name))
  const paths = described.flatMap((operation) =>
    operation.paths.map((path) => [braced(path), pathItem(operation, path, known)] as const),
  )
  return {
    openapi: '3.1.0',
    info: { title: 'Open Inference Protocol V2, as Contender serves it', version },
    paths: Object.fromEntries(paths),
    components: { schemas },
  }
}

const braced = (path: string) => path.replace(/:(\w+)/g, '{$1}')

type Known = Pick<Documented, 'models' | 'versions'>

function pathItem({ name, method }: Operation, path: string, names: Known) {
  const known = Object.hasOwn(outcomes, name) ? outcomes[name] : undefined
  const { summary = '', answers = '', fails = [] } = known ?? {}
  const statuses = [...new Set(fails.map((code) => failures[code].status))]
  const isInference = method === 'POST'
  const responses = {
    200: isInference ? inference : { description: 'As asked', content: asJson(answers) },
    ...Object.fromEntries(
      statuses.map((status) => [
        status,
        refusal(
          status,
          fails.filter((code) => failures[code].status === status),
        ),
      ]),
    ),
  }
  return {
    [method.toLowerCase()]: {
      operationId: path.includes(':version') ? `${name}OfVersion` : name,
      ...{ summary, responses },
      parameters: [...parametersOf(path, names), ...(isInference ? [jsonLength] : [])],
      ...(isInference ? { requestBody: body } : {}),
    },
  }
}

const asJson = (schema: string) => ({ 'application/json': { schema: ref(schema) } })

const whole = { schema: { type: 'integer', minimum: 0 } }

/** Whoever comes too early is told when to come again. */
const refusal = (status: number, codes: readonly FailureCode[]) => ({
  description: codes.join(', '),
  content: asJson('Error'),
  ...(isForLater(status) ? { headers: { 'Retry-After': whole } } : {}),
})

function parametersOf(path: string, { models, versions }: Known) {
  const schemaOf: { readonly [name: string]: Schema } = {
    model: { type: 'string', ...(models.length > 0 && { enum: models }) },
    version: { type: 'string', ...(versions.length > 0 && { enum: versions }) },
  }
  return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    ...{ name, in: 'path', required: true, schema: schemaOf[name] },
  }))
}

const bytes = { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }

const jsonLength = {
  ...{ name: 'Inference-Header-Content-Length', in: 'header', required: false, ...whole },
  description: 'How many bytes of the body are JSON, where the bytes of tensors follow it.',
}

const body = {
  required: true,
  description: 'JSON; or JSON and then the bytes of the tensors that have a binary_data_size.',
  content: { ...asJson('InferenceRequest'), ...bytes },
}

const inference = {
  description: 'JSON; or JSON and then the bytes of the tensors that have a binary_data_size.',
  headers: {
    'Inference-Header-Content-Length': whole,
    [predictionHeader]: {
      description: 'What is predicted, as JSON, where there is one row and it is known.',
      schema: { type: 'string' },
    },
  },
  content: { ...asJson('InferenceResponse'), ...bytes },
}
