/**
 * Plays the scenes on a real API server and writes what it answers: `recorded/*.jsonl`. Asks the cluster of
 * KUBECONFIG, else one of its own. With names, only those files.
 */
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { JsonObject } from '../../../../src/api/json.ts'
import { createClient } from '../../../cluster/client.ts'
import { openCluster } from '../../../cluster/cluster.ts'
import { apiVersionOf, kindOf } from './kinds.ts'
import { proofCrd } from './proof-crd.ts'
import type { Recorded, Request, Scene, Script } from './recording.ts'
import { files } from './scenes/files.ts'

const contentTypes = {
  create: 'application/json',
  update: 'application/json',
  merge: 'application/merge-patch+json',
  json: 'application/json-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
}

const namespace = `proof-${randomUUID().slice(0, 8)}`
const cluster = await openCluster()
const client = createClient(cluster.access)
try {
  await prepare()
  const chosen = process.argv.slice(2)
  for (const [file, scripts] of Object.entries(files)) {
    if (chosen.length > 0 && !chosen.includes(file)) continue
    const scenes = await Promise.all(scripts.map((script, i) => play(script, `o${i}`)))
    const lines = scenes.map((scene) => `${JSON.stringify(scene)}\n`)
    writeFileSync(join(import.meta.dirname, 'recorded', `${file}.jsonl`), lines.join(''))
    const steps = scenes.flatMap((scene) => scene.steps)
    const refused = steps.filter(({ status }) => status >= 300).length
    process.stdout.write(
      `${file}: ${scenes.length} scenes, ${steps.length} steps, ${refused} refused\n`,
    )
  }
} finally {
  client.close()
  await cluster.close()
}

async function prepare(): Promise<void> {
  const made = (path: string, body: JsonObject) =>
    client.request('POST', path, { body: JSON.stringify(body) })
  await made('/api/v1/namespaces', { metadata: { name: namespace } })
  await made(`/api/v1/namespaces/${namespace}/serviceaccounts`, { metadata: { name: 'default' } })
  await made('/apis/apiextensions.k8s.io/v1/customresourcedefinitions', proofCrd)
  const path = `/apis/proof.contender.dev/v1/namespaces/${namespace}/proofs`
  for (let i = 0; i < 100; i++) {
    if ((await client.request('GET', path)).status === 200) return
    await sleep(100)
  }
  throw new Error('the server does not serve the CRD')
}

/** No two changes of an object fall into one second: so one sees which times are new. */
async function play({ name, kind, steps }: Script, id: string): Promise<Scene> {
  const object = `${id}-${randomUUID().slice(0, 8)}`
  const recorded: Recorded[] = []
  let live: JsonObject = {}
  for (const step of steps) {
    const request = placed(withName(typeof step === 'function' ? step(live) : step, kind, object))
    const { status, answer } = await ask(kind, object, request)
    if (status === 404) process.stderr.write(`${kind}, ${name}: there is no object\n`)
    else recorded.push({ ...request, status, answer })
    if (status < 300) live = answer
    await sleep(1050)
  }
  return { name, kind, steps: recorded }
}

async function read(kind: string, name: string): Promise<JsonObject> {
  const { body } = await client.request('GET', `${collectionOf(kind)}/${name}`)
  return body as JsonObject
}

function trimmed(answer: JsonObject): JsonObject {
  if (answer['kind'] !== 'Status') return answer
  const { message = '', reason = '', code = 0, details = {} } = answer
  return { message, reason, code, details }
}

/** A step may speak of the namespace, whose name it doesn't know. */
function placed(request: Request): Request {
  return JSON.parse(JSON.stringify(request).replaceAll('$namespace', namespace))
}

/** Type and name need not be written in each step. */
function withName(request: Request, kind: string, name: string): Request {
  const { verb, body, part } = request
  if (!['create', 'update', 'apply'].includes(verb) || part === 'scale') return request
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return request
  const apiVersion = apiVersionOf(kindOf(kind))
  const { metadata = {}, ...rest } = body as JsonObject
  const place = kind === 'Namespace' ? {} : { namespace }
  return {
    ...request,
    body: { apiVersion, kind, ...rest, metadata: { name, ...place, ...(metadata as JsonObject) } },
  }
}

function collectionOf(kind: string): string {
  const { plural } = kindOf(kind)
  const apiVersion = apiVersionOf(kindOf(kind))
  const group = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`
  return kind === 'Namespace' ? `${group}/${plural}` : `${group}/namespaces/${namespace}/${plural}`
}

function pathOf(kind: string, name: string, { verb, part, manager, force }: Request): string {
  const query = new URLSearchParams({
    ...(manager === '' ? {} : { fieldManager: manager }),
    ...(force ? { force: 'true' } : {}),
  })
  const object = verb === 'create' ? '' : `/${name}${part === undefined ? '' : `/${part}`}`
  return `${collectionOf(kind)}${object}?${query}`
}

async function ask(kind: string, name: string, request: Request) {
  const { verb, body: sent } = request
  const method = verb === 'create' ? 'POST' : verb === 'update' ? 'PUT' : 'PATCH'
  const { status, body } = await client.request(method, pathOf(kind, name, request), {
    body: JSON.stringify(sent),
    contentType: contentTypes[verb],
  })
  // After a scaling, what is of interest is the object that was scaled.
  const isScale = (body as JsonObject)['kind'] === 'Scale'
  return { status, answer: trimmed(isScale ? await read(kind, name) : (body as JsonObject)) }
}
