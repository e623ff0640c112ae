import { spawnSync } from 'node:child_process'
import { contend, type Found, type Result } from '../contest/contest.ts'
import type { Contestant } from '../contest/contestant.ts'
import { ratio } from '../contest/figures.ts'
import { startGenerator } from '../contest/load/generator.ts'
import { circumstances, say, tableOf } from '../contest/telling.ts'
import { startOurs } from './ours.ts'
import { asked } from './requests.ts'
import { startRivals, waysToAsk } from './rivals.ts'

/**
 * `contender serve`, as it is installed, beside MLServer with ONNX Runtime in its process. Prints a table for each model,
 * and last one line of JSON about the first of them: how many times better we are than MLServer as it is installed, by
 * medians: requests a second, processor time for each, and what one caller waits.
 */
export async function serve(): Promise<number> {
  if (spawnSync('npm', ['run', '-s', 'build'], { stdio: 'inherit' }).status !== 0) return 1
  const servers: Contestant[] = []
  const generator = startGenerator()
  try {
    const ours = await startOurs('dist/main.js', asked)
    servers.push(ours)
    const rivals = await startRivals()
    servers.push(...rivals)
    const results: Result[] = []
    for (const model of asked) {
      const side = { server: ours, asked: model, name: model.name }
      const ways = rivals.map((rival) => waysToAsk(rival, model))
      const result = await contend(side, ways, generator)
      results.push(result)
      say(`${tableOf(model.title, result, titleOf(model.name))}\n`)
    }
    say(`${circumstances(servers)}\n${JSON.stringify(lastLine(results[0]))}\n`)
    return 0
  } finally {
    generator.close()
    await Promise.all(servers.map((server) => server.stop()))
  }
}

/** Where a rival went on with batching, that is said. */
const titleOf =
  (name: string) =>
  ({ side }: Found): string =>
    side.name === name ? side.server.title : `${side.server.title}, batching`

const lastLine = (mlp: Result | undefined) => ({
  bench: 'serve',
  throughput_vs_mlserver: vsMlserver('throughput', mlp),
  cpu_vs_mlserver: vsMlserver('cpu', mlp),
  p50_c1_vs_mlserver: vsMlserver('aloneP50', mlp),
})

const vsMlserver = (name: Parameters<typeof ratio>[0], result: Result | undefined) =>
  result === undefined ? null : ratio(name, result.ours, result.rivals[0])
