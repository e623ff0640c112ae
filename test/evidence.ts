/**
 * `node test/evidence.ts`: which records in docs/evidence still speak of this code. A record names the
 * folders that it covers with their trees (`git rev-parse HEAD:folder`); where one has changed since, it is
 * stale, and the suite should run again before a release. With RELEASE=1 a stale record is an error.
 */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '../docs/evidence')
const records = readdirSync(folder).filter((name) => name !== 'README.md' && name.endsWith('.md'))

let stale = 0
for (const name of records.sort()) {
  const text = readFileSync(join(folder, name), 'utf8')
  const changed = [...text.matchAll(/^covers: (\S+) ([0-9a-f]{40})$/gm)].filter(
    ([, path = '', tree]) => treeOf(path) !== tree,
  )
  if (changed.length > 0) stale++
  const since = changed.map(([, path]) => path).join(', ')
  process.stdout.write(`${name}: ${since === '' ? 'holds' : `stale, since ${since} has changed`}\n`)
}
process.exitCode = stale > 0 && process.env['RELEASE'] === '1' ? 1 : 0

function treeOf(path: string): string {
  return execFileSync('git', ['rev-parse', `HEAD:${path}`], { encoding: 'utf8' }).trim()
}
