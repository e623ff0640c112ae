import { routePredictions } from '../router/routing.ts'
import { createLog } from '../telemetry/log.ts'
import { routingIn } from './route-options.ts'
import type { Verb } from './verb.ts'

const help = `Usage: contender route --plan FILE [--keys FILE] [options]

Divides predictions between a champion and its challengers as a plan says, over HTTP. FILE is a routing plan, YAML
or JSON (see docs/route.md). Where a challenger fails, the champion answers. The log is lines of JSON on standard
error.

Options:
  --plan FILE         what to begin with; a newer plan is pushed to the admin port
  --keys FILE         key ids and their secrets: { "k1": "<base64>" }, or a folder with a file for each, as a
                      Secret is mounted; looked at every 10 s. Absent: made anew, for as long as the process lives
  --listen HOST:PORT  where clients ask; default 127.0.0.1:8080, port 0 takes any that is free
  --admin HOST:PORT   where it answers /metrics, /livez, /readyz, the operator and other routers; default
                      127.0.0.1:9090

  --state FOLDER      where counts and receipts seen are kept, and are found again when it starts; a folder for
                      each router; wants --keys. Absent: they live as long as the process
  --siblings HOST:PORT
                      admin port of other routers of the experiment; may be given more than once. A name stands
                      for all its addresses, and one router that answers is enough to find the rest. They score
                      outcomes of each other's receipts, and one that stops leaves its counts to another
  --advertise HOST:PORT
                      where other routers reach the admin port of this one; default the address of --admin

  --requests N        requests under way at a time; default 4096
  --body-limit SIZE   of one body; default an eighth of --memory
  --memory SIZE       of all bodies at a time, and an eighth more for copies; default 256Mi
  --drain TIME        after SIGTERM, how long it goes on answering while it says that it isn't ready;
                      default 5s, or on a loopback address as long as anybody is connected, at most 5s

Exit code: 0 stopped as asked, 1 it cannot go on, 2 wrong command line.

Example:
  contender route --plan deploy/examples/routing/plan.yaml
`

export const route: Verb = {
  help,
  async run(argv, { out, err, untilStopped }) {
    const routing = routingIn(argv)
    const log = createLog({ write: err })
    await routePredictions(routing, { log, say: out }, untilStopped())
    return 0
  },
}
