import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { waitUntil } from '../waiting.ts'

const prefix = 'contender-api-tier-'

/** The folder bears its warden's pid in its name, so that from the first moment one can tell whose it is. */
export function makeStateFolder(under: string): Promise<string> {
  return mkdtemp(join(under, `${prefix}${process.pid}-`))
}

export function wardenOf(folder: string): number {
  return Number(basename(folder).slice(prefix.length).split('-')[0])
}

/**
 * Ends servers and removes folders whose warden was killed. A living warden's are left alone, and
 * so is whatever belongs to another user, or only happens to name the folder (an editor, `tail`).
 */
export async function sweep(under: string): Promise<void> {
  for (const name of await readdir(under)) {
    if (!name.startsWith(prefix)) continue
    const folder = join(under, name)
    if (!(await isMine(folder)) || (await hasWarden(folder))) continue
    await endServers(folder)
    await rm(folder, { recursive: true, force: true })
  }
}

/** The servers that live in a folder, in the order in which to stop them. */
export async function serversIn(folder: string): Promise<readonly number[]> {
  const servers = (await processes()).flatMap(({ pid, args }) => {
    const order = ['kube-apiserver', 'etcd'].indexOf(basename(args[0] ?? ''))
    const livesThere = args.some((arg) => arg.includes(`=${folder}/`))
    return order >= 0 && livesThere ? [{ pid, order }] : []
  })
  return servers.sort((a, b) => a.order - b.order).map(({ pid }) => pid)
}

async function endServers(folder: string): Promise<void> {
  for (const pid of await serversIn(folder)) kill(pid)
  const allEnded = async () => (await serversIn(folder)).length === 0
  await waitUntil(allEnded, { what: `the servers in ${folder} to end`, limitMs: 30_000 })
}

async function isMine(folder: string): Promise<boolean> {
  const found = await stat(folder).catch(() => undefined)
  return found?.isDirectory() === true && found.uid === process.getuid?.()
}

/** The pid alone would not do: it may belong to another process by now. */
async function hasWarden(folder: string): Promise<boolean> {
  const warden = wardenOf(folder)
  return (await processes()).some(
    ({ pid, args }) => pid === warden && args.some((arg) => arg.endsWith('/warden.ts')),
  )
}

type Process = { readonly pid: number; readonly args: readonly string[] }

async function processes(): Promise<readonly Process[]> {
  if (process.platform !== 'linux') return fromPs()
  const pids = (await readdir('/proc')).map(Number).filter(Number.isInteger)
  return Promise.all(
    pids.map(async (pid) => {
      const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '') // it may just have ended
      return { pid, args: line.split('\0') }
    }),
  )
}

/** Where there is no /proc. Blanks in a path split it, and such a server is then not found. */
async function fromPs(): Promise<readonly Process[]> {
  const { stdout } = await promisify(execFile)('ps', ['-axww', '-o', 'pid=,args='])
  return stdout.split('\n').map((line) => {
    const [pid, ...args] = line.trim().split(/\s+/)
    return { pid: Number(pid), args }
  })
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended meanwhile.
  }
}
