import { isJsonObject, type Json, type JsonObject } from '../../api/json.ts'
import { undecodable } from './patched.ts'
import type { Refusal } from './refusal.ts'

/** A step of a JSON patch. What is missing, or `null`, is absent. */
export type Operation = {
  readonly op?: string
  readonly path?: string
  readonly from?: string
  readonly value: Json
  /** Fields that no operation has. */
  readonly unknown: readonly string[]
}

type Read = { readonly operations: readonly Operation[] } | { readonly refused: Refusal }

export function readOperations(patch: Json): Read {
  const items: readonly Json[] | undefined = Array.isArray(patch) ? patch : undefined
  if (items === undefined && patch !== null) {
    return undecodable(patch, 'value of type []handlers.jsonPatchOp')
  }
  const misfit = items?.flatMap(misfitsIn)[0]
  if (misfit) return undecodable(misfit.value, misfit.into)
  return { operations: (items ?? []).map((item) => operationOf(isJsonObject(item) ? item : {})) }
}

type Misfit = { readonly value: Json; readonly into: string }

function misfitsIn(item: Json): readonly Misfit[] {
  if (item === null) return []
  if (!isJsonObject(item)) return [{ value: item, into: 'value of type handlers.jsonPatchOp' }]
  return texts.flatMap((name) => {
    const value = item[name] ?? null
    if (value === null || typeof value === 'string') return []
    return [{ value, into: `struct field jsonPatchOp.${name} of type string` }]
  })
}

const texts = ['op', 'path', 'from'] as const

function operationOf(item: JsonObject): Operation {
  const { op = null, path = null, from = null, value = null, ...rest } = item
  return {
    ...(typeof op === 'string' ? { op } : {}),
    ...(typeof path === 'string' ? { path } : {}),
    ...(typeof from === 'string' ? { from } : {}),
    value,
    unknown: Object.keys(rest),
  }
}
