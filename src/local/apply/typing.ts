import { isJsonObject, type Json, type JsonObject } from '../../api/json.ts'
import { goPrint, goSyntax } from '../patch/go-print.ts'
import { viewOf } from './deduced.ts'
import { itemStep } from './list-items.ts'
import { fieldShape, type ListShape, type MapShape, type ScalarType, type Shape } from './shape.ts'
import { fieldStep, indexStep, printStep, type Step } from './steps.ts'

/** Why a value is not of its shape, and where. */
export type Misfit = { readonly path: string; readonly message: string }

/** Whether something may be in a list twice: in an object that is there, but not in what is applied. */
type Duplicates = 'allowed' | 'refused'

/** Where an object is not as its schema says. Unknown fields of an object are named one at a time. */
export function misfits(value: Json, shape: Shape, duplicates: Duplicates): readonly Misfit[] {
  const view = viewOf(shape, value)
  if (shape.map && view === 'map') return inMap(value, shape.map, duplicates)
  if (shape.list && view === 'list') return inList(value, shape.list, duplicates)
  return shape.scalar ? inScalar(value, shape.scalar) : []
}

/** All of them, in the server's words. */
export function printMisfits(found: readonly Misfit[]): string {
  const lines = found.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
  return lines.length === 1
    ? lines.join()
    : ['errors:', ...lines.map((line) => `  ${line}`)].join('\n')
}

const here = (message: string): readonly Misfit[] => [{ path: '', message }]

const below = (step: Step, found: readonly Misfit[]) =>
  found.map(({ path, message }) => ({ path: printStep(step) + path, message }))

function inScalar(value: Json, type: ScalarType): readonly Misfit[] {
  if (value === null) return []
  const isScalar = typeof value !== 'object'
  if (type === 'any') return isScalar ? [] : here(`expected any scalar, got &{${goPrint(value)}}`)
  const actual = typeof value === 'bigint' ? 'number' : typeof value
  return actual === scalarTypes[type] ? [] : here(refusals[type](value))
}

const scalarTypes = { numeric: 'number', string: 'string', boolean: 'boolean' } as const

const refusals: { readonly [type in keyof typeof scalarTypes]: (value: Json) => string } = {
  numeric: (value) => `expected numeric (int or float), got ${goType(value)}`,
  string: (value) => `expected string, got &value.valueUnstructured{Value:${goSyntax(value)}}`,
  boolean: (value) => `expected boolean, got &{${goPrint(value)}}`,
}

function inList(value: Json, list: ListShape, duplicates: Duplicates): readonly Misfit[] {
  if (value === null) return []
  if (!Array.isArray(value)) return here(`expected list, got &{${goPrint(value)}}`)
  const items = value as readonly Json[]
  const shape = list.items()
  if (list.isAtomic) {
    return items.flatMap((item, i) => below(indexStep(i), misfits(item, shape, duplicates)))
  }
  const found: Misfit[] = []
  const seen = new Set<Step>()
  for (const [i, item] of items.entries()) {
    const placed = itemStep(list, item)
    if ('unclear' in placed) return [...found, ...here(`element ${i}: ${placed.unclear}`)]
    if (seen.has(placed.step) && duplicates === 'refused') {
      found.push(...here(`duplicate entries for key ${printStep(placed.step)}`))
    }
    seen.add(placed.step)
    found.push(...below(placed.step, misfits(item, shape, duplicates)))
  }
  return found
}

function inMap(value: Json, map: MapShape, duplicates: Duplicates): readonly Misfit[] {
  if (value === null) return []
  if (!isJsonObject(value)) return here(`expected map, got &{${goPrint(value)}}`)
  return inFields(value, map, duplicates)
}

/** The server takes fields in no order, and ends at one that is unknown. Here that is the last it sees. */
function inFields(value: JsonObject, map: MapShape, duplicates: Duplicates): readonly Misfit[] {
  const known: Misfit[] = []
  const unknown: Misfit[] = []
  for (const [name, inner] of Object.entries(value)) {
    const shape = fieldShape(map, name)
    const step = fieldStep(name)
    if (shape) known.push(...below(step, misfits(inner, shape, duplicates)))
    else unknown.push(...below(step, here('field not declared in schema')))
  }
  return [...known, ...unknown.slice(0, 1)]
}

function goType(value: Json): string {
  if (Array.isArray(value)) return '[]interface {}'
  if (isJsonObject(value)) return 'map[string]interface {}'
  return typeof value === 'boolean' ? 'bool' : 'string'
}
