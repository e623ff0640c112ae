import { spawn } from 'node:child_process'
import type { KubeConfig } from '@kubernetes/client-node'

type Spawn = (
  command: string,
  words: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv },
) => ReturnType<typeof spawn>

/**
 * The client runs a login program without the question that programs expect in `KUBERNETES_EXEC_INFO`,
 * and waits for it for ever. This one is told what it is for, has nobody to ask, and ends with the signal.
 */
export function attendLogin(config: KubeConfig, signal: AbortSignal): void {
  const spec = { interactive: false }
  const apiVersion = programIn(config)?.apiVersion ?? 'client.authentication.k8s.io/v1'
  const question = JSON.stringify({ apiVersion, kind: 'ExecCredential', spec })

  const run: Spawn = (command, words, options) => {
    const env = { ...(options.env ?? process.env), KUBERNETES_EXEC_INFO: question }
    const child = spawn(command, words ?? [], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    const end = () => {
      child.kill('SIGKILL')
      // Whatever it started itself may hold the other ends.
      for (const pipe of [child.stdout, child.stderr]) pipe.destroy()
    }
    signal.addEventListener('abort', end)
    child.on('close', () => signal.removeEventListener('abort', end))
    if (signal.aborted) end()
    return child
  }
  for (const way of config['authenticators']) {
    if ('execFn' in way) Object.assign(way, { execFn: run })
  }
}

/** The login program of the current user, if it is by one that credentials are had. */
export function programIn(
  config: KubeConfig,
): { readonly command?: string; readonly apiVersion?: string } | undefined {
  const user = config.getCurrentUser()
  return user?.exec ?? user?.authProvider?.config?.exec ?? undefined
}
