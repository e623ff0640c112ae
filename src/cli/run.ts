import { ContenderError } from '../errors.ts'
import { addressIn } from './address.ts'
import { parsed } from './arguments.ts'
import { imagesIn } from './images.ts'
import { runCluster } from './machine.ts'
import { type Placed, readObjects } from './objects.ts'
import type { Terminal, Verb } from './verb.ts'

const help = `Usage: contender run [--state DIR] [--kubeconfig FILE] [--port N] [--image NAME=COMMAND]… [FILE…]

Starts a small Kubernetes on this machine, with nothing but Node: an API server on loopback that kubectl
can talk to, the operator, and Deployments as child processes. FILE is a manifest, a folder of them, or -
for standard input; all of them are applied or, where one object is refused, none. Ctrl-C ends it, and all
that it has started.

Options:
  --state DIR         keep everything in DIR, and go on with what is there; without it, nothing is kept
  --kubeconfig FILE   where to write how to reach it, but not over that of another cluster;
                      default DIR/kubeconfig, or a new folder
  --port N            of the API server; default the one of the last time, or any that is free
  --image NAME=COMMAND
                      containers of the image NAME run COMMAND; may be given several times. An image that
                      isn't named runs nothing: its pods wait, and say so
  --admin HOST:PORT   where the operator answers /metrics, /livez and /readyz; default 127.0.0.1:0

Exit code: 0 stopped as asked, 1 it cannot go on or a file cannot be applied, 2 wrong command line.

Examples:
  contender run deploy/examples/smallest.yaml
  contender run --state ./kept --image 'web:1=python3 -m http.server --bind $(HOST) $(PORT)' web.yaml
`

export const run: Verb = {
  help,
  async run(argv, terminal) {
    const { words, ...asked } = askedFor(argv)
    const objects = await soundObjects(words, terminal)
    await runCluster(asked, objects, terminal)
    return 0
  },
}

function askedFor(argv: readonly string[]) {
  const options = {
    state: { type: 'string' },
    kubeconfig: { type: 'string' },
    port: { type: 'string' },
    image: { type: 'string', multiple: true, default: [] as string[] },
    admin: { type: 'string', default: '127.0.0.1:0' },
  } as const
  const { values, positionals } = parsed(argv, options, 'words')
  const { state, kubeconfig, port, image, admin } = values
  for (const [option, path] of Object.entries({ state, kubeconfig })) {
    // What an unset variable of a shell leaves; it must not come to mean the folder one is in.
    if (path === '') throw new ContenderError('UsageInvalid', `--${option} names nothing`)
  }
  return {
    ...{ words: positionals, state, kubeconfig },
    port: port === undefined ? undefined : portIn(port),
    images: imagesIn(image),
    admin: addressIn('admin', admin),
  }
}

function portIn(text: string): number {
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port
  throw new ContenderError('UsageInvalid', `--port is a number up to 65535, not ${text}`)
}

/** Nothing is started for files of which one cannot be read. */
async function soundObjects(
  words: readonly string[],
  { err, input }: Terminal,
): Promise<readonly Placed[]> {
  const found = await readObjects(words, input)
  const unreadable = found.flatMap((each) => ('said' in each ? [each.said] : []))
  if (unreadable.length === 0) return found.filter((each) => 'value' in each)
  err(unreadable.map((line) => `${line}\n`).join(''))
  throw new ContenderError('ManifestRefused', 'nothing was started')
}
