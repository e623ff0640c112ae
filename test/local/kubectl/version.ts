import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { findKubectl } from '../../cluster/server/binaries.ts'

/** What it prints is of the version it has: with another one, all has to be recorded again. */
export const recordedWith = '1.32'

export async function versionOfKubectl(): Promise<string> {
  const found = await findKubectl()
  if ('unavailable' in found) throw new Error(found.unavailable)
  const args = ['version', '--client', '-o', 'json']
  const { stdout } = await promisify(execFile)(found.kubectl, args)
  const { major, minor } = JSON.parse(stdout).clientVersion
  return `${major}.${minor.replace(/\D/g, '')}`
}
