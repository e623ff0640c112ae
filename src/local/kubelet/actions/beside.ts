import type { Hear, Spawner } from '../processes/spawner.ts'
import type { Program } from '../program/program.ts'

/** How much of what a command says is kept. */
const keptBytes = 10 * 1024

export type Said = { readonly exitCode: number; readonly output: string }

/** Runs a command beside a container, until it ends or the signal aborts: then its group is killed. */
export async function runBeside(
  spawner: Spawner,
  program: Program,
  signal: AbortSignal,
): Promise<Said> {
  let kept = Buffer.alloc(0)
  const hear: Hear = (_, said) => {
    if (kept.length < keptBytes) kept = Buffer.concat([kept, said]).subarray(0, keptBytes)
  }
  const running = await spawner.begin(program, hear, signal)
  const kill = () => running.kill()
  signal.addEventListener('abort', kill)
  if (signal.aborted) kill()
  const { exitCode } = await running.ended
  signal.removeEventListener('abort', kill)
  signal.throwIfAborted()
  return { exitCode, output: kept.toString().trim() }
}
