import { setTimeout as sleep } from 'node:timers/promises'
import { ContenderError } from '../../../src/errors.ts'
import type { Door } from '../../../src/kube/door.ts'
import { resources } from '../../../src/kube/resources.ts'

type Watch = Door['watch']

/** A door whose watches tell everything, in its order, up to `mostMs` late. */
export function lagging(door: Door, mostMs: number, random: () => number): Door {
  const watch: Watch = async (resource, options) => {
    let told = Promise.resolve()
    const ended = await door.watch(resource, {
      ...options,
      tell: (change) => {
        const late = sleep(random() * mostMs)
        told = told.then(async () => {
          await late
          if (!options.signal.aborted) options.tell(change)
        })
      },
    })
    await told
    return ended
  }
  return { ...door, watch }
}

/** The same, and what one looks up is what it was `lateMs` ago as well. */
export function stale(door: Door, lateMs: number): Door {
  const looks: { readonly at: number; readonly found: Awaited<ReturnType<Door['list']>> }[] = []
  const list = async (...[resource, options]: Parameters<Door['list']>) => {
    const found = await door.list(resource, options)
    if (options.labelSelector === undefined) return found
    const at = performance.now()
    looks.push({ at, found })
    return looks.findLast((look) => look.at <= at - lateMs)?.found ?? { ...found, entries: [] }
  }
  const get: Door['get'] = async (resource, ...rest) =>
    resource === resources.pods ? undefined : door.get(resource, ...rest)
  return { ...door, list: list as Door['list'], get }
}

/** A door behind which some of what is made comes late, when nobody waits for an answer any more. */
export function losing(
  door: Door,
  lateMs: number,
  random: () => number,
  renamed: (name: string) => string = (name) => name,
): Door {
  const create: Door['create'] = (wanted, options) => {
    const name = renamed(wanted.metadata.name)
    const object = { ...wanted, metadata: { ...wanted.metadata, name } }
    if (random() > 0.5) return door.create(object, options)
    void sleep(lateMs).then(() => door.create(object).catch(() => {}))
    return Promise.reject(new ContenderError('ApiUnreachable', 'the answer was lost'))
  }
  return { ...door, create }
}
