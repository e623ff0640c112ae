/**
 * A process of its own, so that connections go on while the one that knows the cluster is busy: it listens
 * on the addresses of Services, and brings connections to their endpoints. What it is told comes as lines of
 * JSON (`Order`) on its standard input, and it goes by the last it heard for as long as that is open. When it
 * closes, whoever started the process is gone, and so is the process.
 */
import { createServer, type Server } from 'node:net'
import { createInterface } from 'node:readline'
import { type Choice, createChoice } from './choosing.ts'
import type { Listener, Order, Report } from './orders.ts'
import { relay } from './relay.ts'

type Open = { readonly server: Server; readonly choice: Choice; readonly port: number }

const listeners = new Map<string, Open>()

process.title = 'contender proxy'
// Ctrl-C reaches all processes of a terminal: whoever started this one says when it is over.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {})
process.stdout.on('error', () => process.exit())

const orders = createInterface(process.stdin)
orders.on('line', (line) => {
  const order: Order = JSON.parse(line)
  if ('close' in order) close(order.close)
  else listen(order.listen)
})
orders.on('close', () => process.exit())

function listen(wanted: Listener): void {
  const known = listeners.get(wanted.id)
  known?.choice.replace(wanted.endpoints)
  if (known?.port !== wanted.port) {
    close(wanted.id)
    open(wanted)
  } else if (known.server.listening) report(wanted)
}

function open({ id, host, port, endpoints }: Listener): void {
  const choice = createChoice(() => performance.now())
  choice.replace(endpoints)
  const options = { allowHalfOpen: true, pauseOnConnect: true, noDelay: true }
  const server = createServer(options, (client) => relay(client, choice))
  listeners.set(id, { server, choice, port })
  server.on('error', ({ code = 'unknown' }: NodeJS.ErrnoException) => {
    if (listeners.get(id)?.server !== server) return
    listeners.delete(id)
    report({ id, port, refused: code })
  })
  server.listen({ host, port }, () => {
    if (listeners.get(id)?.server === server) report({ id, port })
    else server.close() // it was told to while it was about to open
  })
}

/** Connections that stand are left to their two sides. */
function close(id: string): void {
  listeners.get(id)?.server.close()
  listeners.delete(id)
}

function report({ id, port, refused }: Report): void {
  const said = { id, port, ...(refused === undefined ? {} : { refused }) }
  process.stdout.write(`${JSON.stringify(said)}\n`)
}
