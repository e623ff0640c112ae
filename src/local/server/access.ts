import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { makeFolder } from '../../disk/folders.ts'
import { unwritable } from '../../disk/unwritable.ts'
import { ContenderError } from '../../errors.ts'
import { createOwnCertificate } from './certificate.ts'

/** How the owner of a cluster gets in, and knows it for his own. */
export type Secrets = { readonly token: string; readonly cert: string; readonly key: string }

/** New ones, or those of an earlier life in the same file, so that a kubeconfig stays good. */
export function secretsIn(file: string | undefined): Secrets {
  if (file !== undefined && existsSync(file)) return readSecrets(file)
  const secrets = { token: randomBytes(32).toString('hex'), ...createOwnCertificate() }
  if (file !== undefined) writePrivately(file, JSON.stringify(secrets))
  return secrets
}

function readSecrets(file: string): Secrets {
  const { token, cert, key } = parsed(readFileSync(file, 'utf8'))
  if ([token, cert, key].every((text) => typeof text === 'string' && text !== '')) {
    return { token, cert, key } as Secrets
  }
  const wayOut = 'remove it, and it is made anew, and with it the kubeconfig'
  throw new ContenderError('StateCorrupt', `${file} is damaged: ${wayOut}`)
}

/** Of what is no JSON there are no fields. */
function parsed(text: string): { readonly [field: string]: unknown } {
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}

export type Reached = { readonly url: string; readonly token: string; readonly ca: string }

const name = 'contender-local'

/** For kubectl and every client. JSON is YAML. */
export function writeKubeconfig(file: string, { url, token, ca }: Reached): void {
  const authority = Buffer.from(ca).toString('base64')
  writePrivately(
    file,
    `${JSON.stringify(
      {
        ...{ apiVersion: 'v1', kind: 'Config', 'current-context': name },
        clusters: [{ name, cluster: { server: url, 'certificate-authority-data': authority } }],
        users: [{ name, user: { token } }],
        contexts: [{ name, context: { cluster: name, user: name } }],
      },
      undefined,
      2,
    )}\n`,
  )
}

/** What a text says that we have written for kubectl; `undefined` where somebody else has written it. */
export function reachedIn(text: string): Reached | undefined {
  const { 'current-context': context, clusters, users } = parsed(text)
  const { server: url, 'certificate-authority-data': authority } = Object(
    Object(clusters)[0]?.cluster,
  )
  const { token } = Object(Object(users)[0]?.user)
  const isOurs = context === name && URL.canParse(`${url}`) && typeof authority === 'string'
  if (!isOurs) return undefined
  return { url, token: `${token}`, ca: Buffer.from(authority, 'base64').toString() }
}

/** Whole or not at all, and never for a moment in the sight of others. */
export function writePrivately(file: string, text: string): void {
  const beside = `${file}.${process.pid}.new`
  try {
    makeFolder(dirname(file))
    rmSync(beside, { force: true }) // of a process that was killed, and had this number
    writeFileSync(beside, text, { flag: 'wx', mode: 0o600, flush: true })
    renameSync(beside, file)
  } catch (cause) {
    throw unwritable(file, cause)
  }
}
