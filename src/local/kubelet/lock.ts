import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { ContenderError } from '../../errors.ts'
import type { Places } from './places.ts'
import type { ProcessTable } from './processes/process-table.ts'

/**
 * Keeps a second kubelet out of the folder, for it would take the Pods of the first one for its own.
 * Returns what gives it back; a kubelet that was killed needn't.
 */
export async function lock(
  { root, lock: file }: Pick<Places, 'root' | 'lock'>,
  table: ProcessTable,
): Promise<() => Promise<void>> {
  await mkdir(root, { recursive: true, mode: 0o700 })
  const [boot, self] = await Promise.all([table.boot(), table.find(process.pid)])
  const mine = JSON.stringify({ boot, pid: process.pid, start: self?.start })
  for (let tries = 0; tries < 2; tries++) {
    if (await isMade(file, mine)) return () => rm(file, { force: true })
    const pid = await holderOf(file, boot, table)
    if (pid !== undefined) {
      throw new ContenderError('StateInUse', `process ${pid} keeps its Pods in ${root} already`)
    }
    await rm(file, { force: true })
  }
  throw new ContenderError('StateInUse', `another process has just taken ${root}`)
}

async function isMade(file: string, text: string): Promise<boolean> {
  try {
    await writeFile(file, text, { flag: 'wx' })
    return true
  } catch (cause) {
    if (Object(cause).code !== 'EEXIST') throw cause
    return false
  }
}

async function holderOf(
  file: string,
  boot: string,
  table: ProcessTable,
): Promise<number | undefined> {
  const held = parsed(await readFile(file, 'utf8').catch(() => ''))
  const found = await table.find(Number(held['pid']))
  return held['boot'] === boot && found?.start === held['start'] ? found?.pid : undefined
}

/** What was cut off says nothing. */
function parsed(text: string): { readonly [field: string]: unknown } {
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}
