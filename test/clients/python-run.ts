import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Runs Python before the eyes of whoever waits, and tells whether it ended well. Meanwhile this process goes on: a server whose
 * words nobody reads stops when it has said too many. Who ends us ends Python; what the tools leave behind lies in a folder that goes away.
 */
export async function runPython(
  python: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<boolean> {
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1', ...environment }
  const cwd = mkdtempSync(join(tmpdir(), 'contender-clients-'))
  const clean = () => rmSync(cwd, { recursive: true, force: true })
  const child = spawn(python, ['-W', 'ignore', ...args], { stdio: 'inherit', env, cwd })
  const end = () => {
    child.kill('SIGKILL')
    clean()
  }
  process.once('exit', end)
  const [code] = await once(child, 'exit')
  process.off('exit', end)
  clean()
  return code === 0
}
