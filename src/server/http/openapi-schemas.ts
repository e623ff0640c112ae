import { datatypes } from '../../protocol/datatypes.ts'

export type Schema = { readonly [key: string]: unknown }

export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })

const text = { type: 'string' }
/** Null counts as absent. */
const orNull = (schema: { readonly type: string }) => ({ ...schema, type: [schema.type, 'null'] })
const name = { type: 'string', minLength: 1 }
const truth = { type: 'boolean' }
const size = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER }
const listOf = (items: Schema) => ({ type: 'array', items })
const object = (properties: Schema, required: readonly string[]) => ({
  ...{ type: 'object', properties, required },
})

const datatype = { enum: Object.keys(datatypes) }
const shape = { ...listOf(size), maxItems: 32 }
const tensor = { name, datatype, shape }
const elements = { description: 'In row-major order: flat, or nested as the shape is.' }
const described = object({ name, datatype, shape: listOf({ type: 'integer', minimum: -1 }) }, [
  'name',
  'datatype',
  'shape',
])

/** The bodies of the protocol. Parameters that nobody here knows are passed over, as it asks for. */
export const schemas: { readonly [name: string]: Schema } = {
  Error: object({ error: text, code: text, hint: text }, ['error']),
  Live: object({ live: truth }, ['live']),
  Ready: object({ ready: truth, live: truth, error: text, warning: text }, ['ready', 'live']),
  ServerMetadata: object({ name: text, version: text, extensions: listOf(text) }, [
    ...['name', 'version', 'extensions'],
  ]),
  ModelReady: object({ name: text, ready: truth }, ['name', 'ready']),
  ModelMetadata: object(
    {
      ...{ name: text, versions: listOf(text), platform: text },
      ...{ inputs: listOf(described), outputs: listOf(described), parameters: { type: 'object' } },
    },
    ['name', 'versions', 'platform', 'inputs', 'outputs'],
  ),
  InferenceRequest: object(
    {
      id: orNull(text),
      parameters: orNull(object({ binary_data_output: orNull(truth) }, [])),
      inputs: listOf(ref('RequestInput')),
      outputs: orNull(listOf(ref('RequestOutput'))),
    },
    ['inputs'],
  ),
  RequestInput: object(
    {
      ...tensor,
      data: elements,
      parameters: orNull(object({ binary_data_size: orNull(size) }, [])),
    },
    ['name', 'datatype', 'shape'],
  ),
  RequestOutput: object({ name, parameters: orNull(object({ binary_data: orNull(truth) }, [])) }, [
    'name',
  ]),
  InferenceResponse: object(
    { model_name: text, model_version: text, id: text, outputs: listOf(ref('ResponseOutput')) },
    ['model_name', 'model_version', 'outputs'],
  ),
  ResponseOutput: object(
    { ...tensor, data: { type: 'array' }, parameters: object({ binary_data_size: size }, []) },
    ['name', 'datatype', 'shape'],
  ),
}
