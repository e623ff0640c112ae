import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { waitUntil } from '../waiting.ts'

export type Line = {
  readonly msg: string
  readonly [field: string]: unknown
}

export type OperatorProcess = ReturnType<typeof startOperator>

/** The operator as a process of its own, and what it has logged so far. */
export function startOperator(kubeconfig: string, env: { readonly [name: string]: string } = {}) {
  const child = spawn(process.execPath, ['src/main.ts', 'operator', '--admin', '127.0.0.1:0'], {
    env: { ...process.env, KUBECONFIG: kubeconfig, ...env },
  })
  let [out, err] = ['', '']
  child.stdout.on('data', (text) => {
    out += text
  })
  child.stderr.on('data', (text) => {
    err += text
  })
  const exited = once(child, 'exit')

  function lines(what: Partial<Line> = {}): readonly Line[] {
    const whole = out.slice(0, out.lastIndexOf('\n') + 1)
    const said: Line[] = whole
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))
    return said.filter((line) => Object.entries(what).every(([field, is]) => line[field] === is))
  }

  /** Waits for a line with these fields, the n-th of them. */
  async function told(what: Partial<Line>, times = 1, limitMs = 30_000): Promise<void> {
    const isTold = () => lines(what).length >= times
    const what1 = `the operator to log ${JSON.stringify(what)}`
    await waitUntil(isTold, { what: what1, limitMs }).catch((cause) => {
      throw new Error(`${cause.message}; it said ${out.slice(-2000)} ${err}`, { cause })
    })
  }

  async function page(path: string): Promise<{ readonly status: number; readonly text: string }> {
    await told({ msg: 'admin listens' })
    const answer = await fetch(`${lines({ msg: 'admin listens' })[0]?.['address']}${path}`)
    return { status: answer.status, text: await answer.text() }
  }

  return { child, exited, lines, told, page, err: () => err }
}
