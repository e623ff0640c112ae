import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const fetcher = fileURLToPath(new URL('./fetcher.ts', import.meta.url))

/** `fetcher.ts` in a process of its own, and perhaps something said to the shell before. */
export function startFetcher(args: readonly string[], before = '') {
  const words = [process.execPath, fetcher, ...args].map((word) => `'${word}'`).join(' ')
  const child = spawn('sh', ['-c', `${before} exec ${words}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  child.stdout.on('data', (chunk) => {
    text += chunk
  })
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()))
  onTestFinished(() => void child.kill('SIGKILL'))
  const kill = async () => {
    child.kill('SIGKILL')
    await ended
  }
  /** What came of it. */
  const said = async () => {
    await ended
    return JSON.parse(text)
  }
  return { kill, said, pid: child.pid ?? 0 }
}
