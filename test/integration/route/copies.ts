import { expect } from 'vitest'
import type { JsonObject } from '../../../src/api/json.ts'
import type { Tally } from '../../../src/evidence/tally.ts'
import { waitUntil } from '../../cluster/waiting.ts'
import { type Asking, asUser } from './asking.ts'
import { challenger, planDocument, type Router, shares, startRouter } from './given.ts'
import { type Behaviour, says, startVariant } from './variants.ts'

/** The champion answers everything, and all of it is copied. */
export const shadowing = (percent = 100) => ({
  segments: shares(0),
  shadow: { percent, variants: [challenger] },
})

export async function given(
  edits: JsonObject = {},
  settings: Parameters<typeof startRouter>[1] = {},
) {
  const [old, fresh] = await Promise.all([startVariant(says('old')), startVariant(says('new'))])
  const planAt = (more: JsonObject = {}) =>
    planDocument([[old.address], [fresh.address]], { ...shadowing(), ...edits, ...more })
  const router = await startRouter(planAt(), settings)
  return { old, fresh, router, planAt }
}

/** A behaviour that answers nothing until it is told to, and then whatever comes. */
export function holding() {
  const held: (() => void)[] = []
  let isHolding = true
  const behaves: Behaviour = (took, response) => {
    const give = () => says('new')(took, response)
    if (isHolding) held.push(give)
    else give()
  }
  const release = () => {
    isHolding = false
    for (const give of held.splice(0)) give()
  }
  return { behaves, release, held }
}

/** Of copies, what was counted at once: by challenger, epoch, slice and bucket. */
export const rowsOf = ({ books }: Tally) =>
  books
    .filter(({ delayMs }) => delayMs === 0)
    .flatMap(({ ledgers }) => ledgers.filter(({ source }) => source === 'Shadow'))
    .flatMap(({ epoch, pages }) =>
      pages.flatMap(({ slice, rows }) => rows.map((row) => ({ ...row, epoch, slice }))),
    )

export const copiesIn = (tally: Tally) =>
  rowsOf(tally).reduce((sum, { requests }) => sum + requests, 0)

export async function copiesAre(router: Router, count: number): Promise<Tally> {
  let tally = await router.tally()
  const isSo = async () => {
    tally = await router.tally()
    return copiesIn(tally) >= count
  }
  await waitUntil(isSo, { what: `${count} copies`, limitMs: 60_000 })
  expect(copiesIn(tally)).toBe(count)
  return tally
}

export const codesOf = async (router: Router) =>
  Object.fromEntries(
    [
      ...(await router.metrics()).matchAll(
        /^contender_route_copies_total\{.*code="(\w+)"\} (\d+)$/gm,
      ),
    ].map(([, code, count]) => [code, Number(count)]),
  )

export const asking = (nth: number, more: Asking = {}) => asUser(`${nth}`, more)
