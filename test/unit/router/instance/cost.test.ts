import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const program = fileURLToPath(new URL('./cost.ts', import.meta.url))

it('prints what writing down costs; a request is twenty bytes at most', () => {
  const said = execFileSync(process.execPath, [program, '0.1'], { encoding: 'utf8' })
  process.stdout.write(said)
  expect(said.match(/ µs$/gm)).toHaveLength(5)
  const [, bytes] = said.match(/^a request takes ([\d.]+) bytes/m) ?? []
  expect(Number(bytes)).toBeLessThanOrEqual(20)
}, 120_000)

const inherited = fileURLToPath(new URL('./inherited-cost.ts', import.meta.url))

it('prints how much an heir holds, and how long anything that it does with it stops the process', () => {
  const said = execFileSync(process.execPath, ['--expose-gc', inherited, '5'], { encoding: 'utf8' })
  process.stdout.write(said)
  expect(said.match(/: longest stop \d+ ms/g)).toHaveLength(6)
  expect(said).toMatch(/^memory: \d+ MB/m)
}, 120_000)
