import { type Datatype, datatypes, type Values } from './datatypes.ts'
import { literalOf } from './exact-json.ts'
import { refused } from './refused.ts'
import { countOf } from './tensor.ts'

/** What the elements are to be. */
export type Asked = {
  readonly datatype: Datatype
  readonly shape: readonly number[]
  /** Where the data stands in the request. */
  readonly path: string
}

/** The `data` of a tensor, as a flat list or nested as its shape is. */
export function elementsIn(data: unknown, { datatype, shape, path }: Asked): Values {
  const count = countOf(shape)
  const elements = shape.length === 0 && !Array.isArray(data) ? [data] : data
  if (!Array.isArray(elements)) throw refused(path, 'must be a list')
  const isNested = shape.length > 1 && Array.isArray(elements[0])
  const flat = isNested ? flattened(elements, shape, path) : elements
  if (flat.length !== count) {
    const has = `has ${flat.length} element${flat.length === 1 ? '' : 's'}`
    throw refused(path, `${has}, and the shape [${shape.join(', ')}] asks for ${count}`)
  }
  return typed(flat, datatype, path)
}

function typed(flat: readonly unknown[], datatype: Datatype, path: string): Values {
  const { make, read, takes } = datatypes[datatype]
  const values = make(flat.length)
  for (let nth = 0; nth < flat.length; nth++) {
    const value = read(flat[nth])
    if (value === undefined) {
      throw refused(
        `${path}[${nth}]`,
        `${shown(flat[nth])} is not ${takes}, as ${datatype} asks for`,
      )
    }
    values[nth] = value
  }
  return values
}

/** Every level as long as its dimension, and no deeper than there are dimensions. */
function flattened(
  list: readonly unknown[],
  [length = 0, ...rest]: readonly number[],
  path: string,
): readonly unknown[] {
  if (list.length !== length) {
    throw refused(path, `has ${list.length} elements, and the shape asks for ${length} here`)
  }
  if (rest.length === 0) return list
  const all: unknown[] = []
  for (let nth = 0; nth < list.length; nth++) {
    const inner = list[nth]
    const place = `${path}[${nth}]`
    if (!Array.isArray(inner)) throw refused(place, 'must be a list, as the first is')
    for (const element of flattened(inner, rest, place)) all.push(element)
  }
  return all
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'an object'
  const literal = typeof value === 'string' ? literalOf(value) : undefined
  const isBare = literal !== undefined && /^-?(\d+|NaN|Infinity)$/.test(literal)
  const text = isBare ? literal : typeof value === 'string' ? JSON.stringify(value) : `${value}`
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
