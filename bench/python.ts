import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

type Environment = Readonly<Record<string, string | undefined>>

/** The interpreter of an environment of our own, in which all of a requirements.txt can be imported. */
export type Python = { readonly python: string }

/** Why this machine can't have one, as one line for a person. */
export type Unavailable = { readonly unavailable: string }

/** Exit code of whatever can't run on this machine, as in the tiers of tests. */
export const cannotRun = 3

const run = promisify(execFile)

/**
 * Finds the Python environment of a file of pinned versions in the cache of this user, or makes it: once per file and
 * interpreter, a few hundred megabytes, about half a minute. The folder appears whole or not
 * at all, and of two that make it at once the first one wins.
 */
export async function findPython(
  requirements: string,
  env: Environment = process.env,
): Promise<Python | Unavailable> {
  const base = await findBase(env)
  if (base === undefined) {
    return { unavailable: 'this needs Python 3.11 with venv as python3.11 or python3 on PATH' }
  }
  const folder = await cacheFolder(base, requirements, env)
  const found = { python: join(folder, 'bin/python') }
  if (await answers(found.python, env)) return found
  return (await make(base, { folder, requirements }, env)) ?? found
}

type Base = { readonly command: string; readonly version: string }

async function findBase(env: Environment): Promise<Base | undefined> {
  for (const command of ['python3.11', 'python3']) {
    const code = 'import ensurepip, sys, venv; print(sys.version.split()[0])'
    const answer = await run(command, ['-c', code], { env }).catch(() => undefined)
    const version = answer?.stdout.trim() ?? ''
    if (version.startsWith('3.11.')) return { command, version }
  }
  return undefined
}

async function cacheFolder(
  { version }: Base,
  requirements: string,
  env: Environment,
): Promise<string> {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} ${version}\n`)
  hash.update(await readFile(requirements))
  const caches = env['XDG_CACHE_HOME'] || join(env['HOME'] || homedir(), '.cache')
  const ours = env['CONTENDER_CACHE'] || join(caches, 'contender')
  return join(ours, 'python', hash.digest('hex').slice(0, 16))
}

/** An environment outlives the interpreter that it was made from, and is then of no use. */
function answers(python: string, env: Environment): Promise<boolean> {
  return run(python, ['-c', 'import pip'], { env }).then(
    () => true,
    () => false,
  )
}

async function make(
  { command }: Base,
  { folder, requirements }: { readonly folder: string; readonly requirements: string },
  env: Environment,
): Promise<Unavailable | undefined> {
  process.stderr.write('making a Python environment (half a minute, once)…\n')
  await mkdir(dirname(folder), { recursive: true })
  const unfinished = await mkdtemp(`${folder}.unfinished-`)
  const pip = ['-m', 'pip', 'install', '--quiet', '--only-binary=:all:', '-r', requirements]
  try {
    await run(command, ['-m', 'venv', unfinished], { env })
    await run(join(unfinished, 'bin/python'), pip, { env, maxBuffer: 64 << 20 })
    if (!(await answers(join(folder, 'bin/python'), env))) {
      await rm(folder, { recursive: true, force: true })
      await rename(unfinished, folder)
    }
    return undefined
  } catch (cause) {
    if (await answers(join(folder, 'bin/python'), env)) return undefined
    return {
      unavailable: `making a Python environment needs a package index once: ${lastLine(cause)}`,
    }
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
}

function lastLine(cause: unknown): string {
  const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr) : ''
  const lines = (said.trim() || String(cause)).split('\n')
  return lines.findLast((line) => line.startsWith('ERROR: ')) ?? lines.at(-1) ?? ''
}
