import { setTimeout as sleep } from 'node:timers/promises'
import { chance } from '../../../test/chance.ts'
import { type Connection, openConnection } from './connection.ts'
import type { Course, Open, Outcome } from './job.ts'
import { createTally } from './tally.ts'

/** More than can be under way at the rates of the bench; beyond them requests wait here, which counts. */
const connections = 64

type Arrival = { readonly nth: number; readonly began: number }

/**
 * An open loop: requests come when they come (a Poisson process, in steps of about a millisecond), and a server that is slow
 * finds them waiting. What a request takes counts from its arrival.
 */
export async function openLoop(
  port: number,
  { requests, bodies, seconds }: Course,
  { perSecond, seed }: Open,
): Promise<Outcome> {
  const free = await Promise.all(Array.from({ length: connections }, () => openConnection(port)))
  const queue: Arrival[] = []
  const random = chance(seed)
  const start = performance.now()
  const tally = createTally(start, bodies)
  const untilNext = () => (-Math.log(1 - random()) / perSecond) * 1000
  let underway = 0

  function ask(connection: Connection, { nth, began }: Arrival): void {
    underway++
    connection.ask(requests[nth] ?? Buffer.alloc(0), (status, body) => {
      underway--
      tally.add(nth, began, status, body)
      const waiting = queue.shift()
      if (waiting === undefined) free.push(connection)
      else ask(connection, waiting)
    })
  }
  function arrive(arrival: Arrival): void {
    const connection = free.pop()
    if (connection === undefined) queue.push(arrival)
    else ask(connection, arrival)
  }

  let next = start + untilNext()
  for (let nth = 0, now = start; now < start + seconds * 1000; now = performance.now()) {
    for (; next <= now; next += untilNext()) arrive({ nth: nth++ % requests.length, began: now })
    await sleep(1)
  }
  while (underway > 0) await sleep(1)
  for (const connection of free) connection.close()
  return tally.outcome()
}
