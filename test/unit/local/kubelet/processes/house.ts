/**
 * `node house.ts FOLDER HOW MARK COMMAND…`: a process that begins a program as the kubelet does, and
 * tells of it on its standard output, line by line. HOW is how it is guarded: `watched`; `unwatched`, for
 * comparison; or `at the gate`, where the watcher never answers.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createLeftovers } from '../../../../../src/local/kubelet/processes/leftovers.ts'
import { systemTable } from '../../../../../src/local/kubelet/processes/process-table.ts'
import { createSpawner } from '../../../../../src/local/kubelet/processes/spawner.ts'
import { createWatcher } from '../../../../../src/local/kubelet/processes/watcher.ts'
import { systemClock } from '../../../../../src/reconciler/clock.ts'

const [folder = '', how = '', mark = '', ...argv] = process.argv.slice(2)
const tell = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)

const leftovers = createLeftovers(join(folder, 'processes'), systemTable(), systemClock)
const signal = new AbortController().signal
tell({ swept: await leftovers.sweep(signal) })
await mkdir(join(folder, 'pipes'), { recursive: true })

const real = createWatcher({
  clock: systemClock,
  trouble: (cause) => tell({ trouble: `${cause}` }),
})
const guards: { readonly [how: string]: Pick<typeof real, 'guard' | 'release'> } = {
  watched: real,
  unwatched: { guard: async () => {}, release: () => {} },
  'at the gate': { guard: () => new Promise(() => {}), release: () => {} },
}
const watcher = guards[how] ?? real
const spawner = createSpawner({ watcher, leftovers, folder: join(folder, 'pipes') })
const env = { PATH: process.env['PATH'] ?? '', CONTENDER_POD_UID: mark }
tell({ watcher: real.pid() })
process.on('SIGUSR2', () => tell({ watcher: real.pid() }))
if (argv.length > 0) {
  const { pid, ended } = await spawner.begin({ argv, env, cwd: '/' }, () => {}, signal)
  tell({ pid })
  tell(await ended)
}
