import { isDeepStrictEqual } from 'node:util'
import { ContenderError } from '../../errors.ts'
import type { Door } from '../../kube/door.ts'
import { apiVersionOf, resources } from '../../kube/resources.ts'
import { together } from '../together.ts'
import type { SeenPod } from './seen-pod.ts'
import type { SeenService } from './seen-service.ts'
import type { SeenSlice } from './seen-slice.ts'
import { slicesFor, type WantedSlice } from './slices.ts'

type Writes = Pick<Door, 'create' | 'patch' | 'remove'>

export type Found = {
  /** `undefined`: it is gone. */
  readonly service: SeenService | undefined
  /** All in its namespace. */
  readonly pods: readonly SeenPod[]
  readonly slices: readonly SeenSlice[]
}

/** What is to become of the slices of a Service; those that others wrote are left alone. */
export function changesOf({ service, pods, slices }: Found) {
  const wanted = service === undefined ? [] : slicesFor(service, pods)
  const ours = new Map(slices.filter(({ isOurs }) => isOurs).map((slice) => [slice.name, slice]))
  const names = new Set(wanted.map(({ metadata }) => metadata.name))
  const known = wanted.flatMap((one) => {
    const slice = ours.get(one.metadata.name)
    return slice === undefined ? [] : [{ slice, says: one.says }]
  })
  return {
    create: wanted.filter(({ metadata }) => !ours.has(metadata.name)),
    change: known.filter(({ slice, says }) => !isDeepStrictEqual(slice.says, says)),
    remove: [...ours.values()].filter(({ name }) => !names.has(name)),
  }
}

/** Makes it so. */
export async function writeSlices(door: Writes, found: Found, signal: AbortSignal): Promise<void> {
  const { create, change, remove } = changesOf(found)
  const slices = resources.endpointSlices
  await together([
    ...create.map((one) => createSlice(door, one, signal)),
    ...change.map(async ({ slice, says }) => {
      const seen = { resourceVersion: slice.version, uid: slice.uid }
      const { endpoints, ports } = says
      await door.patch(slices, slice, { endpoints, ports }, seen, { signal })
    }),
    ...remove.map((slice) => door.remove(slices, slice, { uid: slice.uid }, { signal })),
  ])
}

/** One that is there already is ours, by its name: it will be told, and looked at then. */
async function createSlice(
  door: Writes,
  { metadata, says }: NonNullable<WantedSlice>,
  signal: AbortSignal,
): Promise<void> {
  const { kind } = resources.endpointSlices
  const apiVersion = apiVersionOf(resources.endpointSlices)
  try {
    await door.create({ apiVersion, kind, metadata, ...says }, { signal })
  } catch (cause) {
    if (!(cause instanceof ContenderError && cause.code === 'NameTaken')) throw cause
  }
}
