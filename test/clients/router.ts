import { writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Contestant, startContestant } from '../../bench/contest/contestant.ts'

const root = join(import.meta.dirname, '../..')

/** `contender route` before a server: half of its predictions go to it as a champion, half as a challenger. */
export async function startRouter(server: Contestant): Promise<Contestant> {
  const folder = await mkdtemp(join(tmpdir(), 'contender-router-'))
  const plan = join(folder, 'plan.json')
  writeFileSync(plan, JSON.stringify(planFor(`127.0.0.1:${server.port}`)))
  const listen = ['--listen', '127.0.0.1:0', '--admin', '127.0.0.1:0', '--drain', '0s']
  const args = [join(root, 'src/main.ts'), 'route', '--plan', plan, ...listen]
  const router = await startContestant(
    { title: 'contender route', command: process.execPath, args, folder },
    (said) => Number(/answers at http:\/\/127\.0\.0\.1:(\d+)/.exec(said)?.[1]) || undefined,
  )
  const stop = async () => {
    await router.stop()
    await server.stop()
  }
  return { ...router, stop }
}

const [champion, challenger] = ['old@00000001', 'new@00000002']

const planFor = (address: string) => ({
  ...{ apiVersion: 'contender.dev/v1alpha1', kind: 'RoutingPlan' },
  experiment: { namespace: 'default', name: 'clients', uid: '1' },
  ...{ planRevision: 1, round: 1, epoch: 1, salt: '1/1', task: 'Generic', champion },
  slices: { start: new Date().toISOString(), length: '1h' },
  variants: [champion, challenger].map((name) => ({ name, endpoints: [address] })),
  segments: [{ segment: 0, shares: [{ variant: challenger, from: 0, to: 0.5 }] }],
  metrics: [{ name: 'errors', kind: 'ErrorRate' }],
  keys: { sign: 'k1', accept: ['k1'] },
})
