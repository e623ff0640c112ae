import { saidBy } from '../../errors.ts'

/** Kubernetes keeps no more of a termination message. */
const mostBytes = 4_096

export type Termination = {
  /** What whoever looks after this process will read, should it end now. */
  readonly write: (lines: readonly string[]) => void
  /** Resolves once the last of it is written. */
  readonly written: () => Promise<void>
}

type Ports = {
  readonly writeFile: (path: string, text: string) => Promise<void>
  /** It could not be written; told once for each reason. */
  readonly trouble: (said: string) => void
}

/**
 * Keeps the termination message true. The file is a mount, so it is written in place; only the newest text counts, and
 * one that is there already isn't written again.
 */
export function createTermination(path: string, { writeFile, trouble }: Ports): Termination {
  let wanted = ''
  let there: string | undefined
  let said = ''
  let writing: Promise<void> | undefined

  async function catchUp(): Promise<void> {
    while (there !== wanted) {
      const text = wanted
      await writeFile(path, text).catch(failed)
      there = text
    }
    writing = undefined // in the turn of the last look: what is written next begins anew
  }

  function failed(cause: unknown): void {
    const now = saidBy(cause)
    if (now !== said) trouble(now)
    said = now
  }

  return {
    write(lines) {
      wanted = shortened(lines.map((line) => `${line}\n`).join(''))
      if (there !== wanted) writing ??= catchUp()
    },
    written: async () => writing,
  }
}

/** Nothing half of a character. */
const shortened = (text: string): string =>
  new TextDecoder().decode(Buffer.from(text).subarray(0, mostBytes), { stream: true })
