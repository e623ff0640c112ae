import { expect, it } from 'vitest'
import type { ExperimentStatus } from '../../../src/api/status.ts'
import { ContenderError } from '../../../src/errors.ts'
import type { PlainKind } from '../../../src/operator/observing/children.ts'
import type { SeenChild } from '../../../src/operator/observing/seen-child.ts'
import type { SeenDeployment } from '../../../src/operator/observing/seen-deployment.ts'
import type { SeenExperiment } from '../../../src/operator/observing/seen-experiment.ts'
import type { SeenPod } from '../../../src/operator/observing/seen-pod.ts'
import type { SeenService } from '../../../src/operator/observing/seen-service.ts'
import { createOperator, type OperatorPorts } from '../../../src/operator/operator.ts'
import { graceMs } from '../../../src/operator/settings.ts'
import type { Lease, LeaseStore } from '../../../src/reconciler/lease.ts'
import type { Change, Entry, Source, WatchEnd } from '../../../src/reconciler/source.ts'
import { createLog } from '../../../src/telemetry/log.ts'
import { createMetrics } from '../../../src/telemetry/metrics.ts'
import { createHands } from '../../hands.ts'

/** A kind of objects in memory, whose watches a test feeds and cuts. */
function createSource<T extends Entry>(name: string, clock: ReturnType<typeof createHands>) {
  const objects = new Map<string, T>()
  let tell = (_: Change<T>) => {}
  const broken = Promise.withResolvers<never>()
  broken.promise.catch(() => {})
  const source: Source<T> & {
    refused?: ContenderError
    lists: number
    watches: number
    isWatched: boolean
  } = {
    name,
    isWatched: false,
    lists: 0,
    watches: 0,
    list: async () => {
      source.lists++
      await Promise.resolve() // a test may still say what it finds
      return source.refused === undefined
        ? { kind: 'listed', entries: [...objects.values()], version: '1' }
        : { kind: 'refused', cause: source.refused }
    },
    watch: (_, to, signal) => Promise.race([broken.promise, watch(to, signal)]),
  }

  async function watch(to: typeof tell, signal: AbortSignal): Promise<WatchEnd> {
    tell = to
    source.watches++
    source.isWatched = true
    to({ kind: 'open' })
    for (const entry of objects.values()) to({ kind: 'put', entry })
    for (let minute = 0; minute < 15 && !signal.aborted; minute++) {
      await clock.sleep(60_000, signal)
      if (!signal.aborted) to({ kind: 'bookmark', version: '9' })
    }
    source.isWatched = false
    return signal.aborted ? { kind: 'aborted' } : { kind: 'ended' }
  }

  return {
    source,
    breaks: broken.reject,
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
  annotations: {},
  spec: {} as SeenExperiment['spec'], // nobody reads it here
  status: {},
  isLeaving: false,
})

const deployment = (key: string, version: string, owner: string): SeenDeployment => ({
  ...{ key, version, kind: 'Deployment', uid: `uid of ${key}` },
  owner: { key: owner, uid: `uid of ${owner}` },
  ...{ experiment: undefined, applied: undefined, account: '[]', isLeaving: false },
  ...{ replicas: 1, refused: undefined },
})

/** A lease in memory; `asked` hears of each call, and of what is written, and may refuse. */
function createLease(asked: (wanted?: Lease) => unknown = () => {}): LeaseStore {
  let kept: { readonly lease: Lease; readonly version: string } | undefined
  return {
    read: async () => {
      asked()
      return kept
    },
    write: async (lease) => {
      asked(lease)
      kept = { lease, version: `${Number(kept?.version ?? 0) + 1}` }
      return kept.version
    },
  }
}

/** An operator over a cluster in memory, and all that it wrote and said. */
function started(more: Partial<OperatorPorts> = {}) {
  const hands = createHands()
  const experiments = createSource<SeenExperiment>('modelexperiments', hands)
  const children = createSource<SeenDeployment>('deployments', hands)
  const plain = (kind: PlainKind) => createSource<SeenChild>(kind, hands).source
  const written: (readonly [string, ExperimentStatus])[] = []
  const lines: { readonly msg: string; readonly [field: string]: unknown }[] = []
  const stop = new AbortController()
  const operator = createOperator({
    experiments: experiments.source,
    children: {
      deployments: children.source,
      services: createSource<SeenService>('services', hands).source,
      pods: createSource<SeenPod>('pods', hands).source,
      plain: {
        ConfigMap: plain('ConfigMap'),
        NetworkPolicy: plain('NetworkPolicy'),
        PodDisruptionBudget: plain('PodDisruptionBudget'),
        HorizontalPodAutoscaler: plain('HorizontalPodAutoscaler'),
      },
    },
    identity: 'me',
    lease: createLease(),
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
  children.put(deployment('a/signals-v3', '3', 'a/signals'))
  await hands.turn(3_600_000)
  expect(written).toHaveLength(1)
  await end()
})

it('does nothing in an idle hour but hear bookmarks, watch on and renew its lease', async () => {
  const { hands, experiments, children, written, end } = started()
  experiments.put(experiment('a/signals'))
  await hands.turn(1000)
  experiments.put({ ...experiment('a/signals', '2'), status: written[0]?.[1] ?? {} })
  await hands.turn(3_600_000)
  expect(written).toHaveLength(1)
  for (const { source } of [experiments, children]) {
    expect([source.lists, source.watches]).toEqual([1, 5]) // begun anew every quarter of an hour
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
  children.put(deployment('a/x', '3', 'a/signals'))
  await hands.turn(1000)
  children.put(deployment('a/x', '4', 'a/bikes'))
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
  expect(operator.waiting()).toEqual({
    lease: 'not asked for yet',
    modelexperiments: expect.stringMatching(
      /^CrdMissing: cannot list .*: not found\. Install it: /,
    ),
  })
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
  const steps: string[] = []
  const { experiments, stop, ran, hands } = started({
    lease: createLease((wanted) => wanted && steps.push(wanted.holder ? 'held' : 'given back')),
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

it('gives up a pass that takes longer than the grace, and gives back the lease all the same', async () => {
  const steps: string[] = []
  const { experiments, stop, ran, hands, lines } = started({
    report: async (_seen, _status, signal) => {
      await hands.sleep(600_000, signal)
      steps.push(`given up after ${hands.now()}`)
      signal.throwIfAborted()
    },
  })
  experiments.put(experiment('a/signals'))
  await hands.turn(1000)
  stop.abort()
  await hands.turn(60_000)
  await ran
  expect(steps).toEqual([`given up after ${1000 + graceMs}`])
  expect(lines.at(-2)).toMatchObject({ msg: 'lead given up' })
  expect(hands.sleepers()).toBe(0)
})

it('keeps following while the passes under way end after a stop', async () => {
  const seen: number[] = []
  const { experiments, stop, ran, hands } = started({
    report: async ({ generation }) => {
      seen.push(generation)
      await hands.sleep(5_000, new AbortController().signal)
    },
  })
  experiments.put(experiment('a/signals'))
  await hands.turn(1000)
  stop.abort()
  await hands.turn(0)
  expect(experiments.source.isWatched).toBe(true)
  await hands.turn(60_000)
  await ran
  expect(experiments.source.isWatched).toBe(false)
})

it('drops its passes and writes nothing once the lead is lost, says why, and goes on when it is back', async () => {
  let isReachable = true
  const signals: AbortSignal[] = []
  const { experiments, hands, said, lines, operator, end } = started({
    lease: createLease(() => {
      if (isReachable) return
      throw new ContenderError('ApiForbidden', 'cannot patch Lease default/contender')
    }),
    report: async (_seen, _status, signal) => {
      signals.push(signal)
      await hands.sleep(600_000, signal)
      signal.throwIfAborted()
    },
  })
  experiments.put(experiment('a/signals'))
  await hands.turn(1000)
  expect(operator.waiting()).toEqual({})
  isReachable = false
  await hands.turn(60_000)
  expect(signals.map(({ aborted }) => aborted)).toEqual([true])
  expect(said()).toContain('lead lost')
  expect(operator.waiting()).toEqual({
    lease: expect.stringMatching(/^ApiForbidden: cannot patch/),
  })
  const troubles = lines.filter(({ msg }) => msg === 'cannot reach the lease')
  expect(troubles).toHaveLength(1) // told again once a minute
  expect(troubles[0]).toMatchObject({ code: 'ApiForbidden', hint: expect.any(String) })
  isReachable = true
  await hands.turn(5_000)
  expect(said()).toContain('the lease can be reached again')
  expect(said().filter((what) => what === 'leading')).toHaveLength(2)
  expect(signals).toHaveLength(2)
  await end()
})

it('asks once more whether it leads before it writes', async () => {
  let wallMs = 0
  const own = createHands()
  const written: string[] = []
  const { experiments, said, ran, stop } = started({
    clock: { ...own, wall: () => own.wall() + wallMs },
    report: async ({ key }) => void written.push(key),
  })
  await own.turn(1_000)
  wallMs = 3_600_000 // the machine was suspended, and nobody has noticed yet
  experiments.put(experiment('a/signals'))
  await own.turn(100)
  expect(written).toEqual([])
  expect(said()).toContain('the pass failed: LeadLost')
  stop.abort()
  await own.turn(60_000)
  await ran
})

it('stands by, and says for whom', async () => {
  const lease: Lease = { holder: 'you', durationMs: 15_000, term: 3, acquiredAt: 0, renewedAt: 0 }
  let version = 0
  const { hands, lines, said, end, operator } = started({
    lease: {
      read: async () => ({ lease: { ...lease, renewedAt: ++version }, version: `${version}` }),
      write: async () => undefined,
    },
  })
  await hands.turn(60_000)
  expect(lines.filter(({ msg }) => msg === 'standing by')).toMatchObject([{ leader: 'you' }])
  expect(said()).not.toContain('leading')
  expect(operator.waiting()).toEqual({})
  await end()
})

it('does as a busy server asks', async () => {
  const tries: number[] = []
  const { experiments, hands, end } = started({
    report: async () => {
      tries.push(hands.now())
      throw new ContenderError('ApiUnavailable', 'cannot write', { retryAfterMs: 30_000 })
    },
  })
  experiments.put(experiment('a/signals'))
  await hands.turn(40_000)
  expect(tries).toHaveLength(2)
  expect((tries[1] ?? 0) - (tries[0] ?? 0)).toBeGreaterThanOrEqual(30_000)
  await end()
})

it('is not ready before everything was listed', async () => {
  const { hands, operator, end } = started()
  expect(operator.waiting()).toMatchObject({
    modelexperiments: 'not listed yet',
    deployments: 'not listed yet',
  })
  await hands.turn(1000)
  expect(operator.waiting()).toEqual({})
  await end()
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

it('lets the passes end and gives back the lease before a bug comes out', async () => {
  const bug = new TypeError('undefined is not a function')
  const steps: string[] = []
  const { children, experiments, hands, ran } = started({
    lease: createLease((wanted) => wanted?.holder === '' && steps.push('given back')),
    report: async () => {
      await hands.sleep(5_000, new AbortController().signal)
      steps.push('written')
    },
  })
  experiments.put(experiment('a/signals'))
  await hands.turn(1000)
  const ended = ran.catch((cause) => steps.push(cause === bug ? 'the bug' : `${cause}`))
  children.breaks(bug)
  await hands.turn(60_000)
  await ended
  expect(steps).toEqual(['written', 'given back', 'the bug'])
})
