import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Access, createClient } from '../client.ts'
import { waitUntil } from '../waiting.ts'
import { type Reached, writeKubeconfig, writeSecrets } from './credentials.ts'
import { type Daemon, startDaemon, untilReady } from './daemon.ts'
import { type FreePorts, freePorts } from './ports.ts'

type Programs = { readonly kubeApiserver: string; readonly etcd: string }

type Options = {
  /** Where everything lives; empty, and the caller's to remove. */
  readonly folder: string
  readonly programs: Programs
  readonly signal: AbortSignal
  readonly ports?: FreePorts
}

export type ControlPlane = Access & {
  /** Where etcd takes requests in JSON: `POST /v3/kv/compaction`. */
  readonly etcd: string
  /** Ends the API server as a crash would, and starts it again at the same address. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** etcd and kube-apiserver, ready to serve. When starting fails or is aborted, neither is left running. */
export async function startControlPlane({
  folder,
  programs,
  signal,
  ports = freePorts,
}: Options): Promise<ControlPlane> {
  const running: Daemon[] = []
  // The API server first: without its etcd it would not end in peace.
  const stop = async () => {
    for (const daemon of running.toReversed()) await daemon.stop(5_000)
  }
  const attempt = { folder, signal, ports, running }
  try {
    const etcd = await startEtcd(programs.etcd, attempt)
    const { access, again } = await startServer(programs.kubeApiserver, etcd, attempt)
    return { ...access, etcd, restart: again, stop }
  } catch (cause) {
    await stop()
    throw cause
  }
}

type Attempt = {
  readonly folder: string
  readonly signal: AbortSignal
  readonly ports: FreePorts
  readonly running: Daemon[]
}

async function startEtcd(binary: string, { folder, signal, ports, running }: Attempt) {
  return otherPortsIfTaken(async () => {
    const [clients, peers] = (await ports(2)).map((port) => `http://127.0.0.1:${port}`)
    await rm(join(folder, 'etcd'), { recursive: true, force: true })
    const args = [
      `--data-dir=${join(folder, 'etcd')}`,
      '--unsafe-no-fsync',
      '--log-level=info',
      ...[`--listen-client-urls=${clients}`, `--advertise-client-urls=${clients}`],
      ...[`--listen-peer-urls=${peers}`, `--initial-advertise-peer-urls=${peers}`],
      `--initial-cluster=default=${peers}`,
    ]
    const etcd = await startDaemon(binary, args, join(folder, 'etcd.log'))
    running.push(etcd)
    // Its log, not its port: another etcd may answer there, and ours be about to give up.
    const isReady = async () => (await etcd.log()).includes('ready to serve client requests')
    return (await untilReady(etcd, isReady, signal)) === 'ready' ? clients : undefined
  })
}

/** Flags as envtest has them, but with RBAC, so that a role that lacks a verb is found out. */
async function startServer(binary: string, etcd: string, attempt: Attempt): Promise<Started> {
  const { folder, signal, ports, running } = attempt
  const token = await writeSecrets(folder)
  return otherPortsIfTaken(async () => {
    const [port] = await ports(1)
    const url = `https://127.0.0.1:${port}`
    const args = [
      ...[`--etcd-servers=${etcd}`, `--cert-dir=${join(folder, 'certs')}`],
      ...[`--secure-port=${port}`, '--bind-address=127.0.0.1', '--advertise-address=127.0.0.1'],
      ...['--endpoint-reconciler-type=none', '--service-cluster-ip-range=10.0.0.0/24'],
      ...['--authorization-mode=RBAC', '--allow-privileged=true'],
      // Without a controller manager no namespace gets a `default` account, and no pod would pass.
      '--disable-admission-plugins=ServiceAccount',
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-key-file=${join(folder, 'accounts.key')}`,
      `--service-account-signing-key-file=${join(folder, 'accounts.key')}`,
      `--token-auth-file=${join(folder, 'tokens.csv')}`,
    ]
    const certificates = join(folder, 'certs', 'apiserver.crt')
    const run = async () => {
      const server = await startDaemon(binary, args, join(folder, 'kube-apiserver.log'))
      running.push(server)
      return untilReady(server, () => answers(url, certificates), signal)
    }
    const again = async () => {
      await running.pop()?.stop(0)
      if ((await run()) !== 'ready') throw new Error('another took the port of the API server')
    }
    if ((await run()) !== 'ready') return
    const reached = { url, token, ca: await readFile(certificates, 'utf8') }
    return { access: await untilUsable(folder, reached, signal), again }
  })
}

type Started = { readonly access: Access; again(): Promise<void> }

/**
 * `/readyz` is open to everybody. The certificate tells our server from a stranger on that port, and
 * the time limit helps against one that accepts a connection and then says nothing.
 */
async function answers(url: string, certificates: string): Promise<boolean> {
  const ca = await readFile(certificates, 'utf8').catch(() => undefined)
  if (ca === undefined) return false
  const client = createClient({ url, ca })
  try {
    const signal = AbortSignal.timeout(3_000)
    return (await client.request('GET', '/readyz', { signal })).status === 200
  } catch {
    return false
  } finally {
    client.close()
  }
}

async function untilUsable(folder: string, reached: Reached, signal: AbortSignal): Promise<Access> {
  const client = createClient(reached)
  const hasDefault = async () =>
    (await client.request('GET', '/api/v1/namespaces/default', { signal })).status === 200
  const bounds = { what: 'namespace default', limitMs: 30_000, signal }
  await waitUntil(hasDefault, bounds).finally(client.close)
  return { ...reached, kubeconfig: await writeKubeconfig(folder, reached) }
}

async function otherPortsIfTaken<T>(start: () => Promise<T | undefined>): Promise<T> {
  for (let attempt = 1; attempt <= 5; attempt++) {
    const started = await start()
    if (started !== undefined) return started
  }
  throw new Error('five times in a row somebody else took the free port first')
}
