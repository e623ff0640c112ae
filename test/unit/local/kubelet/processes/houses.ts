import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'
import { waitUntil } from '../../../../cluster/waiting.ts'
import { newFolder } from '../folder.ts'
import { marked } from './marked.ts'

/** Two processes of one group, of which one heeds nothing but SIGKILL. */
export const stubborn = [
  'sh',
  '-c',
  'sh -c \'trap "" TERM HUP INT; while :; do sleep 9; done\' & wait',
]

export type House = {
  readonly process: ChildProcess
  /** The next line that has this field. */
  readonly told: (field: string) => Promise<number>
  readonly kill: () => Promise<void>
}

/** Processes that begin programs, over one folder, and all that is left of them when the test is over. */
export function createStreet() {
  const [folder, mark] = [newFolder(), randomUUID()]
  onTestFinished(async () => {
    for (const pid of await marked(mark)) process.kill(pid, 'SIGKILL')
  })

  function house(how: string, command: readonly string[] = stubborn): House {
    const args = [join(import.meta.dirname, 'house.ts'), folder, how, mark, ...command]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    onTestFinished(() => void child.kill('SIGKILL'))
    const lines: { readonly [field: string]: number }[] = []
    createInterface(child.stdout).on('line', (line) => lines.push(JSON.parse(line)))

    async function told(field: string): Promise<number> {
      const isIn = (line: object) => field in line
      await waitUntil(() => lines.some(isIn), { what: field, limitMs: 30_000 })
      const [line] = lines.splice(lines.findIndex(isIn), 1)
      return line?.[field] ?? Number.NaN
    }

    async function kill(): Promise<void> {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    }

    return { process: child, told, kill }
  }

  const isEmpty = async () => (await marked(mark)).length === 0
  return {
    mark,
    folder,
    house,
    marked: () => marked(mark),
    empty: (what: string) => waitUntil(isEmpty, { what, limitMs: 30_000 }),
    full: (count: number) =>
      waitUntil(async () => (await marked(mark)).length >= count, {
        what: `${count} processes`,
        limitMs: 30_000,
      }),
  }
}
