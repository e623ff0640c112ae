import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { servingIn } from '../../../src/cli/serve-options.ts'
import { run } from '../../../src/cli/verbs.ts'
import { waitUntil } from '../../cluster/waiting.ts'

const root = join(import.meta.dirname, '../../..')
const iris = join(root, 'deploy/examples/models/iris.onnx')

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'contender-serve-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** `contender serve` in this process, on any free port, with a cache of its own. */
function serving(argv: readonly string[]) {
  const stop = new AbortController()
  const said = { out: '', err: '' }
  const whole = ['serve', ...argv, '--listen', '127.0.0.1:0', '--cache', join(folder, 'cache')]
  const code = run(whole, {
    out: (text) => {
      said.out += text
    },
    err: (text) => {
      said.err += text
    },
    input: async () => '',
    untilStopped: () => stop.signal,
  })
  return { said, code, stop: () => stop.abort() }
}

const refusal = async (...argv: string[]) => {
  const { said, code } = serving(argv)
  return [await code, said.err.split('\n').filter((line) => !line.startsWith('{'))[0]]
}

/** The lines of one of README's shell sessions. */
function session(command: string): readonly string[] {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const blocks = [...readme.matchAll(/```\n(\$ [\s\S]*?)```/g)].map(([, block = '']) => block)
  return blocks.find((block) => block.startsWith(`$ ${command}`))?.split('\n') ?? []
}

describe('contender serve', () => {
  it('prints what README shows, and the curl that it prints works', async () => {
    const { said, code, stop } = serving(['--model', `iris=${iris}`])
    await waitUntil(() => said.out.endsWith("'\n"), { what: 'its word', limitMs: 60_000 })
    const [, address = ''] = /(http:\/\/127\.0\.0\.1:\d+)/.exec(said.out) ?? []
    const plain = said.out.replaceAll(address, 'http://127.0.0.1:8080').trimEnd().split('\n')
    expect(session('npm run -s contender -- serve').slice(1, 3)).toEqual(plain)

    const [, url = '', body = ''] = /curl -s (\S+) .*-d '(.*)'/.exec(said.out) ?? []
    expect((await fetch(url, { method: 'POST', body })).status).toBe(200)

    const [asked = '', predicts, answers] = session('curl -si')
    const [, sent = ''] = /-d '(.*)'/.exec(asked) ?? []
    const answer = await fetch(url, { method: 'POST', body: sent })
    expect(`x-contender-prediction: ${answer.headers.get('x-contender-prediction')}`).toBe(predicts)
    expect(await answer.text()).toBe(answers)
    stop()
    expect(await code).toBe(0)
  })

  it('serves what a settings file says, and says nothing to a person', async () => {
    const settings = join(folder, 'models.yaml')
    await writeFile(settings, `models:\n  - { name: iris, uri: "file://${iris}", version: "4" }\n`)
    const { said, code, stop } = serving(['--settings', settings])
    await waitUntil(() => said.err.includes('"msg":"ready"'), { what: 'ready', limitMs: 60_000 })
    const [, address = ''] = /"address":"([^"]+)"/.exec(said.err) ?? []
    const answer = await fetch(`${address}/v2/models/iris/versions/4`)
    expect(await answer.json()).toMatchObject({ name: 'iris', versions: ['4'] })
    stop()
    expect(await code).toBe(0)
    expect(said.out).toBe('')
  })

  it.each([
    [
      'without a model',
      [],
      2,
      /^UsageInvalid: models are named by --model NAME=URI or by --settings/,
    ],
    ['with models and settings', ['--model', 'a=b', '--settings', 'c'], 2, /one of them/],
    ['with a model without a name', ['--model', './iris.onnx'], 2, /--model is NAME=URI/],
    ['with a time that is none', ['--model', 'a=b', '--drain', '5'], 2, /--drain is a duration/],
    [
      'with a size that is none',
      ['--model', 'a=b', '--memory', '1GB'],
      2,
      /--memory is a number of bytes/,
    ],
    [
      'with a count that is none',
      ['--model', 'a=b', '--batch-rows', '0'],
      2,
      /--batch-rows is a number/,
    ],
    [
      'with a scheme that is none',
      ['--model', 'a=b', '--allow-schemes', 'ftp'],
      2,
      /--allow-schemes has ftp/,
    ],
    ['with a digest that is none', ['--model', 'a=b@sha256:abc'], 2, /has 64 hexadecimal digits/],
    [
      'with a body that is longer than all may be',
      ['--model', 'a=b', '--memory', '1Mi', '--body-limit', '2Mi'],
      ...([2, /--body-limit is more than --memory/] as const),
    ],
    ['with an option that is none', ['--modle', 'a=b'], 2, /Unknown option '--modle'/],
    ['with a name that is none', ['--model', 'a/b=x'], 2, /--model a\/b=x: the name /],
    [
      'with a model that is not there',
      ['--model', 'a=/not/there.onnx'],
      1,
      /^ModelMissing: a: .*\/not\/there.onnx/,
    ],
    [
      'with a file that is no model',
      ['--model', `a=${import.meta.filename}`],
      1,
      /^ModelInvalid: a: /,
    ],
    [
      'with settings that are not there',
      ['--settings', '/not/there.yaml'],
      1,
      /^SettingsInvalid: \/not\/there.yaml/,
    ],
    [
      'with another model than was meant',
      ['--model', `a=${iris}@sha256:${'0'.repeat(64)}`],
      ...([1, /^ModelDigestMismatch: a: .* should be 0+ and is f693e1ca/] as const),
    ],
  ])('ends at once %s', async (_, argv, code, line) => {
    expect(await refusal(...argv)).toEqual([code, expect.stringMatching(line)])
  })

  it('ends at once at an address that is taken', async () => {
    const first = serving(['--model', `iris=${iris}`])
    await waitUntil(() => first.said.err.includes('listening'), { what: 'it', limitMs: 60_000 })
    const [, port = ''] = /"address":"http:\/\/127\.0\.0\.1:(\d+)"/.exec(first.said.err) ?? []
    const argv = ['serve', '--model', `iris=${iris}`, '--listen', `127.0.0.1:${port}`]
    let err = ''
    const code = await run(argv, {
      out: () => {},
      err: (text) => {
        err += text
      },
      input: async () => '',
      untilStopped: () => new AbortController().signal,
    })
    expect([code, err]).toEqual([1, expect.stringContaining('AddressInvalid: cannot listen')])
    first.stop()
    await first.code
  })
})

describe('what isn’t said', () => {
  const said = (...argv: string[]) =>
    servingIn(['--model', 'a=b', ...argv], { HOME: '/home/me' }, '/here')

  it('is what is usual', () => {
    expect(said()).toMatchObject({
      ...{ listen: { host: '127.0.0.1', port: 8080 }, drainMs: 5_000, leavesWhenAlone: true },
      ...{ mostRows: 32, batchDelayMs: 0, patienceMs: 0 },
      models: { wanted: [{ name: 'a', uri: 'file:///here/b' }] },
      origins: { cache: '/home/me/.cache/contender/models', policy: { loopback: false } },
    })
  })

  it('is not what is said', () => {
    expect(said('--drain', '3s')).toMatchObject({ drainMs: 3_000, leavesWhenAlone: false })
  })

  it('lets whoever may be behind a balancer of loads leave slowly', () => {
    expect(said('--listen', '0.0.0.0:8080')).toMatchObject({
      ...{ drainMs: 5_000, leavesWhenAlone: false, patienceMs: 60_000 },
    })
    expect(said('--listen', '0.0.0.0:8080', '--drain', '1m30s').drainMs).toBe(90_000)
  })
})
