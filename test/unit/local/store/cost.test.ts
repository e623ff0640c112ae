import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const program = fileURLToPath(new URL('./cost.ts', import.meta.url))

it('needs at most three times an object’s JSON in memory, and prints what it costs', () => {
  const said = execFileSync(process.execPath, ['--expose-gc', program, '2000'], {
    encoding: 'utf8',
  })
  process.stdout.write(said)
  const bytes = (what: string) =>
    Number(new RegExp(`^${what} .* (\\d+) bytes$`, 'm').exec(said)?.[1])
  expect(bytes('a pod in memory')).toBeLessThan(3 * bytes('a pod, as JSON'))
}, 120_000)
