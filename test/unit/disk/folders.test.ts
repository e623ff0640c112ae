import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { newFolder } from './folder.ts'

const program = pathToFileURL(join(import.meta.dirname, '../../../src/disk/folders.ts'))

/** Makes folders that nobody may write to and removes them with `how`, as somebody who is not root. */
function removed(folder: string, how: string) {
  const script = `
    import { mkdirSync, chmodSync, rmSync, writeFileSync } from 'node:fs'
    import { removeFolder } from '${program}'
    process.setuid?.(process.getuid() || 65534)
    mkdirSync('${folder}/a/b', { recursive: true })
    writeFileSync('${folder}/a/b/file', '')
    for (const path of ['a/b', 'a']) chmodSync('${folder}/' + path, 0o500)
    ${how}`
  const { status } = spawnSync(process.execPath, ['--input-type=module', '-e', script])
  return { status, isGone: !existsSync(join(folder, 'a')) }
}

it('removes folders too in which their owner forbade himself to write, as Go does with its cache', () => {
  const [plain, ours] = [newFolder(), newFolder()]
  for (const folder of [plain, ours]) chmodSync(folder, 0o777)
  const usual = `rmSync('${plain}/a', { recursive: true, force: true })`
  expect(removed(plain, usual), 'the negative control').toEqual({ status: 1, isGone: false })
  expect(removed(ours, `removeFolder('${ours}/a')`)).toEqual({ status: 0, isGone: true })
})
