import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

/** How a child ends, and the JSON that it has said before. */
export async function saidBy(
  program: URL,
  flags: readonly string[],
): Promise<{ readonly code: number | null; readonly said: unknown }> {
  const child = spawn(process.execPath, [...flags, fileURLToPath(program)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const said = await text(child.stdout)
  return { code: await ended, said: said === '' ? undefined : JSON.parse(said) }
}
