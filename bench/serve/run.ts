import { spawnSync } from 'node:child_process'
import { loadavg } from 'node:os'
import { table } from '../../src/cli/table.ts'
import { contend, type Found, pace, type Result } from './contest.ts'
import type { Contestant } from './contestant.ts'
import { ratio, rowsOf } from './figures.ts'
import { startGenerator } from './load/generator.ts'
import { startOurs } from './ours.ts'
import { type Asked, asked } from './requests.ts'
import { startRivals, waysToAsk } from './rivals.ts'
import { residentOf } from './spent.ts'

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
      say(`${tableOf(model, result)}\n`)
    }
    say(`${circumstances(servers)}\n${JSON.stringify(lastLine(results[0]))}\n`)
    return 0
  } finally {
    generator.close()
    await Promise.all(servers.map((server) => server.stop()))
  }
}

function tableOf({ name, title }: Asked, result: Result): string {
  const rivals = result.rivals.flatMap((rival) => [titleOf(rival, name), 'better'])
  return table([[title, 'contender', ...rivals], ...rowsOf(result)])
}

/** Where a rival went on with batching, that is said. */
const titleOf = ({ side }: Found, name: string) =>
  side.name === name ? side.server.title : `${side.server.title}, batching`

const lastLine = (mlp: Result | undefined) => ({
  bench: 'serve',
  throughput_vs_mlserver: mlp === undefined ? null : ratio('throughput', mlp),
  cpu_vs_mlserver: mlp === undefined ? null : ratio('cpu', mlp),
  p50_c1_vs_mlserver: mlp === undefined ? null : ratio('aloneP50', mlp),
})

function circumstances(servers: readonly Contestant[]): string {
  const load = loadavg().map((x) => x.toFixed(1))
  const memory = servers.map(({ title, pid }) => `${title} ${mebi(residentOf(pid))}`)
  return [
    `medians of ${pace}; «better» is how many times; load ${load.join(' ')}`,
    `memory in the end: ${memory.join(', ')}; node ${process.versions.node}`,
  ].join('\n')
}

const mebi = (bytes: number | undefined) =>
  bytes === undefined ? 'unknown' : `${Math.round(bytes / 1024 / 1024)} MiB`

function say(text: string): void {
  process.stdout.write(text)
}
