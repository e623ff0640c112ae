import { randomUUID } from 'node:crypto'
import { ContenderError } from '../../../src/errors.ts'
import { createDoor } from '../../../src/kube/door.ts'
import { resources } from '../../../src/kube/resources.ts'
import { createSource } from '../../../src/kube/source.ts'
import { createCache } from '../../../src/reconciler/cache.ts'
import { systemClock } from '../../../src/reconciler/clock.ts'
import { createController } from '../../../src/reconciler/controller.ts'
import { createFollower } from '../../../src/reconciler/follower.ts'
import type { Entry } from '../../../src/reconciler/source.ts'
import { below, chance } from '../../chance.ts'
import type { Access } from '../client.ts'
import { configFrom } from '../door/ground.ts'
import { kinds } from '../faults/faults.ts'
import type { LineKind } from '../faults/lines.ts'
import type { Rates } from '../faults/plan.ts'
import { startFaultProxy } from '../faults/proxy.ts'
import { waitUntil } from '../waiting.ts'
import { type ChangingMap, createChanging, type Said, saidBy } from './changing-objects.ts'

type Known = Entry & Said

export type Outcome = {
  readonly ends: { readonly [end: string]: number }
  /** What was thrown that is no failure by name. */
  readonly bugs: readonly unknown[]
  readonly passes: number
  readonly retries: number
  /** Keys on which two passes were at work at once. */
  readonly doubled: readonly string[]
  /** Keys whose last state no pass has seen. */
  readonly lost: readonly string[]
  /** Keys whose state in the cache is not the server's. */
  readonly wrong: readonly string[]
  /** Keys to which the engine should have written, through all faults, and did not. */
  readonly unanswered: readonly string[]
}

/** What a watch may suffer in the middle of its stream. */
const lineKinds: readonly LineKind[] = ['cut', 'truncate', 'expiredEvent', 'silence', 'garbage']

/** How often each fault hits what it may hit; together less than 1 for every kind of request. */
const rates: Rates = {
  delay: 0.05,
  cut: 0.15,
  truncate: 0.1,
  unauthorized: 0.03,
  conflict: 0.05,
  expired: 0.08,
  expiredEvent: 0.12,
  busy: 0.02,
  broken: 0.05,
  resetBefore: 0.05,
  resetAfter: 0.05,
  silence: 0.03,
  betweenPages: 0.2,
  garbage: 0.15,
}

/** Whatever follows the objects: what it got wrong, against what the server has. */
export type Follows<Report> = {
  readonly report: (truth: ReadonlyMap<string, Said>) => Report
  readonly isAt: (truth: ReadonlyMap<string, Said>) => boolean
  readonly stop: () => Promise<void>
}

/**
 * Objects change, and are followed through a proxy that harms every kind of request. Then the weather
 * clears, and what is known of them is compared with the server.
 */
export async function goThroughWeather<Report extends object>(
  access: Access,
  seed: number,
  start: (access: Access, namespace: string, seed: number) => Follows<Report>,
) {
  const began = performance.now()
  const namespace = `weather-${seed}-${randomUUID().slice(0, 8)}`
  const most = { afterLines: 200, delayMs: 50 }
  const proxy = await startFaultProxy({ access, rates, random: chance(seed), most })
  const objects = await createChanging(access, namespace, seed)
  const follower = start(proxy.access, namespace, seed)
  try {
    const random = chance(seed + 2_000_000)
    await objects.change(10_000, (nth) => {
      if (nth % 100 === 0) proxy.strike(lineKinds[below(random, lineKinds.length)] ?? 'cut')
      // Chance may forget one. Watches are few on a slow machine: what only they meet comes first, and twice.
      if (nth === 2_000 || nth === 6_000) for (const kind of kinds.toReversed()) proxy.inject(kind)
    })
    proxy.calm()
    let truth = await objects.truth()
    const isCalm = async () => {
      truth = await objects.truth()
      return follower.isAt(truth)
    }
    await waitUntil(isCalm, { what: 'calm', limitMs: 30_000, everyMs: 200 }).catch(() => {})
    const tookMs = Math.round(performance.now() - began)
    return { seed, counts: { ...proxy.counts }, ...follower.report(truth), tookMs }
  } finally {
    await follower.stop()
    objects.close()
    await proxy.close()
  }
}

/** The engine, with a pass that answers one object in four by a write of its own. */
export function startEngine(access: Access, namespace: string, seed: number): Follows<Outcome> {
  const random = chance(seed + 1_000_000)
  const [ending, cache] = [new AbortController(), createCache<Known>({})]
  const ends: { [end: string]: number } = {}
  const [running, doubled] = [new Set<string>(), new Set<string>()]
  const seenByPass = new Map<string, string | undefined>()
  const bugs: unknown[] = []
  let [passes, retries] = [0, 0]

  const door = createDoor(() => configFrom(access), { timeoutMs: 400 })
  const source = createSource<Known>(door, resources.configMaps, {
    namespace,
    labelSelector: 'kind=changing',
    project: (object) => {
      const map = object as ChangingMap
      const said = saidBy(map)
      return { key: map.metadata.name, ...said }
    },
    chance: random,
  })
  const controller = createController({
    reconcile,
    workers: 4,
    clock: systemClock,
    queue: {
      backoff: { baseMs: 5, capMs: 500, jitter: 0.5 },
      retries: { perSecond: 500, burst: 500 },
      restMs: 1,
      chance: random,
    },
    afterFailure: (_, cause) => {
      if (!(cause instanceof ContenderError)) bugs.push(cause)
      return { retry: true }
    },
    meter: { depth: () => {}, began: () => {}, passed: () => {}, retried: () => (retries += 1) },
  })
  const follower = createFollower({
    source,
    cache,
    changed: ({ before, after }) => controller.wake(after?.key ?? before?.key ?? ''),
    clock: systemClock,
    chance: random,
    backoff: { baseMs: 5, capMs: 60, jitter: 0.5 },
    silenceMs: 400,
    report: () => {},
    meter: { listed: count('list'), watchEnded: count('watch') },
  })

  function count(what: string) {
    return (_: string, end: string) => {
      ends[`${what} ${end}`] = (ends[`${what} ${end}`] ?? 0) + 1
    }
  }

  async function reconcile(key: string, signal: AbortSignal) {
    if (running.has(key)) doubled.add(key)
    running.add(key)
    passes++
    try {
      const known = cache.get(key)
      if (known !== undefined && wantsEcho(key) && known.echo !== known.n) await echo(known, signal)
      seenByPass.set(key, known?.version)
      return {}
    } finally {
      running.delete(key)
    }
  }

  async function echo({ key, version, n = '' }: Known, signal: AbortSignal): Promise<void> {
    const patch = { metadata: { annotations: { echo: n } } }
    const ref = { namespace, name: key }
    await door.patch(resources.configMaps, ref, patch, { resourceVersion: version }, { signal })
  }

  function report(truth: ReadonlyMap<string, Said>) {
    const keys = [...new Set([...truth.keys(), ...cache.keys(), ...seenByPass.keys()])]
    return {
      ends,
      bugs,
      passes,
      retries,
      doubled: [...doubled],
      lost: keys.filter((key) => seenByPass.get(key) !== truth.get(key)?.version),
      wrong: keys.filter((key) => cache.get(key)?.version !== truth.get(key)?.version),
      unanswered: keys.filter(
        (key) => wantsEcho(key) && truth.get(key)?.echo !== truth.get(key)?.n,
      ),
    }
  }

  const ran = Promise.all([
    follower.run(ending.signal),
    controller.run({ stop: ending.signal, drop: ending.signal }),
  ])
  return {
    report,
    isAt: (truth: ReadonlyMap<string, Said>) => {
      const { lost, wrong, unanswered } = report(truth)
      return lost.length + wrong.length + unanswered.length === 0
    },
    stop: async () => {
      ending.abort()
      await ran
      await door.close()
    },
  }
}

/** One key in four. */
const wantsEcho = (key: string) => Number(key.at(-1)) % 4 === 0
