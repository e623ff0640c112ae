import { type Connection, openConnection } from './connection.ts'
import type { Closed, Course, Outcome } from './job.ts'
import { createTally, type Tally } from './tally.ts'

type Run = {
  readonly requests: readonly Buffer[]
  readonly tally: Tally
  readonly end: number
  /** Whose turn it is, of all connections together. */
  readonly next: () => number
}

/** A closed loop: what a server can do at most, with so many callers who wait for each answer. */
export async function closedLoop(
  port: number,
  { requests, bodies, seconds }: Course,
  { connections }: Closed,
): Promise<Outcome> {
  const open = await Promise.all(Array.from({ length: connections }, () => openConnection(port)))
  const start = performance.now()
  let turn = 0
  const next = () => turn++ % requests.length
  const tally = createTally(start, bodies)
  const about = { requests, tally, end: start + seconds * 1000, next }
  await Promise.all(open.map((connection) => run(connection, about)))
  for (const connection of open) connection.close()
  return tally.outcome()
}

function run(connection: Connection, { requests, tally, end, next }: Run): Promise<void> {
  return new Promise((resolve) => {
    const ask = () => {
      const began = performance.now()
      const nth = next()
      const request = requests[nth]
      if (began >= end || request === undefined) return resolve()
      connection.ask(request, (status, body) => {
        tally.add(nth, began, status, body)
        ask()
      })
    }
    ask()
  })
}
