import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** What a writing process said, as far as it came. */
export type Told = { readonly word: string; readonly about: string }

const program = fileURLToPath(new URL('./writer.ts', import.meta.url))

/**
 * Runs a process that writes. Resolves once it has said so many things or has ended; `end` kills it with
 * SIGKILL, and resolves with all that it said.
 */
export async function startWriter(args: readonly string[], { lines = 1, before = '' } = {}) {
  const command = `${before} exec "$0" "$@"`
  const child = spawn('sh', ['-c', command, process.execPath, program, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'close')
  const told: Told[] = []
  const reader = createInterface({ input: child.stdout })
  await new Promise<void>((resolve) => {
    reader.on('line', (line) => {
      const [word = '', about = ''] = line.split(' ')
      told.push({ word, about })
      if (told.length >= lines) resolve()
    })
    void ended.then(() => resolve())
  })
  async function end(): Promise<readonly Told[]> {
    child.kill('SIGKILL')
    await ended
    return told
  }
  return { told, end }
}

/** The greatest version that it said a word of. */
export const greatest = (told: readonly Told[], ...words: readonly string[]): number =>
  Math.max(0, ...told.flatMap(({ word, about }) => (words.includes(word) ? Number(about) : [])))
