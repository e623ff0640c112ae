/**
 * Asks a real API server (that of KUBECONFIG, else one of its own) about every case, and writes what it says
 * to `recorded/`. Objects are made in the namespace `default` where an update needs them, and removed.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { crd } from '../../../../src/api/crd.ts'
import { isJsonObject, type Json, type JsonObject } from '../../../../src/api/json.ts'
import { createKinds } from '../../../../src/local/kinds/kinds.ts'
import { createClient } from '../../../cluster/client.ts'
import { openCluster } from '../../../cluster/cluster.ts'
import { waitUntil } from '../../../cluster/waiting.ts'
import { type Answer, essence } from './answers.ts'
import { cases, titleOf } from './cases/all.ts'
import { type Case, merged } from './cases/case.ts'
import { notations } from './cases/notations.ts'
import { kindOf, pathOf } from './kind-of.ts'

const cluster = await openCluster()
const client = createClient(cluster.access)
const kinds = createKinds({ serviceAddress: '10.0.0.1' })

try {
  await installCrd()
  mkdirSync(new URL('recorded/', import.meta.url), { recursive: true })
  for (const [file, list] of Object.entries(cases)) {
    const answers: [string, Answer][] = []
    for (const one of list) answers.push([titleOf(one), await answerTo(one)])
    write(file, answers)
  }
  await recordDiscovery()
  await recordNotations()
} finally {
  client.close()
  await cluster.close()
}

async function answerTo(one: Case): Promise<Answer> {
  const path = pathOf(kindOf(kinds, one.kind))
  const validation = one.fieldValidation ?? 'Strict'
  const query = `?dryRun=All&fieldValidation=${validation}`
  if (one.old === undefined) return said(one, 'POST', path + query, one.sent)
  const made = await client.request('POST', path, { body: JSON.stringify(one.old) })
  if (made.status !== 201) throw new Error(`${titleOf(one)}: ${JSON.stringify(made.body)}`)
  const { name } = (made.body as { metadata: { name: string } }).metadata
  const place = `${path}/${name}`
  try {
    const to = one.isStatus ? `${place}/status${query}` : place + query
    return await said(one, 'PUT', to, merged(made.body as Json, one.sent))
  } finally {
    const contentType = 'application/merge-patch+json'
    const body = '{"metadata":{"finalizers":null}}'
    await client.request('PATCH', place, { body, contentType })
    await client.request('DELETE', place, { body: '{"gracePeriodSeconds":0}' })
    if (one.kind === 'Namespace') await finalize(place)
  }
}

async function said(one: Case, method: string, path: string, sent: Json): Promise<Answer> {
  const { status, body, warnings } = await client.request(method, path, {
    body: JSON.stringify(sent),
  })
  const { message = '', details } = body as { message?: string; details?: JsonObject }
  if (status === 400) return { code: 400, message }
  if (status === 422) return { code: 422, causes: causesOf(details) }
  if (status !== 200 && status !== 201) return { code: status as 403, message }
  return {
    code: 201,
    ...(one.isShown || one.old ? { object: essence(body as JsonObject) } : {}),
    ...(one.fieldValidation === undefined ? {} : { warnings }),
  }
}

function causesOf(details: JsonObject | undefined): readonly string[] {
  const causes = Array.isArray(details?.['causes']) ? details['causes'] : []
  return causes
    .filter(isJsonObject)
    .map(({ field, reason, message }) => `${field}: ${reason}: ${message}`)
}

async function finalize(place: string): Promise<void> {
  const { body } = await client.request('GET', place)
  const gone = { ...(body as JsonObject), spec: { finalizers: [] } }
  await client.request('PUT', `${place}/finalize`, { body: JSON.stringify(gone) })
}

/** What resources there are in the groups and versions of ours. */
async function recordDiscovery(): Promise<void> {
  const roots = kinds.map(({ group, version }) =>
    group === '' ? `/api/${version}` : `/apis/${group}/${version}`,
  )
  const groups = kinds.flatMap(({ group }) => (group === '' ? [] : [`/apis/${group}`]))
  const paths = [...new Set(['/api', '/apis', ...roots, ...groups])]
  const documents = await Promise.all(
    paths.map(async (path) => [path, (await client.request('GET', path)).body] as const),
  )
  write('discovery', documents)
}

/** How amounts, times and bytes are written, and what is said of those that are none. */
async function recordNotations(): Promise<void> {
  const answers: [string, unknown][] = []
  for (const one of notations) {
    const path = pathOf(kindOf(kinds, one.kind))
    const sent = JSON.stringify(one.around(one.text))
    const { status, body } = await client.request('POST', `${path}?dryRun=All`, { body: sent })
    const { message = '' } = body as { message?: string }
    const isRead = status === 201
    const said = isRead ? one.within(body as JsonObject) : message.replace(/^.* as a \w+: /, '')
    answers.push([one.title, isRead ? { written: said } : { refused: said }])
  }
  write('notations', answers)
}

function write(file: string, entries: readonly (readonly [string, unknown])[]): void {
  const lines = entries.map(
    ([title, value]) => `${JSON.stringify(title)}: ${JSON.stringify(value)}`,
  )
  writeFileSync(new URL(`recorded/${file}.json`, import.meta.url), `{\n${lines.join(',\n')}\n}\n`)
  process.stdout.write(`${file}: ${lines.length}\n`)
}

async function installCrd(): Promise<void> {
  const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'
  await client.request('POST', path, { body: JSON.stringify(crd) })
  const experiments = pathOf(kindOf(kinds, 'ModelExperiment'))
  const isServed = async () => (await client.request('GET', experiments)).status === 200
  await waitUntil(isServed, { what: 'the CRD to be served', limitMs: 30_000 })
}
