import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../../src/api/json.ts'
import type { FieldSchema } from '../../../../src/local/kinds/field-schema.ts'
import type { Kind } from '../../../../src/local/kinds/kind.ts'
import { kindOf } from './kinds.ts'
import type { Recorded, Scene } from './recording.ts'
import { createReplay } from './replay.ts'
import { said, wanted } from './verdicts.ts'

const folder = join(import.meta.dirname, 'recorded')
const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'))

const scenesIn = (file: string): readonly Scene[] =>
  readFileSync(join(folder, file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

describe.each(files)('%s, as a real server has it', (file) => {
  it.each(scenesIn(file))('$kind: $name', ({ kind, steps }) => {
    const replay = createReplay(kindOf(kind))
    let live: JsonObject | undefined
    for (const [i, step] of steps.entries()) {
      const where = `step ${i}: ${step.verb} ${JSON.stringify(step.body)} by ${step.manager}`
      expect(said(replay(live, step), step), where).toEqual(wanted(step))
      if (step.status < 300) live = step.answer
    }
  })
})

describe('a server is not like the real one', () => {
  const scenes = files.flatMap(scenesIn).filter((scene) => isSame(scene, {}))

  it.each<Flaw>([
    ['that forces nothing', { step: (step) => ({ ...step, force: false }) }],
    ['that forces always', { step: (step) => ({ ...step, force: true }) }],
    ['that knows one writer only', { step: (step) => ({ ...step, manager: 'ann' }) }],
    ['that knows no status', { step: ({ part: _, ...step }) => step }],
    ['that lets anybody own everything', { kind: (kind) => ({ ...kind, unwritable: nothing }) }],
    ['that takes new objects for empty', { kind: (kind) => ({ ...kind, blank: {} }) }],
    ['whose lists are all wholes', { kind: without('x-kubernetes-list-type', listKeys) }],
    ['whose objects are all granular', { kind: without('x-kubernetes-map-type') }],
    ['whose keys have no defaults', { kind: without('default', 'whenEmpty') }],
  ])('%s', (_name, flaw) => {
    const differing = scenes.filter((scene) => !isSame(scene, flaw))
    expect(differing).not.toEqual([])
  })
})

type Flaw = readonly [name: string, flaw: Change]
type Change = {
  readonly kind?: (kind: Kind) => Kind
  readonly step?: (step: Recorded) => Recorded
}

const nothing = { object: [], status: [] }
const listKeys = 'x-kubernetes-patch-strategy'

function isSame({ kind, steps }: Scene, { kind: changed = same, step: altered = same }: Change) {
  const replay = createReplay(changed(kindOf(kind)))
  let live: JsonObject | undefined
  for (const step of steps) {
    const outcome = said(replay(live, altered(step)), step)
    if (!isDeepStrictEqual(outcome, wanted(step))) return false
    if (step.status < 300) live = step.answer
  }
  return true
}

function same<T>(value: T): T {
  return value
}

/** The kind as a schema without these keys describes it to whoever merges. */
function without(...keys: readonly string[]) {
  return (kind: Kind): Kind => ({ ...kind, schema: stripped(kind.schema, keys) as FieldSchema })
}

function stripped(schema: unknown, keys: readonly string[]): unknown {
  if (Array.isArray(schema)) return schema.map((item) => stripped(item, keys))
  if (typeof schema !== 'object' || schema === null) return schema
  const left = Object.entries(schema).filter(([key]) => !keys.includes(key))
  return Object.fromEntries(left.map(([key, value]) => [key, stripped(value, keys)]))
}
