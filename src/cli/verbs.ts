import { ContenderError, failures } from '../errors.ts'
import { table } from './table.ts'
import type { Terminal, Verb } from './verb.ts'

/** Verbs are loaded when they are asked for: the Kubernetes client alone costs half a second. */
export const verbs: {
  readonly [name: string]: { readonly summary: string; readonly load: () => Promise<Verb> }
} = {
  lint: {
    summary: 'Check manifests without a cluster',
    load: async () => (await import('./lint.ts')).lint,
  },
  operator: {
    summary: 'Look after the ModelExperiments of a cluster',
    load: async () => (await import('./operator.ts')).operator,
  },
  route: {
    summary: 'Divide predictions between a champion and its challengers',
    load: async () => (await import('./route.ts')).route,
  },
  run: {
    summary: 'Start a small Kubernetes on this machine, and the operator with it',
    load: async () => (await import('./run.ts')).run,
  },
  serve: {
    summary: 'Answer predictions of ONNX models',
    load: async () => (await import('./serve.ts')).serve,
  },
}

/** A command line → an exit code. A failure is one line with its hint; only a bug has a stack. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await obey(argv, terminal)
  } catch (error) {
    if (!(error instanceof ContenderError)) throw error
    terminal.err(`${error.code}: ${error.message}. ${failures[error.code].hint}\n`)
    return error.code === 'UsageInvalid' ? 2 : 1
  }
}

/** `help lint` is `lint --help`. */
async function obey(argv: readonly string[], terminal: Terminal): Promise<number> {
  const [name = '--help', ...words] = argv[0] === 'help' ? [...argv.slice(1), '--help'] : argv
  if (isHelp(name)) return say(terminal, overview())
  const verb = Object.hasOwn(verbs, name) ? await verbs[name]?.load() : undefined
  if (verb === undefined) throw new ContenderError('UsageInvalid', `no verb is named ${name}`)
  return words.some(isHelp) ? say(terminal, verb.help) : await verb.run(words, terminal)
}

const isHelp = (word: string) => word === '--help' || word === '-h'

function say(terminal: Terminal, text: string): number {
  terminal.out(text)
  return 0
}

function overview(): string {
  const rows = Object.entries(verbs).map(([verb, { summary }]) => [`  ${verb}`, summary])
  return `Champion/challenger experiments on machine-learning models.

Usage: contender <verb> [--help]

${table(rows)}`
}
