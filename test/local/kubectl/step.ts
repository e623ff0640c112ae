import type { RequestStep } from '../conformance/case.ts'

/** What somebody types, and what happens meanwhile. */
export type Group = {
  readonly name: string
  readonly cases: { readonly [sentence: string]: readonly Step[] }
}

export type Step = Command | Start | Ends | Ask

/** kubectl, in the namespace of the case. */
type Command = {
  readonly run: readonly string[]
  /** Its standard input: a text, or objects. */
  readonly input?: string | readonly object[]
  /** Which lines of its output are compared, where a server lists more than both of them have. */
  readonly only?: (line: string) => boolean
}

/** Starts a command, and goes on once it has printed so many lines. */
type Start = Command & { readonly as: string; readonly lines: number }

/** Waits until a command that was started has ended, or has printed so many lines: then it is interrupted. */
type Ends = { readonly ends: string; readonly lines?: number }

/** What somebody else does in the meantime; nothing of it is compared. */
type Ask = { readonly ask: RequestStep }

/** `kubectl('get configmaps -o name')`: words are parted by spaces; where one has some, give a list. */
export const kubectl = (
  words: string | readonly string[],
  ...objects: readonly object[]
): Step => ({
  run: typeof words === 'string' ? words.split(' ') : words,
  ...(objects.length === 0 ? {} : { input: objects }),
})

export const kubectlFor = (words: string, only: (line: string) => boolean): Step => ({
  run: words.split(' '),
  only,
})

export const ask = (step: RequestStep): Step => ({ ask: step })

/** The same for a file in YAML. */
export const kubectlOn = (words: string, input: string): Step => ({ run: words.split(' '), input })

export const start = (as: string, words: string, lines: number): Step => ({
  run: words.split(' '),
  as,
  lines,
})

export const ends = (as: string, lines?: number): Step =>
  lines === undefined ? { ends: as } : { ends: as, lines }
