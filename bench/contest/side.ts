import { difference } from './answers.ts'
import type { Contestant } from './contestant.ts'
import type { Generator } from './load/generator.ts'
import type { Closed, Open, Outcome, Questions } from './load/job.ts'
import { spentBy } from './spent.ts'

/** A model on a server. */
export type Side = {
  readonly server: Contestant
  readonly asked: Questions
  /** What the model is called there. */
  readonly name: string
}

export type Measured = Outcome & {
  /** Processor time that the server has spent on each request. */
  readonly usPerRequest: number
}

type Load = {
  readonly way: Closed | Open
  readonly seconds: number
  readonly answers: readonly string[]
}

/** What the first side answers to each of the bodies, and all others must. */
export async function agreedAnswers(sides: readonly Side[]): Promise<readonly string[]> {
  const [first = [], ...others] = await Promise.all(sides.map(answersOf))
  for (const [k, answers] of others.entries()) {
    check(answers.entries(), first, `${sides[k + 1]?.server.title} answers otherwise than we do`)
  }
  return first
}

async function answersOf({ server, name, asked }: Side): Promise<readonly string[]> {
  const answers: string[] = []
  for (const body of asked.bodies) {
    const headers = { 'content-type': 'application/json' }
    const url = `http://127.0.0.1:${server.port}${pathOf(name)}`
    const response = await fetch(url, { method: 'POST', body, headers })
    const text = await response.text()
    if (response.status !== 200) throw new Error(`${server.title}, ${name}: ${text}`)
    answers.push(text)
  }
  return answers
}

/** Puts load on one side for a while. The last answers under load are looked at, too: fast and wrong is no result. */
export async function measure(
  { server, name, asked }: Side,
  { way, seconds, answers }: Load,
  generator: Generator,
): Promise<Measured> {
  const { bodies, users } = asked
  const questions = users === undefined ? { bodies } : { bodies, users }
  const job = { ...questions, port: server.port, path: pathOf(name), seconds, way }
  const before = spentBy(server.pids) ?? Number.NaN
  const outcome = await generator.run(job)
  const spent = (spentBy(server.pids) ?? Number.NaN) - before
  check(outcome.answers, answers, `${server.title} answers otherwise under load`)
  return { ...outcome, usPerRequest: spent / outcome.requests }
}

const pathOf = (name: string) => `/v2/models/${name}/infer`

function check(
  given: Iterable<readonly [number, string]>,
  expected: readonly string[],
  what: string,
): void {
  for (const [nth, answer] of given) {
    const found = difference(answer, expected[nth] ?? '')
    if (found !== undefined) throw new Error(`${what}: ${found}`)
  }
}
