import type { Contestant } from '../../bench/contest/contestant.ts'
import { findPython, type Unavailable } from '../../bench/python.ts'
import { requirements, startMlserver } from '../../bench/serve/mlserver/mlserver.ts'
import { startOurs } from '../../bench/serve/ours.ts'
import { startRouter } from './router.ts'
import { served } from './served.ts'

/** Whom the clients can be let loose on, all with the same models. */
export const servers: Readonly<Record<string, () => Promise<Contestant | Unavailable>>> = {
  contender: () => startOurs('src/main.ts', served),
  router: async () => startRouter(await startOurs('src/main.ts', served)),
  mlserver: async () => {
    const found = await findPython(requirements)
    if ('unavailable' in found) return found
    return startMlserver({ python: found.python, parser: 'h11', models: served })
  },
}
