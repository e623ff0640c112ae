import { spawnSync } from 'node:child_process'
import { contend, type Result } from '../contest/contest.ts'
import type { Contestant } from '../contest/contestant.ts'
import { ratio } from '../contest/figures.ts'
import { startGenerator } from '../contest/load/generator.ts'
import type { Side } from '../contest/side.ts'
import { circumstances, say, tableOf } from '../contest/telling.ts'
import { missingNginx } from '../nginx/nginx.ts'
import { startSplitClients } from '../nginx/split.ts'
import { cannotRun, findPython } from '../python.ts'
import { users } from '../router/asked.ts'
import { type Experiment, startRouter } from '../router/ours.ts'
import { requirements, startMlserver } from '../serve/mlserver/mlserver.ts'
import { startOurs } from '../serve/ours.ts'
import { asked } from '../serve/requests.ts'
import { behind } from './behind.ts'

/** What the model predicts is a number; its truth comes a day later. */
const regression: Experiment = {
  ...{ name: 'mlp', task: 'Regression' },
  metrics: [
    { name: 'error', kind: 'MAE', largestError: '10', outcomeDelay: '24h' },
    { name: 'errors', kind: 'ErrorRate' },
    { name: 'slow', kind: 'LatencyAbove', latencyThreshold: '50ms' },
  ],
}

/**
 * A champion and a challenger, whole: `contender route` before two `contender serve`, which counts and gives receipts,
 * beside nginx before two MLServers, which does neither. Prints a table, and last one line of JSON: how many times
 * as many requests a second we answer, by medians.
 */
export async function endToEnd(): Promise<number> {
  const python = await findPython(requirements)
  const missing = missingNginx() ?? ('unavailable' in python ? python.unavailable : undefined)
  if (missing !== undefined || 'unavailable' in python) {
    process.stderr.write(`${missing}\n`)
    return cannotRun
  }
  if (spawnSync('npm', ['run', '-s', 'build'], { stdio: 'inherit' }).status !== 0) return 1
  const generator = startGenerator()
  const wholes: Contestant[] = []
  try {
    const ours = await behind(
      () => startOurs('dist/main.js', models),
      (split) => startRouter(['dist/main.js'], split, regression),
    )
    wholes.push(ours)
    for (const parser of ['h11', 'httptools'] as const) {
      const variant = () => startMlserver({ ...python, parser, models })
      wholes.push(await behind(variant, startSplitClients))
    }
    const [us, ...rivals] = wholes.map(sideOf)
    if (us === undefined) throw new Error('nobody has come')
    const result = await contend(
      us,
      rivals.map((side) => [side]),
      generator,
    )
    say(`${tableOf('MLP 30-64-1, 30 % to a challenger', result)}\n`)
    say(`${circumstances(wholes)}\n${JSON.stringify(lastLine(result))}\n`)
    return 0
  } finally {
    generator.close()
    await Promise.all(wholes.map((whole) => whole.stop()))
  }
}

const models = asked.filter(({ name }) => name === 'mlp')

const sideOf = (server: Contestant): Side => {
  const [{ name, bodies } = { name: '', bodies: [] }] = models
  return { server, asked: { bodies, users }, name }
}

const lastLine = ({ ours, rivals: [mlserver] }: Result) => ({
  bench: 'end-to-end',
  throughput_vs_nginx_mlserver: ratio('throughput', ours, mlserver),
})
