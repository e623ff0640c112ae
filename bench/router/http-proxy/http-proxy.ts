import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Contestant, portTold, startContestant } from '../../contest/contestant.ts'
import type { Split } from '../split.ts'

/** `@fastify/http-proxy`, what one would build such a router on in Node. */
export async function startHttpProxy(split: Split): Promise<Contestant> {
  const folder = await mkdtemp(join(tmpdir(), 'contender-http-proxy-'))
  const args = [join(import.meta.dirname, 'process.ts'), JSON.stringify(split)]
  const title = '@fastify/http-proxy'
  const env = { NODE_ENV: 'production' }
  return startContestant({ title, command: process.execPath, args, folder, env }, portTold)
}
