import { expect, it } from 'vitest'
import type { ExperimentStatus } from '../../../src/api/status.ts'
import { ContenderError } from '../../../src/errors.ts'
import { createOperator, type OperatorPorts } from '../../../src/operator/operator.ts'
import type { SeenChild, SeenExperiment } from '../../../src/operator/projections.ts'
import type { Lease } from '../../../src/reconciler/lease.ts'
import type { Change, Entry, Source } from '../../../src/reconciler/source.ts'
import { createLog } from '../../../src/telemetry/log.ts'
import { createMetrics } from '../../../src/telemetry/metrics.ts'
import { createHands } from '../../hands.ts'

/** A kind of objects in memory, whose watches a test feeds and cuts. */
function createSource<T extends Entry>(name: string, clock: ReturnType<typeof createHands>) {
  const objects = new Map<string, T>()
  let tell = (_: Change<T>) => {}
  const source: Source<T> & { refused?: ContenderError; lists: number; watches: number } = {
    name,
    lists: 0,
    watches: 0,
    list: async () => {
      source.lists++
      await Promise.resolve() // a test may still say what it finds
      return source.refused === undefined
        ? { kind: 'listed', entries: [...objects.values()], version: '1' }
        : { kind: 'refused', cause: source.refused }
    },
    watch: async (_, to, signal) => {
      tell = to
      source.watches++
      for (const entry of objects.values()) to({ kind: 'put', entry })
      while (!signal.aborted) {
        await clock.sleep(60_000, signal)
        if (!signal.aborted) to({ kind: 'bookmark', version: '9' })
      }
      return { kind: 'aborted' }
    },
  }
  return {
    source,
    put: (entry: T) => {
      objects.set(entry.key, entry)
      tell({ kind: 'put', entry })
    },
  }
}

const experiment = (key: string, version = '1', generation = 1): SeenExperiment => ({
  key,
  version,
  uid: `uid of ${key}`,
  generation,
  status: {},
})

/** An operator over a cluster in memory, and all that it wrote and said. */
function started(more: Partial<OperatorPorts> = {}) {
  const hands = createHands()
  const experiments = createSource<SeenExperiment>('modelexperiments', hands)
  const children = createSource<SeenChild>('deployments', hands)
  const written: (readonly [string, ExperimentStatus])[] = []
  const lines: { readonly msg: string; readonly [field: string]: unknown }[] = []
  let kept: { readonly lease: Lease; readonly version: string } | undefined
  const stop = new AbortController()
  const operator = createOperator({
    experiments: experiments.source,
    children: [children.source],
    identity: 'me',
    lease: {
      read: async () => kept,
      write: async (lease) => {
        kept = { lease, version: `${Number(kept?.version ?? 0) + 1}` }
        return kept.version
      },
    },
    report: async (seen, status) => void written.push([seen.key, status]),
    log: createLog({ write: (line) => void lines.push(JSON.parse(line)) }),
    clock: hands,
    chance: () => 0,
    meter: createMetrics().meter,
    ...more,
  })
  const ran = operator.run(stop.signal)
  const end = async () => {
    stop.abort()
    await hands.turn(60_000)
    await ran
  }
  const said = () => lines.map(({ msg, code }) => [msg, code].filter(Boolean).join(': '))
  return { hands, experiments, children, written, lines, said, operator, ran, stop, end }
}

it('says of an experiment which generation it has seen, and that nothing serves it', async () => {
  const { hands, experiments, written, end } = started()
  experiments.put(experiment('a/signals', '1', 4))
  await hands.turn(1000)
  expect(written).toEqual([
    [
      'a/signals',
      {
        observedGeneration: 4,
        conditions: [
          {
            type: 'Ready',
            status: 'Unknown',
            reason: 'NotServing',
            message: expect.stringContaining('does not serve'),
            lastTransitionTime: '1970-01-01T00:00:00.000Z',
            observedGeneration: 4,
          },
        ],
      },
    ],
  ])
  await end()
})

it('writes nothing where all is said, whoever wakes it', async () => {
  const { hands, experiments, children, written, end } = started()
  experiments.put(experiment('a/signals'))
  await hands.turn(1000)
  const [[, status] = []] = written
  experiments.put({ ...experiment('a/signals', '2'), status: status ?? {} })
  children.put({ key: 'a/signals-v3', version: '3', owner: 'a/signals' })
  await hands.turn(3_600_000)
  expect(written).toHaveLength(1)
  await end()
})

it('does nothing in an idle hour but hear bookmarks and renew its lease', async () => {
  const { hands, experiments, children, written, end } = started()
  experiments.put(experiment('a/signals'))
  await hands.turn(1000)
  experiments.put({ ...experiment('a/signals', '2'), status: written[0]?.[1] ?? {} })
  await hands.turn(3_600_000)
  expect(written).toHaveLength(1)
  for (const { source } of [experiments, children]) {
    expect([source.lists, source.watches]).toEqual([1, 1])
  }
  await end()
})

it('says it anew for a new generation, and keeps the time of the transition', async () => {
  const { hands, experiments, written, end } = started()
  experiments.put(experiment('a/signals'))
  await hands.turn(5000)
  experiments.put({ ...experiment('a/signals', '2', 2), status: written[0]?.[1] ?? {} })
  await hands.turn(1000)
  expect(written[1]?.[1]).toMatchObject({
    observedGeneration: 2,
    conditions: [{ observedGeneration: 2, lastTransitionTime: '1970-01-01T00:00:00.000Z' }],
  })
  await end()
})

it('wakes both owners of an object that changed hands', async () => {
  const { hands, experiments, children, written, end } = started()
  experiments.put(experiment('a/signals'))
  experiments.put(experiment('a/bikes'))
  await hands.turn(1000)
  children.put({ key: 'a/x', version: '3', owner: 'a/signals' })
  await hands.turn(1000)
  children.put({ key: 'a/x', version: '4', owner: 'a/bikes' })
  await hands.turn(1000)
  // In this world the status never sticks, so every wake-up shows as a write.
  expect(written.map(([key]) => key)).toEqual([
    'a/signals',
    'a/bikes',
    'a/signals',
    'a/signals',
    'a/bikes',
  ])
  await end()
})

it('says what it waits for, and goes on when it comes', async () => {
  const { hands, experiments, operator, said, written, end } = started()
  const missing = new ContenderError('CrdMissing', 'cannot list modelexperiments: not found')
  experiments.source.refused = missing
  await hands.turn(1000)
  expect(operator.waiting()).toEqual({ modelexperiments: missing.message })
  expect(said()).toContain('cannot watch: CrdMissing')
  expect(said()).not.toContain('leading')
  delete experiments.source.refused
  experiments.put(experiment('a/signals'))
  await hands.turn(60_000)
  expect(operator.waiting()).toEqual({})
  expect(said()).toContain('watching again')
  expect(written).toHaveLength(1)
  await end()
})

it.each([
  ['StaleWrite', true],
  ['ObjectInvalid', false],
] as const)('names a failure, %s, and tries again where that helps: %s', async (code, again) => {
  let tries = 0
  const { hands, experiments, said, end } = started({
    report: async () => {
      tries++
      throw new ContenderError(code, 'cannot write')
    },
  })
  experiments.put(experiment('a/signals'))
  await hands.turn(60_000)
  expect(said()).toContain(`the pass failed: ${code}`)
  expect(tries > 1).toBe(again)
  await end()
})

it('tells a bug with its stack, and stays up', async () => {
  const { hands, experiments, lines, end } = started({
    report: async () => {
      throw new TypeError('undefined is not a function')
    },
  })
  experiments.put(experiment('a/signals'))
  await hands.turn(1000)
  expect(lines.find(({ level }) => level === 'error')).toMatchObject({
    msg: 'a bug ended the pass',
    err: { type: 'TypeError', stack: expect.stringContaining('operator.test.ts') },
  })
  await end()
})

it('stops in peace: the pass under way ends, and the lease is given back', async () => {
  let kept: { readonly lease: Lease; readonly version: string } | undefined
  const steps: string[] = []
  const { experiments, stop, ran, hands } = started({
    lease: {
      read: async () => kept,
      write: async (lease) => {
        steps.push(lease.holder === '' ? 'given back' : 'held')
        kept = { lease, version: `${steps.length}` }
        return kept.version
      },
    },
    report: async () => {
      await hands.sleep(5000, new AbortController().signal)
      steps.push('written')
    },
  })
  experiments.put(experiment('a/signals'))
  await hands.turn(100)
  stop.abort()
  await hands.turn(60_000)
  await ran
  expect(steps.filter((step) => step !== 'held')).toEqual(['written', 'given back'])
  expect(hands.sleepers()).toBe(0)
})

it('ends when a bug ends one of its parts', async () => {
  const bug = new TypeError('undefined is not a function')
  const hands = createHands()
  const broken: Source<SeenExperiment> = {
    ...createSource<SeenExperiment>('modelexperiments', hands).source,
    list: async () => {
      throw bug
    },
  }
  await expect(started({ experiments: broken }).ran).rejects.toThrow(bug)
})
