import { spawnSync } from 'node:child_process'
import { contend, type Found, type Result } from '../contest/contest.ts'
import type { Contestant } from '../contest/contestant.ts'
import { medianOf, ratio, rounded } from '../contest/figures.ts'
import { startGenerator } from '../contest/load/generator.ts'
import type { Side } from '../contest/side.ts'
import { circumstances, say, tableOf } from '../contest/telling.ts'
import { missingNginx } from '../nginx/nginx.ts'
import { startSplitClients } from '../nginx/split.ts'
import { cannotRun } from '../python.ts'
import { bodies, classification, users } from './asked.ts'
import { startHttpProxy } from './http-proxy/http-proxy.ts'
import { startRouter } from './ours.ts'
import { model, startUpstream } from './upstream.ts'

/**
 * `contender route`, as it is installed, beside nginx and `@fastify/http-proxy`, all before the same two variants that
 * answer at once, all with the same split. Prints a table, and last one line of JSON, by medians: requests a second and
 * processor time for each as parts of nginx's, and what one caller waits longer than without us, as times of nginx's.
 */
export async function router(): Promise<number> {
  const missing = missingNginx()
  if (missing !== undefined) {
    process.stderr.write(`${missing}\n`)
    return cannotRun
  }
  if (spawnSync('npm', ['run', '-s', 'build'], { stdio: 'inherit' }).status !== 0) return 1
  const servers: Contestant[] = []
  const started = async (server: Promise<Contestant>): Promise<Side> => {
    servers.push(await server)
    return { server: await server, asked: { bodies, users }, name: model }
  }
  const generator = startGenerator()
  try {
    const { server, champion, challenger } = await startUpstream()
    const straight = await started(Promise.resolve(server))
    const split = { percent: 30, champion, challenger }
    const ours = await started(startRouter(['dist/main.js'], split, classification))
    const nginx = await started(startSplitClients(split))
    const proxy = await started(startHttpProxy(split))
    const many = await started(startSplitClients(split, 'auto'))
    const rivals = [nginx, proxy, many, straight].map((side) => [side])
    const result = await contend(ours, rivals, generator)
    say(`${tableOf('30 % to a challenger', result)}\n`)
    say(`${circumstances(servers)}\n${JSON.stringify(lastLine(result))}\n`)
    return 0
  } finally {
    generator.close()
    await Promise.all(servers.map((server) => server.stop()))
  }
}

function lastLine({ ours, rivals: [nginx, proxy, , straight] }: Result) {
  const cpu = ratio('cpu', ours, nginx)
  return {
    bench: 'router',
    throughput_vs_nginx: ratio('throughput', ours, nginx),
    cpu_vs_nginx: cpu === null ? null : rounded(1 / cpu),
    throughput_vs_fastify_http_proxy: ratio('throughput', ours, proxy),
    added_p50_vs_nginx: rounded(addedBy(ours, straight) / addedBy(nginx, straight)),
  }
}

/** What one caller waits longer than at the variant itself. */
function addedBy(found: Found | undefined, straight: Found | undefined): number {
  if (found === undefined || straight === undefined) return Number.NaN
  return medianOf('aloneP50', found) - medianOf('aloneP50', straight)
}
