import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stringify } from 'yaml'

/** How the administrator reaches a server, and knows it for the right one. */
export type Reached = { readonly url: string; readonly token: string; readonly ca: string }

/** Returns the administrator's token: a new one each time, since the port is open to all on this machine. */
export async function writeSecrets(folder: string): Promise<string> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const pem = privateKey.export({ type: 'sec1', format: 'pem' })
  const token = randomBytes(24).toString('hex')
  await mkdir(join(folder, 'certs'), { recursive: true })
  await writeFile(join(folder, 'accounts.key'), pem, { mode: 0o600 })
  const row = `${token},admin,admin,system:masters\n`
  await writeFile(join(folder, 'tokens.csv'), row, { mode: 0o600 })
  return token
}

export async function writeKubeconfig(
  folder: string,
  { url, token, ca }: Reached,
): Promise<string> {
  const path = join(folder, 'kubeconfig')
  const name = 'api-tier'
  const authority = Buffer.from(ca).toString('base64')
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { server: url, 'certificate-authority-data': authority } }],
    users: [{ name, user: { token } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
  }
  await writeFile(path, stringify(config, { lineWidth: 0 }), { mode: 0o600 })
  return path
}
