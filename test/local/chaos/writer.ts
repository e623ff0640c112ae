import { setTimeout as sleep } from 'node:timers/promises'
import { type Access, type Client, createClient } from '../../cluster/client.ts'

const path = '/api/v1/namespaces/default/configmaps'

/**
 * Writes and writes, and remembers what was acknowledged: for each object the highest number that the
 * server said it has. What was sent and not answered may be there or not.
 */
export function startWriter(access: Access, acknowledged: Map<string, number>) {
  const client = createClient(access)
  const stopped = new AbortController()
  const lanes = [0, 1, 2, 3].map((lane) => write(client, lane, acknowledged, stopped.signal))
  return {
    stop: async () => {
      stopped.abort()
      await Promise.all(lanes)
      client.close()
    },
  }
}

async function write(
  client: Client,
  lane: number,
  acknowledged: Map<string, number>,
  stopped: AbortSignal,
): Promise<void> {
  for (let turn = 0; !stopped.aborted; turn++) {
    const name = `lane-${lane}-${turn % 5}`
    const next = (acknowledged.get(name) ?? 0) + 1
    const body = JSON.stringify({
      ...{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } },
      data: { n: `${next}` },
    })
    const sent = { body, contentType: 'application/apply-patch+yaml', signal: stopped }
    try {
      const { status } = await client.request(
        'PATCH',
        `${path}/${name}?fieldManager=chaos&force=true`,
        sent,
      )
      if (status < 300) acknowledged.set(name, next)
    } catch {
      await sleep(20, undefined, { signal: stopped }).catch(() => {}) // the server is down for a moment
    }
  }
}

/** Of what was acknowledged, that which is not there any more. */
export async function missing(access: Access, acknowledged: ReadonlyMap<string, number>) {
  const client = createClient(access)
  const { body } = await client.request('GET', path).finally(client.close)
  const items: readonly Item[] = Object(body).items
  const found = new Map(items.map(({ metadata, data }) => [metadata.name, Number(data?.n ?? 0)]))
  return [...acknowledged].filter(([name, n]) => (found.get(name) ?? 0) < n)
}

type Item = {
  readonly metadata: { readonly name: string }
  readonly data?: { readonly n?: string }
}
