/**
 * `node bench/router/profile.ts [MAIN]`: what `contender route` spends its time on under load, by purpose. MAIN is `dist/main.js` as
 * it was built last if not given. Needs nginx.
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { table } from '../../src/cli/table.ts'
import type { Contestant } from '../contest/contestant.ts'
import { startGenerator } from '../contest/load/generator.ts'
import { agreedAnswers, measure, type Side } from '../contest/side.ts'
import { kernelPartOf } from '../contest/spent.ts'
import { say } from '../contest/telling.ts'
import { missingNginx } from '../nginx/nginx.ts'
import { cannotRun } from '../python.ts'
import { bodies, classification, users } from './asked.ts'
import { startRouter } from './ours.ts'
import { type Profile, purposesIn } from './purposes.ts'
import { model, startUpstream } from './upstream.ts'

const missing = missingNginx()
if (missing === undefined) await profile(process.argv[2] ?? 'dist/main.js')
else {
  process.stderr.write(`${missing}\n`)
  process.exitCode = cannotRun
}

async function profile(main: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'contender-profile-'))
  const generator = startGenerator()
  const servers: Contestant[] = []
  try {
    const { server, ...variants } = await startUpstream()
    servers.push(server)
    const program = ['--cpu-prof', '--cpu-prof-dir', folder, main] as const
    const ours = await startRouter(program, { percent: 30, ...variants }, classification)
    servers.push(ours)
    const side: Side = { server: ours, asked: { bodies, users }, name: model }
    const load = { way: { connections: 32 }, seconds: 10, answers: await agreedAnswers([side]) }
    const { requests, usPerRequest } = await measure(side, load, generator)
    const kernelPart = kernelPartOf(ours.pids)
    await ours.stop()
    const [file = ''] = await readdir(folder)
    const found: Profile = JSON.parse(await readFile(join(folder, file), 'utf8'))
    say(told(purposesIn(found), { requests, usPerRequest, kernelPart }))
  } finally {
    generator.close()
    await Promise.all(servers.map((server) => server.stop()))
    await rm(folder, { recursive: true, force: true })
  }
}

type Spent = {
  readonly requests: number
  readonly usPerRequest: number
  readonly kernelPart: number
}

/**
 * The profile goes by the clock on the wall, so a call to the system is as long as others had the processor meanwhile; what
 * the kernel has spent is known better, and the rest is shared out as the profile says.
 */
function told(
  purposes: ReadonlyMap<string, number>,
  { requests, usPerRequest, kernelPart }: Spent,
): string {
  const ours = [...purposes].filter(([purpose]) => !isKernel(purpose))
  const sum = ours.reduce((sum, [, us]) => sum + us, 0)
  const parts = ours.map(([purpose, us]) => [purpose, (us / sum) * (1 - kernelPart)] as const)
  const rows = [['the kernel', kernelPart] as const, ...parts].sort(([, a], [, b]) => b - a)
  const lines = rows.map(([purpose, part]) => [
    ...[purpose, `${(100 * part).toFixed(1)} %`, `${(part * usPerRequest).toFixed(1)} µs`],
  ])
  const head = [`${requests} requests`, 'part', `of ${usPerRequest.toFixed(1)} µs a request`]
  return table([head, ...lines])
}

function isKernel(purpose: string): boolean {
  return purpose === 'idle' || purpose === 'writing to sockets'
}
