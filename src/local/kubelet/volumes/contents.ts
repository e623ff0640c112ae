import { mention } from '../pod/mentions.ts'
import type { Pod } from '../pod/pod.ts'
import type { DownwardItem, Picked, Projection, Volume } from '../pod/volume.ts'
import type { Missing } from '../program/environment.ts'
import { fieldOf, type Place, resourceOf } from '../program/fields.ts'
import type { Contents, Held } from '../program/held.ts'
import type { File, Files } from './atomic.ts'

type Context = { readonly pod: Pod; readonly place: Place; readonly held: Held }

const defaultMode = 0o644

/** Volumes whose files are written here; what is in the others is the containers'. */
export const isWritten = ({ configMap, secret, downwardAPI, projected }: Volume): boolean =>
  (configMap ?? secret ?? downwardAPI ?? projected) !== undefined

/** The files of a volume, or what of it is not there. */
export function filesOf(volume: Volume, context: Context): Files | Missing {
  const files = new Map<string, File>()
  const { sources, mode } = sourcesOf(volume)
  for (const source of sources) {
    const missing = add(files, source, mode, context)
    if (missing !== undefined) return { missing }
  }
  return files
}

/** Each volume is as if it were projected from one source. */
function sourcesOf(volume: Volume): {
  readonly sources: readonly Projection[]
  readonly mode: number
} {
  const { configMap, secret, downwardAPI, projected } = volume
  const { secretName: name = '' } = secret ?? {}
  const one: Projection = {
    ...(configMap && { configMap }),
    ...(secret && { secret: { ...secret, name } }),
    ...(downwardAPI && { downwardAPI }),
  }
  const { defaultMode: mode = defaultMode } = configMap ?? secret ?? downwardAPI ?? projected ?? {}
  return { sources: projected === undefined ? [one] : (projected.sources ?? []), mode }
}

function add(
  files: Map<string, File>,
  { configMap, secret, downwardAPI }: Projection,
  mode: number,
  context: Context,
): string | undefined {
  for (const item of downwardAPI?.items ?? []) {
    const bytes = Buffer.from(saidBy(item, context))
    files.set(item.path, { bytes, mode: item.mode ?? mode })
  }
  const picked = configMap ?? secret
  if (picked === undefined) return undefined
  const kind = configMap === undefined ? 'Secret' : 'ConfigMap'
  const object = mention(kind, context.pod.namespace, picked.name ?? '')
  return addAll(files, object, picked, mode, context.held.get(object))
}

function addAll(
  files: Map<string, File>,
  object: string,
  { items, optional = false }: Picked,
  mode: number,
  contents: Contents | undefined,
): string | undefined {
  if (contents === undefined) return optional ? undefined : `${object} is not there`
  const all = [...contents.keys()].map((key) => ({ key, path: key, mode }))
  for (const { key, path, mode: own } of items ?? all) {
    const content = contents.get(key)
    if (content !== undefined) files.set(path, { bytes: content.bytes, mode: own ?? mode })
    else if (!optional) return `${object} has no ${key}`
  }
  return undefined
}

function saidBy({ fieldRef, resourceFieldRef }: DownwardItem, { pod, place }: Context): string {
  const field = fieldRef && fieldOf(fieldRef.fieldPath, pod, place)
  return field ?? (resourceFieldRef && resourceOf(resourceFieldRef, pod, undefined, place)) ?? ''
}
