import { setImmediate as nextTurn } from 'node:timers/promises'
import { ContenderError, type FailureCode } from '../../../../src/errors.ts'
import type { TallyName } from '../../../../src/evidence/tally.ts'
import type { Ask } from '../../../../src/operator/evidence/asking.ts'
import { createEvidence } from '../../../../src/operator/evidence/evidence.ts'
import type { RouterPod } from '../../../../src/operator/evidence/routers.ts'
import type { Contents, Leaf, Shelf } from '../../../../src/operator/evidence/shelf.ts'
import type { Instance } from '../../../../src/router/instance/instance.ts'
import { keyOf } from '../../../../src/routing/keys.ts'
import { createLog } from '../../../../src/telemetry/log.ts'
import { chance } from '../../../chance.ts'
import { createHands } from '../../../hands.ts'
import { quick, startMs, travelled } from '../../evidence/given.ts'
import { received, toldIn } from '../../router/instance/given.ts'

/** What becomes of one of the writes. */
export type Fate = 'Done' | 'AnswerLost' | 'NotDone'

/** Objects as a cluster has them: each write has a version, and may come to nothing. */
export function createObjects() {
  const objects = new Map<string, Leaf & { readonly uid: string }>()
  const writes: string[] = []
  let version = 0
  let fateOf: (nth: number) => Fate = () => 'Done'

  const refused = (code: FailureCode, name: string) => new ContenderError(code, name)

  function write(act: string, done: () => Leaf | undefined): Leaf {
    const fate = fateOf(writes.push(act))
    if (fate === 'NotDone') throw refused('ApiUnreachable', act)
    const leaf = done()
    if (fate === 'AnswerLost' || leaf === undefined) throw refused('ApiUnreachable', act)
    return leaf
  }

  function put(name: string, contents: Contents, uid: string): Leaf {
    const leaf = { ...structuredClone(contents), version: `${++version}`, uid }
    objects.set(name, leaf)
    return leaf
  }

  const shelf: Shelf = {
    name: 'e',
    read: async (name) => objects.get(name),
    list: async () => [...objects].map(([name, { uid }]) => ({ name, uid })),
    create: async (name, contents) =>
      write(`create ${name}`, () => {
        if (objects.has(name)) throw refused('NameTaken', name)
        return put(name, contents, `uid-${version}`)
      }),
    replace: async (name, contents, before) =>
      write(`replace ${name}`, () => {
        const there = objects.get(name)
        if (there?.version !== before.version) throw refused('StaleWrite', name)
        return put(name, contents, there.uid)
      }),
    remove: async ({ name }) => {
      write(`remove ${name}`, () => {
        const there = objects.get(name)
        objects.delete(name)
        return there
      })
    },
  }
  return {
    ...{ shelf, objects, writes },
    /** Of writes from now on, the first being 1. */
    suffer: (fate: (nth: number) => Fate) => {
      const from = writes.length
      fateOf = (nth) => fate(nth - from)
    },
  }
}

/** Routers that answer when they are asked at their address. */
export function createWire() {
  const answering = new Map<string, (kept: readonly TallyName[]) => Promise<unknown>>()
  const asked: { readonly address: string; readonly kept: readonly TallyName[] }[] = []
  const ask: Ask = async ({ address, kept }) => {
    asked.push({ address, kept })
    const answer = answering.get(address)
    if (answer === undefined) throw new ContenderError('EvidenceUnavailable', 'nobody answers')
    return (await answer(kept)) as never
  }
  return {
    ...{ ask, asked },
    /** From now on this one is there. */
    serve: (address: string, { pull }: Pick<Instance, 'pull'>) =>
      answering.set(address, async (kept) => travelled(toldIn(pull(kept, startMs)))),
    answer: (address: string, answer: () => Promise<unknown>) => answering.set(address, answer),
    silence: (address: string) => answering.delete(address),
  }
}

export const pullMs = 5_000
export const k1 = keyOf('k1', Buffer.alloc(32, 1))

export const pod = (address: string, is: RouterPod['is'] = 'Ready'): RouterPod => ({
  ...{ pod: `uid-of-${address}`, address, is },
})

type Logged = { readonly msg: string; readonly [field: string]: unknown }

/** A leader with a clock in hand. */
export function aLeader(wire: Pick<ReturnType<typeof createWire>, 'ask'>, hands = aClock()) {
  const stop = new AbortController()
  const woken: string[] = []
  const log: Logged[] = []
  const write = (line: string) => void log.push(JSON.parse(line))
  const evidence = createEvidence(
    {
      ...{ ask: wire.ask, clock: hands, chance: chance(1), pullMs, log: createLog({ write }) },
      wake: (experiment) => void woken.push(experiment),
    },
    stop.signal,
  )
  return {
    ...{ evidence, hands, woken, log, stop: () => stop.abort() },
    follow: (routers: readonly RouterPod[], round = 1) =>
      evidence.follow('n/e', { round, sinceMs: 0, routers }, k1),
    seen: () => evidence.seen('n/e'),
    begin: (shelf: Shelf) => evidence.begin('n/e', shelf),
    keep: (nth = 0) =>
      evidence.keep('n/e', {
        case: { format: 1, round: 1, contest: 'Comparing', nowMs: nth, memory } as never,
        memories: { round: 1, by: {} },
      }),
  }
}

const memory = { rows: {}, quality: {} }

/** Its hands turn only when all that was set off has come to rest. */
export const aClock = () =>
  createHands(async () => {
    for (let turns = 0; turns < 12; turns++) await nextTurn()
  })

/** Requests that a router counts. */
export function counting(instance: Instance, requests: number, round = 1): void {
  for (let n = 0; n < requests; n++)
    instance.request(received({ instance: instance.id, round }).receipt, quick)
}
