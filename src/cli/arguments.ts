import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { ContenderError, saidBy } from '../errors.ts'

/** Options and the words besides them; an option that isn't there is a `UsageInvalid` that names it. */
export function parsed<const Options extends ParseArgsOptionsConfig>(
  argv: readonly string[],
  options: Options,
  words: 'words' | 'none' = 'none',
) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: words === 'words' })
  } catch (cause) {
    const [sentence = ''] = saidBy(cause).split('. ')
    throw new ContenderError('UsageInvalid', sentence, { cause })
  }
}
