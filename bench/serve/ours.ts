import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Contestant, portTold, startContestant } from '../contest/contestant.ts'

type Named = { readonly name: string; readonly path: string }

const root = join(import.meta.dirname, '../..')

/** `contender serve` with these models, on a port of its own choice; `program` is what node is given to run. */
export async function startOurs(program: string, models: readonly Named[]): Promise<Contestant> {
  const folder = await mkdtemp(join(tmpdir(), 'contender-ours-'))
  const given = models.flatMap(({ name, path }) => ['--model', `${name}=${path}`])
  const options = ['--listen', '127.0.0.1:0', '--cache', folder]
  const args = [join(root, program), 'serve', ...given, ...options]
  return startContestant({ title: 'contender', command: process.execPath, args, folder }, portTold)
}
