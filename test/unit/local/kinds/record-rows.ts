/**
 * Shows objects to a real API server (that of KUBECONFIG, else one of its own), asks for each as a row of a
 * table, and writes the object as it was then, the row and the columns to `recorded/rows.json`, and how ages
 * are printed to `recorded/ages.json`.
 */
import { writeFileSync } from 'node:fs'
import { get } from 'node:https'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import type { JsonObject } from '../../../../src/api/json.ts'
import { createKinds } from '../../../../src/local/kinds/kinds.ts'
import { createClient } from '../../../cluster/client.ts'
import { openCluster } from '../../../cluster/cluster.ts'
import { titleOfRow } from './answers.ts'
import { rows, type Shown } from './cases/rows.ts'
import { kindOf, pathOf } from './kind-of.ts'

const { access, close } = await openCluster()
const client = createClient(access)
const kinds = createKinds({ serviceAddress: '10.0.0.1' })
const [minute, hour, day] = [60, 3_600, 86_400]
const secondsOfAge = [
  ...[-10, -1, 0, 1, 119, 2 * minute, 2 * minute + 5, 10 * minute - 1, 10 * minute, 3 * hour - 1],
  ...[3 * hour, 3 * hour + 5 * minute, 8 * hour - 1, 8 * hour, 2 * day - 1, 2 * day],
  ...[2 * day + 5 * hour, 8 * day - 1, 8 * day, 730 * day - 1, 730 * day, 800 * day],
  ...[8 * 365 * day - 1, 8 * 365 * day, 20 * 365 * day],
]
const merge = 'application/merge-patch+json'

try {
  const lines: string[] = []
  for (const one of rows) {
    lines.push(`${JSON.stringify(titleOfRow(one))}: ${JSON.stringify(await rowOf(one))}`)
  }
  writeFileSync(new URL('recorded/rows.json', import.meta.url), `{\n${lines.join(',\n')}\n}\n`)
  const ages: string[] = []
  for (const seconds of secondsOfAge)
    ages.push(`[${seconds}, ${JSON.stringify(await ageOf(seconds))}]`)
  writeFileSync(new URL('recorded/ages.json', import.meta.url), `[\n${ages.join(',\n')}\n]\n`)
  process.stdout.write(`${lines.length} rows, ${ages.length} ages\n`)
} finally {
  client.close()
  await close()
}

async function rowOf(one: Shown): Promise<object> {
  const path = pathOf(kindOf(kinds, one.kind))
  const { name } = Object(one.sent['metadata'])
  const place = `${path}/${name}`
  const held = one.isLeaving ? { finalizers: ['contender.dev/test'] } : {}
  const metadata = { ...Object(one.sent['metadata']), ...held }
  await said('POST', path, { ...one.sent, metadata })
  try {
    if (one.status) await said('PATCH', `${place}/status`, { status: one.status })
    if (one.isLeaving) await said('DELETE', place, {})
    return await shown(place)
  } finally {
    if (one.isLeaving)
      await client.request('PATCH', place, patched({ metadata: { finalizers: null } }))
    await client.request('DELETE', place, { body: '{"gracePeriodSeconds":0}' })
    if (one.kind === 'Namespace') await finalized(place)
  }
}

async function finalized(place: string): Promise<void> {
  const { body } = await client.request('GET', place)
  await client.request('PUT', `${place}/finalize`, {
    body: JSON.stringify({ ...Object(body), spec: { finalizers: [] } }),
  })
}

/** To the begin of a second, so that it is the same one for the server. */
function untilEarly(): Promise<void> {
  return delay(1050 - (Date.now() % 1000))
}

/** How the server prints so long a time. */
async function ageOf(seconds: number): Promise<string> {
  await untilEarly()
  // It is shown in the second after this one.
  const time = new Date(Date.now() - (seconds - 1) * 1000).toISOString().replace(/\.\d+/, '')
  const path = '/api/v1/namespaces/default/events'
  const sent = { metadata: { name: 'a' }, involvedObject: { namespace: 'default' } }
  await said('POST', path, { ...sent, lastTimestamp: time })
  try {
    const { cells } = (await shown(`${path}/a`)) as { cells: readonly string[] }
    return String(cells[0])
  } finally {
    await client.request('DELETE', `${path}/a`)
  }
}

function patched(body: object) {
  return { body: JSON.stringify(body), contentType: merge }
}

async function said(method: string, path: string, body: object): Promise<void> {
  const sent = method === 'PATCH' ? patched(body) : { body: JSON.stringify(body) }
  const answer = await client.request(method, path, sent)
  if (answer.status > 299) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`)
}

async function shown(place: string): Promise<object> {
  const { ca = '', token = '', url } = access
  const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io'
  const headers = { accept, authorization: `Bearer ${token}` }
  await untilEarly()
  const nowMs = Date.now()
  const table = await new Promise<string>((resolve, reject) => {
    get(`${url}${place}?includeObject=Object`, { ca, headers }, (incoming) => {
      text(incoming).then(resolve, reject)
    }).on('error', reject)
  })
  const { columnDefinitions, rows: found } = JSON.parse(table) as {
    columnDefinitions: readonly JsonObject[]
    rows: readonly [{ cells: readonly unknown[]; conditions?: unknown; object: JsonObject }]
  }
  const [{ cells, conditions, object }] = found
  const columns = columnDefinitions.map(({ description: _, ...column }) => Object.values(column))
  return { nowMs, columns, cells, ...(conditions === undefined ? {} : { conditions }), object }
}
