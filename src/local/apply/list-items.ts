import { quoted } from '../../admission/go-text.ts'
import { isJsonObject, type Json } from '../../api/json.ts'
import { fieldIn } from './deduced.ts'
import type { ListShape } from './shape.ts'
import { keyStep, type Step, valueStep } from './steps.ts'

/** Which item of a list that is no whole this is, or why nobody can tell. */
export function itemStep(list: ListShape, item: Json): { step: Step } | { unclear: string } {
  return list.keys.length > 0 ? keyedStep(list, item) : setStep(item)
}

function keyedStep({ keys, keyDefaults }: ListShape, item: Json) {
  if (item === null) return { unclear: 'associative list with keys may not have a null element' }
  if (!isJsonObject(item)) {
    return { unclear: 'associative list with keys may not have non-map elements' }
  }
  const found = keys.flatMap((key): readonly (readonly [string, Json])[] => {
    const value = fieldIn(item, key) ?? fieldIn(keyDefaults, key)
    return value === undefined ? [] : [[key, value]]
  })
  if (found.length > 0) return { step: keyStep(Object.fromEntries(found)) }
  const names = `[${keys.map(quoted).join(' ')}]`
  return {
    unclear: `associative list with keys has an element that omits all key fields ${names} (and doesn't have default values for any key fields)`,
  }
}

function setStep(item: Json) {
  if (Array.isArray(item)) {
    return { unclear: 'not supported: associative list with lists as elements' }
  }
  if (isJsonObject(item)) {
    return { unclear: "associative list without keys has an element that's a map type" }
  }
  if (item === null) {
    return { unclear: "associative list without keys has an element that's an explicit null" }
  }
  return { step: valueStep(item) }
}

/** An item, and which one it is. */
export type Placed = readonly [Step, Json]

/** The items of a list whose type was checked. */
export const placed = (list: ListShape, items: readonly Json[]): readonly Placed[] =>
  items.flatMap((item) => {
    const found = itemStep(list, item)
    return 'step' in found ? [[found.step, item] as const] : []
  })

/** The items by their steps; several where an item is there more than once. */
export function grouped(items: readonly Placed[]): ReadonlyMap<Step, readonly Json[]> {
  const groups = new Map<Step, Json[]>()
  for (const [step, item] of items) {
    const group = groups.get(step)
    if (group) group.push(item)
    else groups.set(step, [item])
  }
  return groups
}
