import { isJsonObject, type Json, type JsonObject } from '../../api/json.ts'

/** Something that has parts. */
type Container = JsonObject | readonly Json[]

/** What to make of a container and a key in it; `undefined` where that cannot be. */
type Edit = (container: Container, key: string) => Container | undefined

/**
 * The steps of a pointer (RFC 6901). The whole of an object has none, so no operation but `replace` and
 * `test` reaches it; what is before the first slash counts for nothing.
 */
const stepsOf = (pointer: string): readonly string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replace(/~[01]/g, (code) => (code === '~1' ? '/' : '~')))

/** The value with an edit made where the pointer leads; `undefined` where it leads nowhere. */
export function edited(value: Json, pointer: string, edit: Edit): Json | undefined {
  return editedAt(value, stepsOf(pointer), edit)
}

function editedAt(value: Json, [key, ...more]: readonly string[], edit: Edit): Json | undefined {
  if (key === undefined || !isContainer(value)) return undefined
  if (more.length === 0) return edit(value, key)
  const inner = partOf(value, key)
  const below = inner === undefined ? undefined : editedAt(inner, more, edit)
  return below === undefined ? undefined : replacing(below)(value, key)
}

/** What a pointer leads to, in a container that is there: `null` for a field that is not; else `undefined`. */
export function valueAtPointer(value: Json, pointer: string): Json | undefined {
  const steps = stepsOf(pointer)
  const key = steps.at(-1)
  const within = steps
    .slice(0, -1)
    .reduce<Json | undefined>((inner, step) => inner && partOf(inner, step), value)
  return key === undefined || !within ? undefined : partOf(within, key)
}

const isContainer = (value: Json): value is Container => Array.isArray(value) || isJsonObject(value)

const isItems = (value: Json): value is readonly Json[] => Array.isArray(value)

function partOf(value: Json, key: string): Json | undefined {
  if (isItems(value)) return value[indexIn(key, value.length) ?? value.length]
  if (!isJsonObject(value)) return undefined
  return Object.hasOwn(value, key) ? value[key] : null
}

/** An index as Go reads it, counted from the end where it is negative. */
function indexIn(key: string, length: number): number | undefined {
  if (!/^[+-]?\d+$/.test(key)) return undefined
  const index = Number(key) < 0 ? Number(key) + length : Number(key)
  return index >= 0 && index < length ? index : undefined
}

export const adding =
  (value: Json): Edit =>
  (container, key) => {
    if (!isItems(container)) return { ...container, [key]: value }
    const index = key === '-' ? container.length : indexIn(key, container.length + 1)
    return index === undefined ? undefined : container.toSpliced(index, 0, value)
  }

export const replacing =
  (value: Json): Edit =>
  (container, key) => {
    if (!isItems(container)) return { ...container, [key]: value }
    const index = indexIn(key, container.length)
    return index === undefined ? undefined : container.with(index, value)
  }

export const removing: Edit = (container, key) => {
  if (isItems(container)) {
    const index = indexIn(key, container.length)
    return index === undefined ? undefined : container.toSpliced(index, 1)
  }
  if (!Object.hasOwn(container, key)) return undefined
  const { [key]: _, ...rest } = container
  return rest
}
