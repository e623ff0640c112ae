import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const program = fileURLToPath(new URL('./cost.ts', import.meta.url))

it('prints what counting costs; a receipt that was seen is at most a bit and a quarter', () => {
  const said = execFileSync(process.execPath, ['--expose-gc', program], { encoding: 'utf8' })
  process.stdout.write(said)
  expect(said.match(/ µs$/gm)).toHaveLength(7)
  const seen = [...said.matchAll(/^receipts seen, .*: (-?\d+) bytes per million/gm)]
  expect(seen).toHaveLength(3)
  for (const [, bytes] of seen) expect(Number(bytes) * 8).toBeLessThanOrEqual(1_250_000)
}, 120_000)
