import { ContenderError, failures } from '../errors.ts'
import { table } from './table.ts'
import type { Terminal, Verb } from './verb.ts'

/** Verbs are loaded when they are asked for: the Kubernetes client alone costs half a second. */
const verbs: {
  readonly [name: string]: { readonly summary: string; readonly load: () => Promise<Verb> }
} = {
  lint: {
    summary: 'Check manifests without a cluster',
    load: async () => (await import('./lint.ts')).lint,
  },
  operator: {
    summary: 'Watch the ModelExperiments of a cluster and log them',
    load: async () => (await import('./operator.ts')).operator,
  },
}

/** A command line → an exit code. A failure is one line with its hint; only a bug has a stack. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  const [name = '--help', ...rest] = argv
  try {
    if (isHelp(name)) return told(terminal, overview())
    if (!Object.hasOwn(verbs, name))
      throw new ContenderError('UsageInvalid', `no verb is named ${name}`)
    const verb = await verbs[name]?.load()
    if (verb === undefined || rest.some(isHelp)) return told(terminal, verb?.help ?? overview())
    return await verb.run(rest, terminal)
  } catch (error) {
    if (!(error instanceof ContenderError)) throw error
    terminal.err(`${error.code}: ${error.message}. ${failures[error.code].hint}\n`)
    return error.code === 'UsageInvalid' ? 2 : 1
  }
}

const isHelp = (word: string) => word === '--help' || word === '-h' || word === 'help'

function told(terminal: Terminal, text: string): number {
  terminal.out(text)
  return 0
}

function overview(): string {
  const rows = Object.entries(verbs).map(([verb, { summary }]) => [`  ${verb}`, summary])
  return `Champion/challenger experiments on machine-learning models.

Usage: contender <verb> [--help]

${table(rows)}`
}
