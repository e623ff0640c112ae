import { statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { ContenderError } from '../errors.ts'
import { usualLimits } from '../origins/settings.ts'
import { type Scheme, schemes, uriFrom } from '../origins/uri.ts'
import { wrongWithName } from '../server/models/fields.ts'
import type { Serving } from '../server/serving.ts'
import { addressIn } from './address.ts'
import { parsed } from './arguments.ts'
import { isLoopback } from './loopback.ts'
import { bytesIn, countIn, durationIn } from './quantities.ts'
import { version } from './version.ts'

type Environment = Readonly<Record<string, string | undefined>>

const text = { type: 'string' } as const
const orElse = (value: string) => ({ type: 'string', default: value }) as const

const options = {
  model: { type: 'string', multiple: true, default: [] as string[] } as const,
  settings: text,
  ...{ cache: text, secret: text },
  ...{ 'allow-hosts': orElse('*'), 'allow-schemes': orElse(schemes.join(',')) },
  ...{ 'allow-folders': text, 'allow-loopback': { type: 'boolean', default: false } as const },
  ...{ 'check-origins': orElse('5m'), patience: text },
  ...{ listen: orElse('127.0.0.1:8080'), threads: orElse('1') },
  ...{ 'batch-rows': orElse('32'), 'batch-delay': orElse('0s') },
  ...{ queue: orElse('1024'), requests: orElse('4096') },
  ...{ 'body-limit': text, memory: text },
  ...{ drain: text, 'termination-log': text },
} as const

const valuesIn = (argv: readonly string[]) => parsed(argv, options).values

type Values = ReturnType<typeof valuesIn>

export function servingIn(
  argv: readonly string[],
  environment: Environment,
  folder: string,
): Serving {
  const values = valuesIn(argv)
  const listen = addressIn('listen', values.listen)
  // A person is there who wants to hear at once, and no balancer of loads that has to notice.
  const isAlone = isLoopback(listen.host)
  return {
    ...{ listen, models: modelsOf(values, folder), origins: originsOf(values, environment) },
    followMs: 1_000,
    originCheckMs: durationIn('check-origins', values['check-origins']),
    patienceMs: durationIn('patience', values.patience ?? (isAlone ? '0s' : '1m')),
    threads: countIn('threads', values.threads),
    mostRows: countIn('batch-rows', values['batch-rows']),
    mostWaiting: countIn('queue', values.queue),
    batchDelayMs: durationIn('batch-delay', values['batch-delay']),
    mostRequests: countIn('requests', values.requests),
    ...bodiesOf(values),
    drainMs: durationIn('drain', values.drain ?? '5s'),
    leavesWhenAlone: isAlone && values.drain === undefined,
    version: version(),
    terminationLog: values['termination-log'] ?? usualTerminationLog(),
  }
}

function modelsOf({ model, settings }: Values, folder: string): Serving['models'] {
  if ((settings === undefined) === (model.length === 0)) {
    const what = 'models are named by --model NAME=URI or by --settings FILE, one of them'
    throw new ContenderError('UsageInvalid', what)
  }
  if (settings !== undefined) return { file: settings }
  return { wanted: model.map((word) => wantedIn(word, folder)) }
}

/** `iris=./iris.onnx`, `iris=s3://models/iris.onnx@sha256:9f…`. */
function wantedIn(word: string, folder: string) {
  const [, name = '', uri = '', sha256] = /^([^=]+)=(.+?)(?:@sha256:(.*))?$/.exec(word) ?? []
  if (uri === '') throw new ContenderError('UsageInvalid', `--model is NAME=URI, not ${word}`)
  const wrong = wrongWithName(name)
  if (wrong !== undefined) {
    throw new ContenderError('UsageInvalid', `--model ${word}: the name ${wrong}`)
  }
  if (sha256 !== undefined && !/^[0-9a-f]{64}$/i.test(sha256)) {
    throw new ContenderError('UsageInvalid', `--model ${word}: a sha256 has 64 hexadecimal digits`)
  }
  return { name, uri: uriFrom(uri, folder), sha256 }
}

function originsOf(values: Values, environment: Environment): Serving['origins'] {
  const home = environment['HOME'] || homedir()
  const caches = environment['XDG_CACHE_HOME'] || join(home, '.cache')
  const { cache = join(caches, 'contender', 'models'), secret } = values
  const folders = values['allow-folders']
  return {
    cache,
    policy: {
      schemes: wordsIn(values['allow-schemes']).map(schemeIn),
      hosts: wordsIn(values['allow-hosts']),
      loopback: values['allow-loopback'],
      folders: folders === undefined ? undefined : wordsIn(folders),
    },
    secret: secret === undefined ? undefined : { folder: secret },
    limits: usualLimits,
  }
}

/** A body that is longer than all may be would never be read. */
function bodiesOf({ memory, 'body-limit': limit }: Values) {
  const memoryBytes = memory === undefined ? usualMemory() : bytesIn('memory', memory)
  const bodyBytes = limit === undefined ? Math.ceil(memoryBytes / 8) : bytesIn('body-limit', limit)
  if (bodyBytes <= memoryBytes) return { bodyBytes, memoryBytes }
  throw new ContenderError('UsageInvalid', '--body-limit is more than --memory')
}

const mebi = 2 ** 20

/** Tensors take many times as much for a moment as the JSON that they come from, and models are there, too. */
function usualMemory(): number {
  const part = Math.floor(process.constrainedMemory() / 16)
  return part > 0 ? Math.min(256 * mebi, part) : 256 * mebi
}

const wordsIn = (list: string) =>
  list
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')

function schemeIn(word: string): Scheme {
  const scheme = schemes.find((each) => each === word)
  if (scheme !== undefined) return scheme
  const what = `--allow-schemes has ${word}, which is none of ${schemes.join(', ')}`
  throw new ContenderError('UsageInvalid', what)
}

/** Where Kubernetes reads why a container has ended. */
function usualTerminationLog(): string | undefined {
  const path = '/dev/termination-log'
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true ? path : undefined
}
