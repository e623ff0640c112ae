import { access, constants } from 'node:fs/promises'
import { delimiter, join, resolve } from 'node:path'
import { buildTargets, cacheFolder, type Environment, hasGo } from './go-build.ts'

export type Binaries = {
  readonly kubeApiserver: string
  readonly etcd: string
  readonly kubectl: string
}

/** Why this machine can't run the API tier, as one line for a person. */
export type Unavailable = { readonly unavailable: string }

/**
 * Finds etcd, kube-apiserver and kubectl, or builds them: `KUBEBUILDER_ASSETS` when set, else the
 * cache, else Go. A kubectl on PATH is good enough, so that a build is saved where there is one.
 */
export async function findBinaries(
  env: Environment = process.env,
): Promise<Binaries | Unavailable> {
  const assets = env['KUBEBUILDER_ASSETS']
  if (assets) return fromAssets(resolve(assets))

  const folder = await cacheFolder(env)
  const found: Binaries = {
    kubeApiserver: join(folder, 'kube-apiserver'),
    etcd: join(folder, 'etcd'),
    kubectl: (await findOnPath('kubectl', env)) ?? join(folder, 'kubectl'),
  }
  const missing = await whichAreMissing(found)
  if (missing.length === 0) return found
  if (!(await hasGo(await findOnPath('go', env), env))) {
    return { unavailable: 'the API tier needs Go ≥ 1.26 or KUBEBUILDER_ASSETS' }
  }
  return (await buildTargets(missing, folder, env)) ?? found
}

/** kubectl alone is all that is needed where KUBECONFIG names a cluster. */
export async function findKubectl(
  env: Environment = process.env,
): Promise<Pick<Binaries, 'kubectl'> | Unavailable> {
  const kubectl = env['KUBEBUILDER_ASSETS'] ? undefined : await findOnPath('kubectl', env)
  return kubectl === undefined ? await findBinaries(env) : { kubectl }
}

async function fromAssets(folder: string): Promise<Binaries | Unavailable> {
  const found: Binaries = {
    kubeApiserver: join(folder, 'kube-apiserver'),
    etcd: join(folder, 'etcd'),
    kubectl: join(folder, 'kubectl'),
  }
  const missing = await whichAreMissing(found)
  if (missing.length === 0) return found
  return { unavailable: `KUBEBUILDER_ASSETS has no ${missing.join(', no ')} in ${folder}` }
}

const names = { kubeApiserver: 'kube-apiserver', etcd: 'etcd', kubectl: 'kubectl' } as const

async function whichAreMissing(found: Binaries) {
  const missing: (typeof names)[keyof Binaries][] = []
  for (const binary of ['etcd', 'kubeApiserver', 'kubectl'] as const) {
    if (!(await isExecutable(found[binary]))) missing.push(names[binary])
  }
  return missing
}

async function findOnPath(name: string, env: Environment): Promise<string | undefined> {
  for (const folder of (env['PATH'] ?? '').split(delimiter).filter(Boolean)) {
    const path = resolve(folder, name)
    if (await isExecutable(path)) return path
  }
  return undefined
}

function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}
