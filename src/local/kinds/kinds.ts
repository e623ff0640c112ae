import { crd } from '../../api/crd.ts'
import { createBuiltIn, type Surroundings } from './built-in/built-in.ts'
import { coreKinds, newEventFields } from './built-in/core.ts'
import { eventVersions } from './built-in/event-versions.ts'
import { groupedKinds } from './built-in/groups.ts'
import { createCustomKind } from './custom.ts'
import type { Kind } from './kind.ts'
import { preparation } from './preparation/preparation.ts'
import { createLinker } from './schemas/definitions.ts'
import { validateNewEvent } from './validation/events.ts'

type Settings = {
  /** The address that every Service gets as its cluster IP: all of them live on one. */
  readonly serviceAddress: string
}

/** The kinds that the embedded cluster serves. */
export function createKinds({ serviceAddress }: Settings): readonly Kind[] {
  const link = createLinker()
  const all = [...coreKinds(serviceAddress), ...groupedKinds]
  const names = new Set(
    all.map(({ group, version, kind }) => `${group && `${group}/`}${version} ${kind}`),
  )
  const around = {
    link,
    isKnown: (apiVersion: string, kind: string) => names.has(`${apiVersion} ${kind}`),
  }
  const builtIns = all.map((builtIn) => createBuiltIn(builtIn, around))
  const events = builtIns.find(({ kind }) => kind === 'Event')
  if (events === undefined) throw new Error('Events are gone')
  const metadata = link('meta.v1.ObjectMeta')
  return [createCustomKind(crd, metadata), ...builtIns, newEvents(events, around)]
}

/** Events by their other name: the same objects, stored once. */
function newEvents(old: Kind, around: Surroundings): Kind {
  const { shortNames, columns } = old
  const definition = 'events.v1.Event'
  const versions = eventVersions(old.schema, around.link(definition))
  const built = createBuiltIn(
    {
      ...{ group: 'events.k8s.io', version: 'v1', kind: 'Event', plural: 'events', definition },
      ...{ shortNames, isMadeByUpdate: true, prepare: preparation({ hasStatus: false }) },
      columns: columns.map((column) => ({
        ...column,
        cell: (event, nowMs) => column.cell(versions.toStored(event), nowMs),
      })),
      validate: (event, before) =>
        validateNewEvent(versions.toStored(event), before && versions.toStored(before)),
      selectable: (event) => newEventFields(versions.toStored(event)),
    },
    around,
  )
  return { ...built, ...versions, storedAs: old.storedAs }
}
