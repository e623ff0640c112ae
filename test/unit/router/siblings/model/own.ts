import { ContenderError } from '../../../../../src/errors.ts'
import { createSeen, type Seen } from '../../../../../src/evidence/seen/seen.ts'
import { emptyTally, type Tally } from '../../../../../src/evidence/tally.ts'
import type { Heir } from '../../../../../src/evidence/told.ts'
import {
  type FrozenTally,
  frozenOf,
  jsonAtOnce,
} from '../../../../../src/router/instance/frozen-tally.ts'
import { createHeirs } from '../../../../../src/router/instance/heirs.ts'
import type { Bequest } from '../../../../../src/router/instance/state.ts'
import type { Own } from '../../../../../src/router/siblings/ports.ts'
import type { Time } from './time.ts'

/** What is on a disk: what was done since the beginning, of which the first so many would outlive a loss of power. */
export type Disk = {
  readonly id: string
  /** How many processes have begun with it. */
  readonly start: number
  readonly done: Done[]
  durable: number
  isBroken: boolean
}

type Done =
  | ({ readonly is: 'Begun' } & Known)
  | { readonly is: 'Scored'; readonly issuer: string; readonly sequence: number }
  | { readonly is: 'Seen'; readonly seen: Seen }
  | { readonly is: 'Heirs'; readonly heirs: readonly Heir[] }
  | { readonly is: 'Inherited'; readonly bequest: Bequest; readonly atMs: number }
  | { readonly is: 'HandedOver'; readonly heir: string; readonly atMs: number }

export const newDisk = (id: string, done: readonly Done[] = []): Disk => ({
  ...{ id, start: 0, done: [...done], durable: done.length, isBroken: false },
})

/** After a kill: what was written without being safe may be there, or only some of it. */
export function leftOn({ id, start, done, durable }: Disk, random: () => number): Disk {
  const left = done.slice(0, durable + Math.floor(random() * (done.length - durable + 1)))
  return { id, start: start + 1, done: left, durable: left.length, isBroken: false }
}

/** What the instance that begins anew in a folder has of the one before. */
type Known = {
  readonly owed: readonly string[]
  readonly heirs: readonly Heir[]
  readonly seen: readonly Seen[]
  readonly inherited: readonly Told[]
}

/** How often outcomes were counted: by whose tally, which receipt. That is what the tallies of a bequest hold here. */
type Counts = ReadonlyMap<string, number>

export type Told = { readonly instance: string; readonly number: number; readonly counts: Counts }

function frozenTold({ counts, ...told }: Told): FrozenTally {
  return frozenOf({ ...told, counts: [...counts] } as unknown as Tally)
}

function thawedTold(frozen: FrozenTally): Told {
  const { counts, ...told } = JSON.parse(jsonAtOnce(frozen).toString())
  return { ...told, counts: new Map(counts) }
}

/** What a protocol could leave out. */
export type Spoiled = {
  /** Who is the heir is not written down before it knows. */
  readonly forgetsDecision?: boolean
}

/**
 * An instance as far as siblings are concerned, with the real heirs and the real bits of what was seen. What it counts is told by
 * receipt, so that nothing can make up for something else.
 */
export function createOwn(disk: Disk, time: Time, { forgetsDecision = false }: Spoiled = {}) {
  const { id, start } = disk
  const heirs = createHeirs([])
  const seen = createSeen()
  const counts = new Map<string, number>()
  const inherited = new Map<string, Told>()
  let left: Bequest | undefined
  let isOver = false
  let owed: readonly string[] = []

  function write(done: Done): void {
    disk.done.push(done)
    apply(done)
  }

  function apply(done: Done): void {
    switch (done.is) {
      case 'Scored': {
        const receipt = `${done.issuer} ${done.sequence}`
        seen.add({ instance: done.issuer, part }, done.sequence, 0)
        counts.set(receipt, (counts.get(receipt) ?? 0) + 1)
        return
      }
      case 'Begun':
        heirs.learn(done.heirs)
        owed = done.owed
        for (const each of done.seen) seen.join(each)
        for (const told of done.inherited) inherited.set(told.instance, told)
        return
      case 'Seen':
        seen.join(done.seen)
        return
      case 'Heirs':
        heirs.learn(done.heirs)
        return
      case 'Inherited':
        takeOver(done.bequest, done.atMs)
        return
      case 'HandedOver':
        isOver = true
        heirs.learn([{ instance: id, heir: done.heir, sinceMs: done.atMs }])
    }
  }

  function takeOver(bequest: Bequest, atMs: number): void {
    const { instance, tallies, heirs: others } = bequest
    owed = [...owed, ...bequest.owed]
    for (const told of tallies.map(thawedTold)) {
      const known = inherited.get(told.instance)
      if (known === undefined || known.number < told.number) inherited.set(told.instance, told)
    }
    heirs.learn([...others, { instance, heir: id, sinceMs: atMs }])
  }

  function inherit(bequest: Bequest, atMs: number): void {
    if (heirs.of(bequest.instance)?.heir === id) return
    if (left !== undefined || bequest.instance === id || heirs.of(bequest.instance) !== undefined)
      throw new ContenderError('BequestRefused', 'it may not')
    write({ is: 'Inherited', bequest, atMs })
  }

  const own = (): Told => ({
    ...emptyTally(id, start * 1e6 + disk.done.length),
    counts: new Map(counts),
  })

  const told = (): readonly Told[] => [own(), ...inherited.values()]

  function bequest(): Bequest {
    left ??= {
      ...{ format: 1, instance: id, pairs: [], lostWindows: [] },
      tallies: told().map(frozenTold),
      ...{ heirs: heirs.all(), owed },
    }
    return left
  }

  /** A sync takes as long as a disk takes. */
  function durable(): Promise<void> {
    const reached = disk.done.length
    return time.sleep(5, new AbortController().signal).then(() => {
      if (disk.isBroken) throw new ContenderError('JournalUnwritable', 'the disk is full')
      disk.durable = Math.max(disk.durable, reached)
    })
  }

  const scorerOf = (instance: string) => heirs.scorerOf(instance, [])

  /** As the router does with what is sent to it. */
  function score(issuer: string, sequence: number): 'Scored' | 'Duplicate' | 'Away' {
    if (left !== undefined || disk.isBroken) return 'Away'
    if (seen.has({ instance: issuer, part }, sequence)) return 'Duplicate'
    write({ is: 'Scored', issuer, sequence })
    return 'Scored'
  }

  function joinSeen(told: Seen): void {
    const news = seen.join(told)
    if (news.blocks.length > 0) disk.done.push({ is: 'Seen', seen: news })
  }

  const instance: Own = {
    ...{ id, start, plan: () => undefined, durable, scorerOf, heirs: heirs.all, inherit, bequest },
    unwritable: () => (disk.isBroken ? new ContenderError('JournalUnwritable', 'full') : undefined),
    learn: (told) => {
      const news = told.filter((each) => createHeirs(heirs.all()).learn([each]).length > 0)
      const decided = news.some(({ instance }) => instance === id)
      if (decided && forgetsDecision) apply({ is: 'Heirs', heirs: news })
      else if (news.length > 0) write({ is: 'Heirs', heirs: news })
    },
    ...{ seen: () => seen.pieces(pieceCharacters), seenChanges: seen.changes, joinSeen },
    inherited: () => [...inherited.values()].map(frozenTold),
    owed: () => owed,
    handedOver: (heir, atMs) => write({ is: 'HandedOver', heir, atMs }),
  }

  for (const done of disk.done) apply(done)
  seen.changes()
  return {
    ...{ instance, score },
    /** As restart.ts has it: another instance begins, and has what is not known to be in the hands of the heir. */
    known: (): Known => ({
      ...{ heirs: heirs.all(), seen: [...seen.pieces(pieceCharacters)] },
      owed: isOver ? [] : [...owed, id],
      inherited: isOver ? [] : [...inherited.values(), { ...own(), number: own().number + 1 }],
    }),
    told,
  }
}

const part = 'truth'

/** So few that two blocks are never told at once. */
const pieceCharacters = 1
