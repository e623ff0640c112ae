import type { Message, MessageField, Messages } from '../../src/local/protobuf/messages.ts'
import type { GoTag, GoTags } from './go-tags.ts'
import type { ProtoField, ProtoMessages } from './proto-files.ts'

/** A folder of a module: its messages, and the structs that they are made of. */
export type Package = { readonly messages: ProtoMessages; readonly tags: GoTags }

/** The messages that these lead to, each field with its name in JSON. */
export function tableOf(roots: readonly string[], packages: readonly Package[]): Messages {
  const found = new Map<string, Message>()
  const pending = [...roots]
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (found.has(name)) continue
    const fields = fieldsOf(name, packages)
    found.set(name, Object.fromEntries(fields))
    const inner = fields.map(([, [, type]]) => type)
    pending.push(...inner.filter((type) => !scalars.has(type)))
  }
  return Object.fromEntries([...found].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

const scalars: ReadonlySet<string> = new Set(['string', 'bytes', 'bool', 'int32', 'int64'])

/** What JSON has in another form: nothing but the message says how its parts are called. */
const unlikeJson: ReadonlySet<string> = new Set([
  ...['Time', 'MicroTime', 'Quantity', 'IntOrString', 'FieldsV1', 'runtime.Unknown'],
])

function fieldsOf(name: string, packages: readonly Package[]) {
  const home = packages
    .flatMap(({ messages, tags }) =>
      Object.keys(messages).map((full) => ({ full, messages, tags })),
    )
    .find(({ full }) => shortName(full) === name)
  if (home === undefined) throw new Error(`there is no ${name}`)
  const fields = home.messages[home.full] ?? []
  const tags = home.tags[home.full.split('.').at(-1) ?? ''] ?? {}
  if (unlikeJson.has(name)) return fields.map((field) => fieldOf(field, asItIs(field)))
  const numbers = fields.map(({ number }) => number)
  const strange = Object.keys(tags).filter((number) => !numbers.includes(number))
  if (strange.length > 0) throw new Error(`${name} has no field ${strange}, but its struct has`)
  return fields.map((field) => {
    const tag = tags[field.number]
    if (tag === undefined)
      throw new Error(`${name} has a field ${field.name}, but its struct has not`)
    return fieldOf(field, tag)
  })
}

const asItIs = ({ name }: ProtoField): GoTag => ({ name, isPointer: false })

function fieldOf({ number, type, how }: ProtoField, { name, isPointer }: GoTag) {
  const mark = how ?? (isPointer ? 'pointer' : undefined)
  const field: MessageField =
    mark === undefined ? [name, shortName(type)] : [name, shortName(type), mark]
  return [number, field] as const
}

/** `k8s.io.api.core.v1.Pod` → core.v1.Pod; what OpenAPI gives no folder has none here. */
function shortName(full: string): string {
  const name = full.replace(/^k8s\.io\.(api|apimachinery\.pkg(\.apis|\.api|\.util)?)\./, '')
  const last = name.split('.').at(-1) ?? ''
  return unlikeJson.has(last) ? last : name
}
