import { expect, it } from 'vitest'
import { linesIn } from '../../../src/kube/lines.ts'
import { below, chance } from '../../chance.ts'

const texts = ['', 'a', '{"type":"ADDED"}', 'żółć', '👩‍🚲 städte', 'x'.repeat(300), '\r']

async function read(chunks: readonly Uint8Array[]) {
  const lines: string[] = []
  const reading = linesIn(
    (async function* () {
      yield* chunks
    })(),
  )
  for (;;) {
    const next = await reading.next()
    if (next.done === true) return { lines, isTorn: next.value.isTorn }
    lines.push(next.value)
  }
}

function cutAnywhere(bytes: Uint8Array, random: () => number): readonly Uint8Array[] {
  const chunks: Uint8Array[] = []
  for (let from = 0; from < bytes.length; ) {
    const to = from + below(random, random() < 0.5 ? 4 : 100)
    chunks.push(bytes.subarray(from, to))
    from = to
  }
  return chunks
}

it('reads the same lines wherever the chunks end, in a character too', async () => {
  for (let seed = 0; seed < 300; seed++) {
    const random = chance(seed)
    const wanted = Array.from({ length: below(random, 12) }, () => texts[below(random, 7)] ?? '')
    const rest = random() < 0.5 ? '' : 'ö'
    const bytes = Buffer.from(wanted.map((line) => `${line}\n`).join('') + rest)
    const found = await read(cutAnywhere(bytes, random))
    expect(found, `seed ${seed}`).toEqual({ lines: wanted, isTorn: rest !== '' })
  }
})

it('would not, if each chunk were made text by itself (negative control)', () => {
  const bytes = Buffer.from('ö')
  expect(`${bytes.subarray(0, 1)}${bytes.subarray(1)}`).not.toBe('ö')
})

it('takes a line of megabytes in many chunks, looking at each byte once', async () => {
  const chunk = Buffer.alloc(1024, 'x')
  const many = Array.from({ length: 16 * 1024 }, () => chunk)
  const { lines, isTorn } = await read([...many, Buffer.from('\n')])
  expect([lines.length, lines[0]?.length, isTorn]).toEqual([1, 16 * 1024 * 1024, false])
})
