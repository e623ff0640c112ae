/**
 * `npm run test:clients [-- [--against mlserver] arguments of pytest]`: real clients of the protocol against the real
 * server with nearly all models of test/models, then what its OpenAPI document promises. Exit code 3 and one line on stderr
 * where this machine can't run it.
 */
import { join } from 'node:path'
import { cannotRun, findPython } from '../../bench/python.ts'
import { fuzz } from './fuzzing.ts'
import { runPython } from './python-run.ts'
import { served } from './served.ts'
import { servers } from './servers.ts'

const suite = join(import.meta.dirname, 'suite')
/** In this order: the last one asks for what may end a server. */
const files = ['triton_server', 'triton_values', 'triton_requests', 'kserve', 'survival']
/** Of our own /openapi.json; others have theirs elsewhere. */
const ownFiles = ['document']

process.exitCode = await run(process.argv.slice(2))

async function run(argv: readonly string[]): Promise<number> {
  const [against = '', args] =
    argv[0] === '--against' ? [argv[1], argv.slice(2)] : ['contender', argv]
  const start = servers[against]
  if (start === undefined) return refuse(`--against takes ${Object.keys(servers).join(', ')}`, 2)
  const found = await findPython(join(import.meta.dirname, 'requirements.txt'))
  if ('unavailable' in found) return refuse(found.unavailable, cannotRun)
  const server = await start()
  if ('unavailable' in server) return refuse(server.unavailable, cannotRun)
  try {
    const url = `http://127.0.0.1:${server.port}`
    const isOurs = against !== 'mlserver'
    const clients = await ask(found.python, url, [...(isOurs ? ownFiles : []), ...files], args)
    const document = isOurs && args.length === 0 ? await fuzz(found.python, url) : true
    return clients && document ? 0 : 1
  } finally {
    await server.stop()
  }
}

function ask(
  python: string,
  url: string,
  names: readonly string[],
  args: readonly string[],
): Promise<boolean> {
  const pytest = ['-v', '--tb=short', '-p', 'no:cacheprovider', '--rootdir', suite]
  const paths = names.map((name) => join(suite, `test_${name}.py`))
  return runPython(python, ['-m', 'pytest', ...pytest, ...paths, ...args], {
    CLIENTS_URL: url,
    CLIENTS_MODELS: join(import.meta.dirname, '../models'),
    CLIENTS_SERVED: served.map(({ name }) => name).join(','),
  })
}

function refuse(why: string, code: number): number {
  process.stderr.write(`${why}\n`)
  return code
}
