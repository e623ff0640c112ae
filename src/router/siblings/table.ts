/** Another router, as it says of itself. */
export type Sibling = {
  readonly instance: string
  /** Of its admin port. */
  readonly address: string
  /** How often it was started before. */
  readonly start: number
  /** When this process began, by its own wall clock. */
  readonly begunMs: number
  /** It will end soon: it inherits nothing any more. */
  readonly isLeaving: boolean
}

export type Rumour = Pick<Sibling, 'instance' | 'address'>

/** Who is known. Times are of a clock that only grows. */
export type Table = {
  /** It spoke to us itself. Returns whether it is new, or was away. */
  readonly heard: (sibling: Sibling, nowMs: number) => boolean
  /** Others have heard them: worth a hello. */
  readonly rumoured: (rumours: readonly Rumour[], nowMs: number) => void
  /** All that are worth a hello. */
  readonly worthHello: (nowMs: number) => readonly Rumour[]
  /** Those that are there. */
  readonly present: (nowMs: number) => readonly Sibling[]
}

/** Longer than a hello may take, so that one that is lost makes nobody gone. */
const presentMs = 5_000

/** A machine that starts again is back by then, under the same address. */
const worthMs = 60_000

/**
 * Told on is only who was heard directly: else two routers would keep one that is long gone alive by telling each other. At one
 * address there is one router, the last that was heard there.
 */
export function createTable(): Table {
  const siblings = new Map<string, Sibling & { readonly heardMs: number }>()
  const rumours = new Map<string, Rumour & { readonly sinceMs: number }>()

  function heard(sibling: Sibling, nowMs: number): boolean {
    const before = siblings.get(sibling.instance)
    for (const { instance, address } of siblings.values()) {
      if (address === sibling.address) siblings.delete(instance)
    }
    rumours.delete(sibling.instance)
    siblings.set(sibling.instance, { ...sibling, heardMs: nowMs })
    return before === undefined || !isThere(before, nowMs)
  }

  function rumoured(told: readonly Rumour[], nowMs: number): void {
    for (const { instance, address } of told) {
      const known = siblings.get(instance)
      if (known !== undefined && isThere(known, nowMs)) continue
      rumours.set(instance, { instance, address, sinceMs: nowMs })
    }
  }

  function worthHello(nowMs: number): readonly Rumour[] {
    for (const [instance, { heardMs }] of siblings) {
      if (heardMs + worthMs < nowMs) siblings.delete(instance)
    }
    for (const [instance, { sinceMs }] of rumours) {
      if (sinceMs + worthMs < nowMs) rumours.delete(instance)
    }
    // What others say of one that was away is newer than what it said itself.
    const byName = new Map<string, Rumour>([...siblings, ...rumours])
    return [...byName.values()].map(({ instance, address }) => ({ instance, address }))
  }

  return {
    ...{ heard, rumoured, worthHello },
    present: (nowMs) => [...siblings.values()].filter((sibling) => isThere(sibling, nowMs)),
  }
}

const isThere = ({ heardMs }: { readonly heardMs: number }, nowMs: number) =>
  heardMs + presentMs >= nowMs
