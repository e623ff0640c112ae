import { below, chance } from '../../chance.ts'
import { type Access, createClient } from '../client.ts'

/** What a ConfigMap of the test says: the n-th change of its writer. */
export type Said = {
  readonly version: string
  readonly n: string | undefined
  readonly echo: string | undefined
}

export type Changing = {
  /** Makes so many changes, some of them deletions and re-creations. */
  readonly change: (count: number, changed: (nth: number) => void) => Promise<void>
  /** What the server has now, by name. */
  readonly truth: () => Promise<ReadonlyMap<string, Said>>
  readonly path: string
  readonly close: () => void
}

const lanes = 10
const keysPerLane = 100

/**
 * ConfigMaps in a namespace of their own that keep changing, written to the server itself, past any proxy.
 * Each lane has keys of its own, so no two writes meet.
 */
export async function createChanging(
  access: Access,
  namespace: string,
  seed: number,
): Promise<Changing> {
  const client = createClient(access)
  const path = `/api/v1/namespaces/${namespace}/configmaps`
  const body = JSON.stringify({ metadata: { name: namespace } })
  await client.request('POST', '/api/v1/namespaces', { body })

  async function change(count: number, changed: (nth: number) => void): Promise<void> {
    let nth = 0
    const more = () => changed(++nth)
    const lane = (_: unknown, n: number) => changeLane(n, count / lanes, more)
    await Promise.all(Array.from({ length: lanes }, lane))
  }

  async function changeLane(lane: number, count: number, changed: () => void): Promise<void> {
    const random = chance(seed * 1000 + lane)
    const present = new Set<string>()
    for (let n = 1; n <= count; n++) {
      const name = `map-${lane}-${below(random, keysPerLane)}`
      const act = present.has(name) ? oneOf(random) : 'create'
      await acts[act](name, { n: `${n}` })
      if (act === 'remove') present.delete(name)
      else present.add(name)
      changed()
    }
  }

  const acts = {
    create: (name: string, data: object) =>
      ask('POST', path, { metadata: { name, labels: { kind: 'changing' } }, data }),
    change: (name: string, data: object) => ask('PATCH', `${path}/${name}`, { data }),
    remove: (name: string) => ask('DELETE', `${path}/${name}`),
  }

  async function ask(method: string, to: string, wanted?: object): Promise<unknown> {
    const contentType = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
    const sent = wanted === undefined ? {} : { body: JSON.stringify(wanted), contentType }
    const { status, body: said } = await client.request(method, to, sent)
    if (status >= 300) throw new Error(`${method} ${to}: ${status} ${JSON.stringify(said)}`)
    return said
  }

  async function truth(): Promise<ReadonlyMap<string, Said>> {
    const { items } = Object(await ask('GET', `${path}?labelSelector=kind%3Dchanging`))
    return new Map(items.map((item: ChangingMap) => [item.metadata.name, saidBy(item)]))
  }

  return { change, truth, path, close: client.close }
}

const oneOf = (random: () => number) => (random() < 0.3 ? 'remove' : 'change')

export type ChangingMap = {
  readonly metadata: {
    readonly name: string
    readonly resourceVersion: string
    readonly annotations?: { readonly [name: string]: string }
  }
  readonly data?: { readonly n?: string }
}

export function saidBy({ metadata, data }: ChangingMap): Said {
  return { version: metadata.resourceVersion, n: data?.n, echo: metadata.annotations?.['echo'] }
}
