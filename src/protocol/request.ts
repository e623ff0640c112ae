import { valuesOf } from './binary.ts'
import { isDatatype } from './datatypes.ts'
import { elementsIn } from './elements.ts'
import { literalOf, parsedExactly } from './exact-json.ts'
import { fieldsOf, listOf, nameOf, shapeOf, whole } from './fields.ts'
import { refused } from './refused.ts'
import type { Tensor } from './tensor.ts'

export type Request = {
  readonly id: string | undefined
  readonly inputs: readonly Tensor[]
  /** Absent: all that the model has. */
  readonly outputs: readonly Wanted[] | undefined
  /** How outputs are sent of which nothing else is said. */
  readonly isBinary: boolean
}

export type Wanted = { readonly name: string; readonly isBinary: boolean }

/** Extensions of other servers that would change the answer: to pass over them in silence would be wrong. */
const unserved = ['shared_memory_region', 'classification']

/**
 * A request of the Open Inference Protocol V2 with its binary tensor extension. `jsonLength` is what the header
 * Inference-Header-Content-Length says; without it all is JSON.
 */
export function requestIn(body: Uint8Array, jsonLength: number | undefined): Request {
  if (jsonLength !== undefined && jsonLength > body.length) {
    const what = `says ${jsonLength}, and the body has ${body.length} bytes`
    throw refused('Inference-Header-Content-Length', what)
  }
  const { id, inputs, outputs, parameters } = fieldsOf(json(body.subarray(0, jsonLength)), '')
  const asked = fieldsOf(parameters ?? {}, 'parameters')
  checkServed(asked, 'parameters')
  const isBinary = flag(asked['binary_data_output'], 'parameters.binary_data_output')
  const tail = tailOf(body.subarray(jsonLength ?? body.length))
  const request = {
    id: identity(id),
    inputs: tensorsIn(inputs, tail),
    outputs: isAbsent(outputs) ? undefined : wantedIn(outputs, isBinary),
    isBinary,
  }
  if (tail.left() > 0)
    throw refused('', `more bytes follow than the inputs speak of: ${tail.left()}`)
  return request
}

function json(bytes: Uint8Array): unknown {
  try {
    return parsedExactly(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw refused('', `the body is not JSON: ${cause instanceof Error ? cause.message : cause}`)
  }
}

/** What stands behind the JSON, taken from front to back. */
function tailOf(bytes: Uint8Array) {
  let at = 0
  return {
    take: (size: number, path: string): Uint8Array => {
      if (at + size > bytes.length) {
        throw refused(path, `${size} bytes are spoken of, and ${bytes.length - at} are left`)
      }
      at += size
      return bytes.subarray(at - size, at)
    },
    left: (): number => bytes.length - at,
  }
}

/** Many serializers write null for what isn't there. */
const isAbsent = (value: unknown) => value === undefined || value === null

function identity(id: unknown): string | undefined {
  if (isAbsent(id)) return undefined
  if (typeof id === 'string' && literalOf(id) === undefined) return id
  throw refused('id', 'must be a string')
}

function tensorsIn(inputs: unknown, tail: ReturnType<typeof tailOf>): readonly Tensor[] {
  const tensors = listOf(inputs, 'inputs').map((input, nth) =>
    tensorIn(input, `inputs[${nth}]`, tail),
  )
  checkOnce(tensors, 'inputs')
  return tensors
}

function tensorIn(input: unknown, path: string, tail: ReturnType<typeof tailOf>): Tensor {
  const { name, datatype, shape, parameters, data } = fieldsOf(input, path)
  const { binary_data_size: size, ...others } = fieldsOf(parameters ?? {}, `${path}.parameters`)
  checkServed(others, `${path}.parameters`)
  const about = {
    datatype: datatypeIn(datatype, `${path}.datatype`),
    shape: shapeOf(shape, `${path}.shape`),
    path: `${path}.data`,
  }
  const named = { name: nameOf(name, `${path}.name`), datatype: about.datatype, shape: about.shape }
  if (isAbsent(size)) return { ...named, values: elementsIn(data, about) }
  if (!isAbsent(data)) throw refused(path, 'has data and binary_data_size, and needs one of them')
  const place = `${path}.parameters.binary_data_size`
  return { ...named, values: valuesOf(tail.take(whole(size, place), place), about) }
}

function datatypeIn(value: unknown, path: string) {
  const name = nameOf(value, path)
  if (isDatatype(name)) return name
  if (name === 'BF16') throw refused(path, 'BF16 is not served: send FP32')
  throw refused(path, `${JSON.stringify(name)} is no datatype of the protocol`)
}

function wantedIn(outputs: unknown, byDefault: boolean): readonly Wanted[] | undefined {
  const wanted = listOf(outputs, 'outputs').map((output, nth) => {
    const path = `outputs[${nth}]`
    const { name, parameters } = fieldsOf(output, path)
    const { binary_data: own, ...others } = fieldsOf(parameters ?? {}, `${path}.parameters`)
    checkServed(others, `${path}.parameters`)
    const isBinary = isAbsent(own) ? byDefault : flag(own, `${path}.parameters.binary_data`)
    return { name: nameOf(name, `${path}.name`), isBinary }
  })
  checkOnce(wanted, 'outputs')
  return wanted.length === 0 ? undefined : wanted
}

function checkOnce(named: readonly { readonly name: string }[], path: string): void {
  const seen = new Set<string>()
  for (const [nth, { name }] of named.entries()) {
    if (seen.has(name)) throw refused(`${path}[${nth}].name`, `${JSON.stringify(name)} comes twice`)
    seen.add(name)
  }
}

function checkServed(parameters: { readonly [name: string]: unknown }, path: string): void {
  const found = unserved.find((name) => !isAbsent(parameters[name]))
  if (found !== undefined) throw refused(`${path}.${found}`, 'is not served here')
}

function flag(value: unknown, path: string): boolean {
  if (isAbsent(value) || value === false) return false
  if (value === true) return true
  throw refused(path, 'must be true or false')
}
