/**
 * `npm run test:api [-- arguments of vitest]`: the API tier. Exit code 3 and one line on stderr
 * where this machine can't run it; else vitest's own.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { createClient } from './client.ts'
import { openCluster } from './cluster.ts'
import { findBinaries, findKubectl } from './server/binaries.ts'

const missing = process.env['KUBECONFIG'] ? await whyNoCluster() : await whyNoBinaries()
if (missing !== undefined) {
  process.stderr.write(`${missing}\n`)
  process.exit(3)
}

const vitest = fileURLToPath(new URL('vitest.mjs', import.meta.resolve('vitest/package.json')))
const args = [vitest, 'run', '--project', 'api', ...process.argv.slice(2)]
const tests = spawn(process.execPath, args, { stdio: 'inherit' })
// Ctrl-C reaches vitest too, which then tears down; a plain `kill` reaches only us.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => tests.kill('SIGTERM'))
const [code] = await once(tests, 'exit')
process.exit(code ?? 1)

async function whyNoBinaries(): Promise<string | undefined> {
  const binaries = await findBinaries()
  return 'unavailable' in binaries ? binaries.unavailable : undefined
}

/** The cluster of KUBECONFIG must answer before any test asks it for something. */
async function whyNoCluster(): Promise<string | undefined> {
  const kubectl = await findKubectl()
  if ('unavailable' in kubectl) return kubectl.unavailable
  try {
    const { access, close } = await openCluster()
    const client = createClient(access)
    const { status } = await client.request('GET', '/version', {
      signal: AbortSignal.timeout(10_000),
    })
    client.close()
    await close()
    return status === 200
      ? undefined
      : `the cluster of KUBECONFIG answers ${status} at ${access.url}`
  } catch (cause) {
    return `the cluster of KUBECONFIG cannot be used: ${cause instanceof Error ? cause.message : cause}`
  }
}
