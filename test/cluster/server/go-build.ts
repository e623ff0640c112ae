import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Unavailable } from './binaries.ts'

export type Environment = Readonly<Record<string, string | undefined>>
type Name = 'kube-apiserver' | 'etcd' | 'kubectl'

const run = promisify(execFile)
const modules = { kubernetes: moduleFolder('kubernetes'), etcd: moduleFolder('etcd') } as const

const targets = {
  'kube-apiserver': { module: 'kubernetes', path: 'k8s.io/kubernetes/cmd/kube-apiserver' },
  kubectl: { module: 'kubernetes', path: 'k8s.io/kubernetes/cmd/kubectl' },
  etcd: { module: 'etcd', path: 'go.etcd.io/etcd/server/v3' },
} as const satisfies { readonly [name in Name]: { module: keyof typeof modules; path: string } }

/** One folder per set of pinned versions and platform: another version is another folder. */
export async function cacheFolder(env: Environment): Promise<string> {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`)
  for (const folder of Object.values(modules)) hash.update(await readFile(join(folder, 'go.mod')))
  const base = env['CONTENDER_CACHE'] || join(caches(env), 'contender')
  return join(base, 'api-tier', hash.digest('hex').slice(0, 16))
}

/** Asked inside the module, where Go may switch to the newer toolchain that go.mod names. */
export async function hasGo(go: string | undefined, env: Environment): Promise<boolean> {
  if (go === undefined) return false
  const answer = await run(go, ['env', 'GOVERSION'], inModule('kubernetes', env)).catch(() => null)
  const [, major, minor] = /^go(\d+)\.(\d+)/.exec(answer?.stdout ?? '') ?? []
  return Number(major) > 1 || (Number(major) === 1 && Number(minor) >= 26)
}

/**
 * Builds beside the cache folder and renames each binary into it. So a reader never sees half a file,
 * a build that was cut short keeps what it had finished, and of two builds at once the later one wins.
 */
export async function buildTargets(
  names: readonly Name[],
  folder: string,
  env: Environment,
): Promise<Unavailable | undefined> {
  await mkdir(folder, { recursive: true })
  const unfinished = await mkdtemp(`${folder}.unfinished-`)
  try {
    for (const name of names) {
      process.stderr.write(`building ${name} (a few minutes, once)…\n`)
      const trouble = await build(name, join(unfinished, name), env)
      if (trouble !== undefined) return { unavailable: `building ${name} failed: ${trouble}` }
      await rename(join(unfinished, name), join(folder, name))
    }
    return undefined
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
}

async function build(name: Name, output: string, env: Environment): Promise<string | undefined> {
  const { module, path } = targets[name]
  const flags = [
    '-mod=readonly',
    '-trimpath',
    '-buildvcs=false',
    `-ldflags=${await linked(module)}`,
  ]
  try {
    await run('go', ['build', ...flags, '-o', output, path], inModule(module, env))
    return undefined
  } catch (cause) {
    return lastLine(cause)
  }
}

/** Kubernetes takes its version from the linker; without, `/version` would be `v0.0.0-master`. */
async function linked(module: keyof typeof modules): Promise<string> {
  const pinned = await readFile(join(modules[module], 'go.mod'), 'utf8')
  const [, version, major, minor] = /k8s\.io\/kubernetes (v(\d+)\.(\d+)\S*)/.exec(pinned) ?? []
  if (version === undefined) return '-s -w'
  const fields = { gitVersion: version, gitMajor: major, gitMinor: minor }
  const stamps = ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'].flatMap((to) =>
    Object.entries(fields).map(([field, value]) => `-X ${to}.${field}=${value}`),
  )
  return `-s -w ${stamps.join(' ')}`
}

function inModule(module: keyof typeof modules, env: Environment) {
  const cwd = modules[module]
  return { cwd, env: { ...env, CGO_ENABLED: '0', GOWORK: 'off' }, maxBuffer: 64 << 20 }
}

function moduleFolder(name: string): string {
  return join(dirname(import.meta.filename), 'build', name)
}

function caches(env: Environment): string {
  return env['XDG_CACHE_HOME'] || join(env['HOME'] || homedir(), '.cache')
}

function lastLine(cause: unknown): string {
  const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr) : String(cause)
  return said.trim().split('\n').at(-1) || String(cause)
}
