import { literalOf } from './exact-json.ts'
import { refused } from './refused.ts'

export type Fields = { readonly [name: string]: unknown }

export function fieldsOf(value: unknown, path: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return { __proto__: null, ...value }
  }
  throw refused(path, `must be an object${path === '' ? ', like {"inputs": […]}' : ''}`)
}

export function listOf(value: unknown, path: string): readonly unknown[] {
  if (Array.isArray(value)) return value
  throw refused(path, value === undefined ? 'is missing' : 'must be a list')
}

export function nameOf(value: unknown, path: string): string {
  if (typeof value === 'string' && value !== '' && literalOf(value) === undefined) return value
  throw refused(path, value === undefined ? 'is missing' : 'must be a string that is not empty')
}

export function whole(value: unknown, path: string): number {
  if (Number.isSafeInteger(value) && Number(value) >= 0) return Number(value)
  throw refused(path, 'must be an integer that is not negative')
}

/** ONNX knows no bound for dimensions; nobody means more than these. */
const mostDimensions = 32

export function shapeOf(value: unknown, path: string): readonly number[] {
  const shape = listOf(value, path).map((length, nth) => whole(length, `${path}[${nth}]`))
  if (shape.length <= mostDimensions) return shape
  throw refused(path, `has ${shape.length} dimensions, and at most ${mostDimensions} are taken`)
}
