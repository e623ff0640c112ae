import { run } from '../../../src/cli/verbs.ts'

/** Runs a command line in this process; `input` is its standard input. */
export async function contender(argv: readonly string[], input = '') {
  let [out, err] = ['', '']
  const code = await run(argv, {
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
    input: async () => input,
    untilStopped: () => new AbortController().signal,
  })
  return { code, out, err }
}
