import { isDeepStrictEqual } from 'node:util'
import { byteLength, goJson } from '../../admission/go-text.ts'
import { isJsonObject, type Json, type JsonObject } from '../../api/json.ts'
import { type Operation, readOperations } from './json-patch-reading.ts'
import { adding, edited, removing, replacing, valueAtPointer } from './json-pointers.ts'
import type { Patched } from './patched.ts'
import { tooLarge, unprocessable } from './refusal.ts'

const maxOperations = 10_000
/** All that `copy` may add, in bytes. */
const maxCopied = 3 * 1024 * 1024

/**
 * A JSON patch (RFC 6902), with the ways of the server: `replace` sets what is not there yet, an index may
 * count from the end, and whatever fails is a 422 that does not say what.
 */
export function jsonPatched(live: JsonObject, patch: Json): Patched {
  const read = readOperations(patch)
  if ('refused' in read) return read
  const { length } = read.operations
  if (length > maxOperations) {
    return {
      refused: tooLarge(
        `The allowed maximum operations in a JSON patch is ${maxOperations}, got ${length}`,
      ),
    }
  }
  const patched = allMade(live, read.operations) ?? null
  if (!isJsonObject(patched)) return { refused: unprocessable }
  const warnings = read.operations.flatMap(({ unknown }, i) =>
    unknown.map((name) => `json patch unknown field "[${i}].${name}"`),
  )
  return { patched, ...(warnings.length > 0 ? { warnings } : {}) }
}

type State = { readonly value: Json; readonly copied: number }

function allMade(live: Json, operations: readonly Operation[]): Json | undefined {
  let state: State | undefined = { value: live, copied: 0 }
  for (const operation of operations) {
    state = made(state, operation)
    if (state === undefined) return undefined
  }
  return state.value
}

function made({ value, copied }: State, { op = '', ...operation }: Operation): State | undefined {
  const make = Object.hasOwn(makers, op) ? makers[op] : undefined
  const next = make?.(value, operation)
  const sum = copied + (op === 'copy' ? sizeOf(valueAtPointer(value, operation.from ?? '')) : 0)
  return next === undefined || sum > maxCopied ? undefined : { value: next, copied: sum }
}

const sizeOf = (value: Json = null) => (value === null ? 0 : byteLength(goJson(value)))

/** The value once an operation is made; `undefined` where it cannot be. */
type Make = (value: Json, operation: Omit<Operation, 'op'>) => Json | undefined

const add: Make = (value, operation) =>
  operation.path === undefined ? undefined : edited(value, operation.path, adding(operation.value))

const remove: Make = (value, { path }) =>
  path === undefined ? undefined : edited(value, path, removing)

const makers: { readonly [op: string]: Make } = {
  add,
  remove,
  replace: (value, operation) => {
    if (operation.path === '') return isWhole(operation.value) ? operation.value : undefined
    return edited(value, operation.path ?? '', replacing(operation.value))
  },
  move: (value, operation) => {
    const { from = '' } = operation
    const moved = valueAtPointer(value, from)
    const left = remove(value, { ...operation, path: from })
    if (moved === undefined || left === undefined) return undefined
    return add(left, { ...operation, value: moved })
  },
  copy: (value, operation) => {
    const copy = valueAtPointer(value, operation.from ?? '')
    return copy === undefined ? undefined : add(value, { ...operation, value: copy })
  },
  test: (value, { path, value: wanted }) => {
    if (path === undefined) return undefined
    const found = path === '' ? value : valueAtPointer(value, path)
    return isDeepStrictEqual(found, wanted) ? value : undefined
  },
}

/** What may be put in the place of a whole object. */
const isWhole = (value: Json) => typeof value === 'object' && value !== null
