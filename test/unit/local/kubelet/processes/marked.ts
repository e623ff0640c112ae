import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { marker } from '../../../../../src/local/kubelet/program/program.ts'

/** All processes of this machine whose environment bears a mark: nothing is asked of who began them. */
export async function marked(mark: string): Promise<readonly number[]> {
  const text = `${marker}=${mark}`
  if (process.platform !== 'linux') {
    const { stdout } = await promisify(execFile)('ps', [
      '-A',
      '-E',
      '-ww',
      '-o',
      'pid=',
      '-o',
      'command=',
    ])
    return stdout
      .split('\n')
      .flatMap((line) => (line.includes(text) ? [Number.parseInt(line, 10)] : []))
  }
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.map(Number).filter((pid) => environmentOf(pid).includes(text))
}

/** Of one that has ended, and of one that is not ours, it is empty. */
function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1')
  } catch {
    return ''
  }
}
