import { describe, expect, it } from 'vitest'
import type { CheckPoint } from '../../../../src/evidence/checkpoint/check-point.ts'
import { createKeeping } from '../../../../src/operator/evidence/keeping.ts'
import { layoutOf } from '../../../../src/operator/evidence/layout.ts'
import { aCount, gatheredOf } from '../../evidence/checkpoint/given.ts'
import { createObjects, type Fate } from './given.ts'

const point = (nth: number, length = 60): CheckPoint => ({
  ...{
    atMs: nth,
    gathered: gatheredOf([aCount(1, nth, length, nth)]),
    memories: { nth },
    case: nth,
  },
})

/** So small that most parts are cut. */
const pieceBytes = 1_500

const read = ({ shelf }: ReturnType<typeof createObjects>) =>
  createKeeping(shelf, pieceBytes).read()

const three = [point(1), point(2), point(3)] as const
const nthOf = (found: CheckPoint | undefined) => found?.case

/** A leader that writes one check-point after another, until a write comes to nothing and nothing more is heard of it. */
async function killedAt(nth: number, fate: Fate) {
  const objects = createObjects()
  const keeping = createKeeping(objects.shelf, pieceBytes)
  objects.suffer((write) => (write < nth ? 'Done' : write === nth ? fate : 'NotDone'))
  await keeping.read()
  let last = 0
  for (const each of three) {
    const isWritten = await keeping.write(each).then(
      () => true,
      () => false,
    )
    if (!isWritten) break
    last = Number(each.case)
  }
  return { objects, last }
}

describe('check-points that are many objects', () => {
  it('are one or the other, wherever a leader is killed, and the next one goes on', async () => {
    const whole = await killedAt(Number.POSITIVE_INFINITY, 'Done')
    const boundaries = whole.objects.writes.length
    expect(boundaries).toBeGreaterThan(40)
    const found = new Map<unknown, number>()
    for (let nth = 1; nth <= boundaries; nth++)
      for (const fate of ['AnswerLost', 'NotDone'] as const) {
        const { objects, last } = await killedAt(nth, fate)
        const there = nthOf(await read(objects)) ?? 0
        expect([last, last + 1], `${fate} ${nth}: ${objects.writes.at(-1)}`).toContain(there)
        found.set(there, (found.get(there) ?? 0) + 1)
        objects.suffer(() => 'Done')
        const next = createKeeping(objects.shelf, pieceBytes)
        await next.read()
        await next.write(point(4))
        expect(nthOf(await read(objects))).toBe(4)
        // What others have left there goes.
        const pieces = [...objects.objects.keys()].length
        expect(pieces).toBeLessThanOrEqual(namedIn(objects) + 1)
      }
    expect([...found.keys()].sort()).toEqual([0, 1, 2, 3])
  })

  it('would not be, if pieces were written over', async () => {
    const objects = createObjects()
    const { shelf } = objects
    const renamed = (name: string) => name.replace(/-[0-9a-f]{16}$/, '')
    const careless = {
      ...shelf,
      read: (name: string) => shelf.read(renamed(name)),
      create: async (name: string, contents: Parameters<typeof shelf.create>[1]) => {
        const there = await shelf.read(renamed(name))
        if (there === undefined) return shelf.create(renamed(name), contents)
        return shelf.replace(renamed(name), contents, there)
      },
    }
    const keeping = createKeeping(careless, pieceBytes)
    await keeping.write(point(1))
    objects.suffer((nth) => (nth > 3 ? 'NotDone' : 'Done'))
    await expect(keeping.write(point(2))).rejects.toThrow()
    await expect(createKeeping(careless, pieceBytes).read()).rejects.toMatchObject({
      code: 'EvidenceCorrupt',
    })
  })

  it('are written by one of two leaders, and whole, however their writes come between each other', async () => {
    const objects = createObjects()
    const [old, next] = [createKeeping(objects.shelf, 1500), createKeeping(objects.shelf, 1500)]
    await old.read()
    await old.write(point(1))
    await next.read()
    for (let nth = 2; nth < 12; nth++) {
      const [a, b] = [old, next].map((keeping, which) =>
        keeping.write(point(2 * nth + which)).then(
          () => 2 * nth + which,
          (cause) => cause.code,
        ),
      )
      const ends = await Promise.all([a, b])
      expect(ends).toContain('StaleWrite')
      expect(ends).toContain(nthOf(await read(objects)))
    }
  })

  it('are one object where there is room, and one write', async () => {
    const objects = createObjects()
    const keeping = createKeeping(objects.shelf)
    await keeping.read()
    for (const each of three) await keeping.write(each)
    expect(objects.writes).toEqual([
      'create e-evidence',
      'replace e-evidence',
      'replace e-evidence',
    ])
    expect(await createKeeping(objects.shelf).read()).toEqual({
      ...three[2],
      gathered: expect.objectContaining({ tallies: three[2].gathered.tallies }),
    })
  })

  it('are known by their digest, which each of them has for itself', async () => {
    const objects = createObjects()
    const keeping = createKeeping(objects.shelf, pieceBytes)
    const digests = []
    for (const each of [...three, three[0]]) digests.push((await keeping.write(each)).digest)
    expect(new Set(digests).size).toBe(3)
    expect(digests[3]).toBe(digests[0])
  })
})

describe('what was kept, and is not what it was', () => {
  it('is refused with the name of its part, and written over only by whoever begins anew', async () => {
    const objects = createObjects()
    const keeping = createKeeping(objects.shelf, pieceBytes)
    await keeping.write(point(1))
    const pieces = [...objects.objects.keys()].filter((name) => name !== 'e-evidence')
    for (const name of pieces) {
      const there = objects.objects.get(name)
      objects.objects.delete(name)
      await expect(read(objects)).rejects.toMatchObject({ code: 'EvidenceCorrupt' })
      if (there === undefined) continue
      const [byte = 0, ...rest] = there.bytes['piece'] ?? []
      objects.objects.set(name, { ...there, bytes: { piece: Uint8Array.of(byte ^ 1, ...rest) } })
      await expect(read(objects)).rejects.toThrow('the part')
      objects.objects.set(name, there)
    }
    objects.objects.delete(`${pieces[0]}`)
    const anew = createKeeping(objects.shelf, pieceBytes)
    await anew.look()
    await anew.write(point(2))
    expect(nthOf(await read(objects))).toBe(2)
  })

  it('is refused where there is no index, or one of another version', async () => {
    const objects = createObjects()
    for (const index of ['{', '{"format":2}', '']) {
      objects.objects.set('e-evidence', { index, bytes: {}, version: '1', uid: 'u' })
      await expect(read(objects)).rejects.toMatchObject({ code: 'EvidenceCorrupt' })
    }
  })
})

it('is refused where it has no room in etcd, and cut where it has none in an object', () => {
  const part = (bytes: number) => ({ name: 'metric.aB', bytes: Buffer.alloc(bytes, bytes) })
  const laid = (bytes: number) => layoutOf('e', { digest: '', parts: [part(bytes)] }, 2 ** 19)
  expect(laid(2 ** 19)).toMatchObject({ inline: [{ name: 'metric.aB' }], pieces: [] })
  const { index, pieces } = laid(2 ** 20 + 1)
  expect(pieces.map(({ bytes }) => bytes.length)).toEqual([2 ** 19, 2 ** 19, 1])
  expect(index.parts[0]?.pieces).toEqual(pieces.map(({ name }) => name))
  for (const { name } of pieces) expect(name).toMatch(/^e-metric-ab-[0-9a-f]{16}$/)
  expect(() => laid(2 ** 25 + 1)).toThrow(expect.objectContaining({ code: 'EvidenceTooLarge' }))
})

function namedIn({ objects }: ReturnType<typeof createObjects>): number {
  const index = JSON.parse(objects.get('e-evidence')?.index ?? '{"parts":[]}')
  return index.parts.flatMap(({ pieces }: { pieces: string[] }) => pieces).length
}
