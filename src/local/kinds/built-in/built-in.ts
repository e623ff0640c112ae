import { subdomain } from '../../../admission/names.ts'
import type { JsonObject } from '../../../api/json.ts'
import { createDecode } from '../decoding/built-in.ts'
import { withEmpties } from '../decoding/empties.ts'
import { type Defaults, nothing } from '../defaults/filling.ts'
import type { FieldSchema } from '../field-schema.ts'
import type { Kind, Prepare } from '../kind.ts'
import { type NameRule, validateMetadata } from '../validation/metadata.ts'

/** What every kind says of itself, and what some say. */
type Own = Pick<Kind, 'group' | 'version' | 'kind' | 'plural' | 'prepare' | 'columns'> &
  Partial<Omit<Kind, 'schema' | 'decode' | 'blank' | 'unwritable' | 'toStored' | 'fromStored'>>

/** What makes one built-in kind unlike another. Its `validate` is of all but metadata. */
export type BuiltIn = Own & {
  /** By which its schema is found: `apps.v1.Deployment`. */
  readonly definition: string
  readonly defaults?: Defaults
  readonly name?: NameRule
  /** What a writer of the status cannot change, as dotted paths; if not said, the spec. */
  readonly unwritable?: readonly string[]
}

export type Surroundings = {
  readonly link: (name: string) => FieldSchema
  readonly isKnown: (apiVersion: string, kind: string) => boolean
}

const same = (object: JsonObject) => object

/** What most of them are. */
const usual = {
  ...{ shortNames: [], categories: [], isNamespaced: true, subresources: [] },
  ...{ isMadeByUpdate: false, isUpdatedBlindly: true, isShownWhenGone: false },
  ...{ toStored: same, fromStored: same, selectable: () => ({}) },
}

export function createBuiltIn(builtIn: BuiltIn, { link, isKnown }: Surroundings): Kind {
  const { definition, defaults = nothing, name = subdomain, unwritable, ...own } = builtIn
  const { group, version, kind, plural, prepare, validate, subresources = [] } = own
  const apiVersion = group === '' ? version : `${group}/${version}`
  const schema = link(definition)
  const target = { apiVersion, kind, schema, defaults, isKnown, goName: goNameOf(builtIn) }
  return {
    ...usual,
    singular: kind.toLowerCase(),
    storedAs: group === '' ? plural : `${plural}.${group}`,
    ...own,
    schema,
    blank: withEmpties({}, schema),
    unwritable: subresources.includes('status') ? unwritableOf(unwritable) : nothingKept,
    decode: createDecode(target),
    ...(subresources.includes('binding') && { decodeBinding: bindings({ link, isKnown }) }),
    prepare: completed(prepare, schema),
    validate: (object, old) => [
      ...validateMetadata(object, name),
      ...(validate?.(object, old) ?? []),
    ],
  }
}

/** What says where an object is to run is read as a kind of its own, though none of it is kept. */
const bindings = ({ link, isKnown }: Surroundings) =>
  createDecode({
    ...{ apiVersion: 'v1', kind: 'Binding', schema: link('core.v1.Binding'), defaults: nothing },
    ...{ goName: 'core.Binding', isKnown },
  })

/** Whatever preparing takes away, Go still writes. */
const completed = ({ create, update, updateStatus }: Prepare, schema: FieldSchema): Prepare => ({
  create: (object) => withEmpties(create(object), schema),
  update: (object, old) => withEmpties(update(object, old), schema),
  updateStatus: (object, old) => withEmpties(updateStatus(object, old), schema),
})

/** To Go both versions of an Event are one kind, and that is the older. */
const goNameOf = ({ definition, kind }: BuiltIn) =>
  `${definition.replace('events.', 'core.').split('.')[0]}.${kind}`

const nothingKept = { object: [], status: [] }

const unwritableOf = (paths: readonly string[] = ['spec']) => ({
  object: [['status']],
  status: paths.map((path) => path.split('.')),
})
