import { loadavg } from 'node:os'
import { table } from '../../src/cli/table.ts'
import { type Found, pace, type Result } from './contest.ts'
import type { Contestant } from './contestant.ts'
import { rowsOf } from './figures.ts'
import { peakOf } from './spent.ts'

/** A row for each figure; of each rival its own and how many times better ours is. */
export function tableOf(title: string, result: Result, titleOf = usualTitle): string {
  const rivals = result.rivals.flatMap((rival) => [titleOf(rival), 'better'])
  return table([[title, titleOf(result.ours), ...rivals], ...rowsOf(result)])
}

const usualTitle = ({ side }: Found) => side.server.title

/** What the figures were taken on, and what they took. */
export function circumstances(servers: readonly Contestant[]): string {
  const load = loadavg().map((x) => x.toFixed(1))
  const memory = servers.map(({ title, pids }) => `${title} ${mebi(peakOf(pids))}`)
  return [
    `medians of ${pace}; «better» is how many times; load ${load.join(' ')}`,
    `most memory: ${memory.join(', ')}; node ${process.versions.node}`,
  ].join('\n')
}

const mebi = (bytes: number | undefined) =>
  bytes === undefined ? 'unknown' : `${Math.round(bytes / 1024 / 1024)} MiB`

export function say(text: string): void {
  process.stdout.write(text)
}
