import { randomBytes } from 'node:crypto'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Json } from '../../src/api/json.ts'
import { type Contestant, portTold, startContestant } from '../contest/contestant.ts'
import type { Split } from './split.ts'

/** What its plan says beside whom to ask: what is predicted, and what is counted of it. */
export type Experiment = {
  readonly name: string
  readonly task: 'Classification' | 'Regression'
  readonly metrics: Json
}

const root = join(import.meta.dirname, '../..')

/** `contender route` with a plan as an experiment has it, and a journal on the disk; `program` is what node is given to run, after its own options. */
export async function startRouter(
  program: readonly [...options: string[], main: string],
  split: Split,
  experiment: Experiment,
): Promise<Contestant> {
  const folder = await mkdtemp(join(tmpdir(), 'contender-route-'))
  const plan = join(folder, 'plan.json')
  const keys = join(folder, 'keys.json')
  await writeFile(plan, JSON.stringify(planOf(split, experiment)))
  await writeFile(keys, JSON.stringify({ k1: randomBytes(32).toString('base64') }))
  const main = join(root, program.at(-1) ?? '')
  const listen = ['--listen', '127.0.0.1:0', '--admin', '127.0.0.1:0', '--drain', '0s']
  const given = ['--plan', plan, '--keys', keys, '--state', join(folder, 'state'), ...listen]
  const args = [...program.slice(0, -1), main, 'route', ...given]
  const started = { title: 'contender route', command: process.execPath, args, folder }
  return startContestant(started, portTold)
}

const [old, fresh] = ['baseline@00000001', 'enhanced@00000002']

const planOf = (
  { percent, champion, challenger }: Split,
  { name, task, metrics }: Experiment,
): Json => ({
  ...{ apiVersion: 'contender.dev/v1alpha1', kind: 'RoutingPlan', task, metrics, champion: old },
  experiment: { namespace: 'bench', name, uid: '5f0c2a36-6e6b-4a51-9a51-0c2b8f1f8f3d' },
  ...{ planRevision: 1, round: 1, epoch: 1, salt: '5f0c2a36-6e6b-4a51-9a51-0c2b8f1f8f3d/1' },
  slices: { start: new Date().toISOString(), length: '1h' },
  variants: [
    { name: old, endpoints: [`127.0.0.1:${champion}`] },
    { name: fresh, endpoints: [`127.0.0.1:${challenger}`] },
  ],
  segments: [{ segment: 0, shares: [{ variant: fresh, from: 0, to: percent / 100 }] }],
  unit: { header: 'x-user-id' },
  timeout: '10s', // a busy machine is no failure of a variant
  keys: { sign: 'k1', accept: ['k1'] },
})
