import { isJsonObject, type Json, type JsonObject } from '../../../../../src/api/json.ts'
import { below, chance } from '../../../../chance.ts'
import type { Request, Script, Step } from '../recording.ts'
import { over } from './asks.ts'
import { type Pool, pick, pools, type Random, statusPools } from './chance-pools.ts'

const managers = ['ann', 'ben', 'cat']

/** Three who create, update, patch and apply as it comes. Every seed plays another scene. */
function byChance(kind: string, seed: number, steps: number): Script {
  const random = chance(seed)
  const pool = pools[kind]
  if (pool === undefined) throw new Error(`no pool for ${kind}`)
  const first = begin(random, pool)
  const more = Array.from({ length: steps - 1 }, () => go(kind, random, pool))
  return { kind, name: `three at it, as seed ${seed} has it`, steps: [first, ...more] }
}

/** Drawn at once, so that no answer changes what comes after it. */
function begin(random: Random, pool: Pool<JsonObject>): Step {
  const verb = pick(random, ['create', 'apply'] as const)
  return { verb, manager: pick(random, managers), body: pool(random) }
}

function go(kind: string, random: Random, pool: Pool<JsonObject>): Step {
  const status = statusPools[kind]
  const isStatus = status !== undefined && random() < 0.25
  const body = isStatus ? status(random) : pool(random)
  const manager = pick(random, managers)
  const part = isStatus ? ({ part: 'status' } as const) : {}
  const verb = pick(random, verbs)
  if (verb === 'apply') return { verb, manager, body, ...part, force: random() < 0.5 }
  if (verb === 'reset') return { verb: 'merge', manager, body: reset, ...part }
  if (verb === 'adopt') return (live) => ({ ...json(manager, adopted(live)), ...part })
  if (verb === 'update') {
    const cut = below(random, 1000)
    return (live) => ({ verb, manager, body: without(over(live, body), cut), ...part })
  }
  if (verb === 'strategic' && !['Proof', 'ModelExperiment'].includes(kind)) {
    return { verb, manager, body: directed(spoiled(body, random), random), ...part }
  }
  return { verb: 'merge', manager, body: spoiled(body, random), ...part }
}

const verbs = [
  ...(['apply', 'apply', 'apply', 'apply', 'apply', 'apply', 'apply', 'update', 'update'] as const),
  ...(['update', 'merge', 'merge', 'merge', 'strategic', 'strategic', 'reset', 'adopt'] as const),
]

const reset: JsonObject = { metadata: { managedFields: [{}] } }

const json = (manager: string, body: Json): Request => ({ verb: 'json', manager, body })

/** What was updated becomes what was applied. */
function adopted({ metadata = {} }: JsonObject): Json {
  const { managedFields = [] } = isJsonObject(metadata) ? metadata : {}
  const claims = Array.isArray(managedFields) ? (managedFields as readonly JsonObject[]) : []
  const value = claims.map((claim) => ({ ...claim, operation: 'Apply' }))
  return [{ op: 'add', path: '/metadata/managedFields', value }]
}

/** With a field less, somewhere in the spec or the data. */
function without(object: JsonObject, cut: number): JsonObject {
  const part = ['data', 'spec', 'status'].find((name) => isJsonObject(object[name]))
  if (part === undefined) return object
  const fields = object[part] as JsonObject
  const names = Object.keys(fields).filter((name) => !needed.includes(name))
  const { [names[cut % Math.max(1, names.length)] ?? '']: _, ...rest } = fields
  return { ...object, [part]: rest }
}

const needed = [
  'selector',
  'template',
  'ports',
  'variants',
  'task',
  'champion',
  'metrics',
  'clusterIP',
]

/** Some fields are to go instead. */
function spoiled(body: JsonObject, random: Random): JsonObject {
  const entries = Object.entries(body).map(([name, value]) => {
    if (isJsonObject(value))
      return [name, random() < 0.05 && name !== 'metadata' ? null : spoiled(value, random)] as const
    return [name, random() < 0.15 && !needed.includes(name) ? null : value] as const
  })
  return Object.fromEntries(entries)
}

/** Some items of lists are to go. */
function directed(body: Json, random: Random): Json {
  if (Array.isArray(body)) return body.map((item: Json) => deleted(directed(item, random), random))
  if (!isJsonObject(body)) return body
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, directed(value, random)]),
  )
}

const deleted = (item: Json, random: Random): Json =>
  isJsonObject(item) && random() < 0.2 ? { ...item, $patch: 'delete' } : item

const counts = { ConfigMap: 6, Deployment: 6, Service: 4, Proof: 16, ModelExperiment: 3 }

export const scenesByChance: readonly Script[] = Object.entries(counts).flatMap(([kind, count]) =>
  Array.from({ length: count }, (_, i) => byChance(kind, 1000 + i, 20)),
)
