import { below } from '../../chance.ts'
import {
  betweens,
  type Fault,
  type Kind,
  kinds,
  mayHit,
  roles,
  type Seen,
  type Shape,
} from './faults.ts'

/** How probable each kind is, for each request that it may hit. */
export type Rates = { readonly [kind in Kind]?: number }

/** The bounds of chance. */
export type Most = Pick<Shape, 'afterLines' | 'delayMs'>

export type Wish = Partial<Shape> & {
  /** Which requests; all that the kind may hit, if left out. */
  readonly match?: (request: Seen) => boolean
  /** How many of them, 1 if left out. One that ends before its fault could strike has used up its turn. */
  readonly times?: number
}

const plainShape: Shape = {
  afterLines: 0,
  part: 0.5,
  delayMs: 200,
  retryAfterS: 1,
  between: 'expired',
}

/**
 * Which request is to meet which fault: first by wish, in the order of the wishes, else by chance.
 *
 * Guarantees
 * - A request meets one fault at most.
 * - The same source of chance, asked of the same roles in the same order, gives the same faults.
 */
export function createFaultPlan(random: () => number, most: Most) {
  let rates: Rates = {}
  let wishes: readonly {
    kind: Kind
    left: number
    match: (request: Seen) => boolean
    shape: Shape
  }[] = []

  function setRates(wanted: Rates): void {
    for (const role of roles) {
      const fitting = kinds.filter((kind) => mayHit(kind, role))
      const sum = fitting.reduce((total, kind) => total + (wanted[kind] ?? 0), 0)
      if (sum > 1 + 1e-9) throw new RangeError(`the rates for a ${role} add up to ${sum}, above 1`)
    }
    rates = wanted
  }

  function inject(kind: Kind, { match = () => true, times = 1, ...shape }: Wish = {}): void {
    wishes = [...wishes, { kind, left: times, match, shape: { ...plainShape, ...shape } }]
  }

  function byWish(request: Seen): Fault | undefined {
    const wish = wishes.find(({ kind, match }) => mayHit(kind, request.role) && match(request))
    if (wish === undefined) return undefined
    wish.left -= 1
    wishes = wishes.filter(({ left }) => left > 0)
    return { kind: wish.kind, ...wish.shape }
  }

  function byChance({ role }: Seen): Fault | undefined {
    let left = random()
    for (const kind of kinds) {
      if (mayHit(kind, role)) left -= rates[kind] ?? 0
      if (left < 0) return { kind, ...drawn() }
    }
    return undefined
  }

  function drawn(): Shape {
    return {
      afterLines: below(random, most.afterLines + 1),
      part: random(),
      delayMs: below(random, most.delayMs + 1),
      retryAfterS: 1,
      between: betweens[below(random, betweens.length)] ?? 'expired',
    }
  }

  return {
    setRates,
    inject,
    /** Forgets all rates and wishes. */
    calm: () => {
      rates = {}
      wishes = []
    },
    /** To be asked once for each request. */
    next: (request: Seen) => byWish(request) ?? byChance(request),
  }
}
