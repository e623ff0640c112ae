import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { fill } from '../conformance/fill.ts'
import { askOf } from '../conformance/play.ts'
import type { Wire } from '../conformance/wire.ts'
import { type Ran, type Running, run } from './command.ts'
import type { Step } from './step.ts'

export type Ground = {
  readonly wire: Wire
  readonly kubectl: string
  /** Of the server; each case has one of its own, with its namespace. */
  readonly kubeconfig: string
  /** Where this run may write. */
  readonly folder: string
}

export type Said = Ran & { readonly asked: string; readonly only?: (line: string) => boolean }
export type Played = { readonly namespace: string; readonly said: readonly Said[] }

/** Goes through the steps in a namespace of their own. */
export async function play(steps: readonly Step[], ground: Ground): Promise<Played> {
  const namespace = `case-${randomBytes(6).toString('hex')}`
  const kubeconfig = await kubeconfigFor(namespace, ground)
  const shell = { kubectl: ground.kubectl, kubeconfig, cache: join(ground.folder, 'cache') }
  const known = { ns: namespace }
  const ask = askOf(ground.wire, known)
  await ask({ method: 'POST', path: '/api/v1/namespaces', body: { metadata: { name: namespace } } })
  const running = new Map<string, Running>()
  const said: Said[] = []
  const begin = (step: Extract<Step, { run: readonly string[] }>) =>
    run(shell, words(step.run, known), inputOf(step.input, known))

  async function turn(step: Step): Promise<void> {
    if ('ask' in step) await ask(step.ask)
    else if ('ends' in step) said.push({ asked: `end of ${step.ends}`, ...(await endOf(step)) })
    else if ('as' in step) {
      const command = begin(step)
      running.set(step.as, command)
      await command.printed(step.lines)
    } else {
      const { run: args, only = () => true } = step
      said.push({ asked: `kubectl ${args.join(' ')}`, only, ...(await begin(step).ended()) })
    }
  }

  async function endOf({ ends, lines }: Extract<Step, { ends: string }>): Promise<Ran> {
    const command = running.get(ends)
    if (command === undefined) throw new Error(`nothing was started as ${ends}`)
    if (lines === undefined) return command.ended()
    await command.printed(lines)
    return command.interrupt()
  }

  try {
    for (const step of steps) await turn(step)
  } finally {
    await ask({ method: 'DELETE', path: `/api/v1/namespaces/${namespace}` })
  }
  return { namespace, said }
}

const words = (args: readonly string[], known: { readonly ns: string }) =>
  args.map((word) => String(fill(word, known)))

function inputOf(input: string | readonly object[] = '', known: { readonly ns: string }): string {
  // As kubectl reads it, a plain `y` is a yes.
  const written = (object: object) => stringify(object, { version: '1.1' })
  const text = typeof input === 'string' ? input : input.map(written).join('---\n')
  return String(fill(text, known))
}

async function kubeconfigFor(namespace: string, { kubeconfig, folder }: Ground): Promise<string> {
  const config = parse(await readFile(kubeconfig, 'utf8'))
  for (const { context } of config.contexts) context.namespace = namespace
  const path = join(folder, `${namespace}.kubeconfig`)
  await writeFile(path, stringify(config), { mode: 0o600 })
  return path
}
