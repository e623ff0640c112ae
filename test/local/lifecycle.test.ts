import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { kubectl as asKubectl } from '../cluster/kubectl.ts'
import { waitUntil } from '../cluster/waiting.ts'
import { failing, web, webImage } from './web.ts'

/** `contender run`, and kubectl as people use it there: from the first apply to the last delete. */
const images = ['--image', webImage, '--image', 'sh:1=sh -c']
const child = spawn(process.execPath, ['src/main.ts', 'run', ...images], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
const exited = once(child, 'exit')
let kubeconfig = ''

beforeAll(async () => {
  let out = ''
  child.stdout.on('data', (text) => {
    out += text
  })
  await waitUntil(() => out.includes('Ctrl-C'), { what: 'contender run', limitMs: 60_000 })
  kubeconfig = /KUBECONFIG=(.*)/.exec(out)?.[1] ?? ''
})
afterAll(async () => {
  child.kill('SIGINT')
  expect(await exited).toEqual([0, null])
})

const access = () => ({ kubeconfig, url: '' })

/** What kubectl says, without a complaint. */
async function kubectl(line: string, input = ''): Promise<string> {
  const { code, out, err } = await asKubectl(line.split(' '), input, access())
  expect({ line, code, err }).toEqual({ line, code: 0, err: '' })
  return out.trimEnd()
}

async function answerOf(service: string): Promise<string> {
  const path = '{.metadata.annotations.contender\\.dev/loopback}'
  const address = JSON.parse(await kubectl(`get service ${service} -o jsonpath=${path}`))['80']
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  get(`http://${address}`, { agent: false }, resolve).on('error', reject)
  return text(await promise)
}

it('brings a Deployment up, behind its Service', async () => {
  await kubectl('create configmap words --from-literal=words.txt=hello')
  expect(await kubectl('apply -f -', web('one'))).toBe(
    'deployment.apps/web created\nservice/web created',
  )
  expect(await kubectl('rollout status deployment/web --timeout=60s')).toContain(
    'successfully rolled out',
  )
  await kubectl('wait --for=condition=Available deployment/web --timeout=60s')
  await kubectl('wait --for=condition=Ready pod -l app=web --timeout=60s')
  expect(await kubectl('get deployment web --no-headers')).toMatch(/^web +2\/2 +2 +2 /)
  const answers = () => answerOf('web').then((words) => words === 'one hello')
  await waitUntil(async () => answers().catch(() => false), { what: 'an answer', limitMs: 20_000 })
})

it('shows what its containers say, and how they are', async () => {
  const [pod = ''] = (await kubectl('get pods -l app=web -o name')).split('\n')
  expect(await kubectl(`logs ${pod}`)).toBe('listening with one')
  expect(await kubectl(`logs ${pod} --timestamps`)).toMatch(
    /^\d{4}-\d\d-\d\dT\S+Z listening with one$/,
  )
  expect(await kubectl('logs deployment/web --all-pods --tail=1')).toContain('listening with one')
  const described = await kubectl(`describe ${pod}`)
  expect(described).toMatch(/Status: +Running/)
  expect(described).toMatch(/Normal +Started/)
  expect(await kubectl(`get ${pod} --no-headers`)).toMatch(/ 1\/1 +Running +0 /)
})

it('brings what changes in a ConfigMap to the files of its Pods', async () => {
  await kubectl('patch configmap words --type=merge -p {"data":{"words.txt":"bye"}}')
  const answers = () => answerOf('web').then((words) => words === 'one bye')
  await waitUntil(answers, { what: 'the new words', limitMs: 60_000 })
})

it('replaces Pods without a failed answer, and follows the scale', async () => {
  const answers: string[] = []
  const asking = new AbortController()
  const asks = (async () => {
    while (!asking.signal.aborted) answers.push(await answerOf('web').catch((cause) => `${cause}`))
  })()
  await kubectl('apply -f -', web('two', 3))
  await kubectl('rollout status deployment/web --timeout=60s')
  await waitUntil(() => answers.slice(-5).every((words) => words === 'two bye'), {
    what: 'the new Pods alone to answer',
    limitMs: 30_000,
  })
  asking.abort()
  await asks
  expect(answers.filter((words) => !['one bye', 'two bye'].includes(words))).toEqual([])
  expect(await kubectl('scale deployment web --replicas=1')).toBe('deployment.apps/web scaled')
  const count = async () => (await kubectl('get pods -l app=web -o name')).split('\n').length
  await waitUntil(async () => (await count()) === 1, { what: 'one Pod', limitMs: 30_000 })
})

it('says what an image lacks, and what fails again and again', async () => {
  await kubectl('create deployment stranger --image=nobody/knows:1')
  await kubectl('apply -f -', failing())
  const reason = '{.items[0].status.containerStatuses[0].state.waiting.reason}'
  for (const [name, expected] of [
    ['stranger', 'ErrImageNeverPull'],
    ['failing', 'CrashLoopBackOff'],
  ]) {
    const said = () => kubectl(`get pods -l app=${name} -o jsonpath=${reason}`)
    const isSo = async () => (await said()) === expected
    await waitUntil(isSo, { what: `${expected} of ${name}`, limitMs: 60_000 })
  }
  expect(await kubectl('get pods --no-headers')).toMatch(/ 0\/1 +ErrImageNeverPull +0 /)
  const message = '{.items[0].status.containerStatuses[0].state.waiting.message}'
  expect(await kubectl(`get pods -l app=stranger -o jsonpath=${message}`)).toContain(
    '--image NAME=COMMAND',
  )
})

it('runs a Pod that stands for itself, and shows how it ended', async () => {
  const phase = (name: string) => kubectl(`get pod ${name} -o jsonpath={.status.phase}`)
  const untilIs = (name: string, wanted: string) =>
    waitUntil(async () => (await phase(name)) === wanted, {
      what: `${name} to be ${wanted}`,
      limitMs: 30_000,
    })
  await kubectl('run alone --image=web:1 --port=8080 --env=WORDS=alone')
  await kubectl('wait --for=condition=Ready pod/alone --timeout=60s')
  expect(await kubectl('get pod alone --no-headers')).toMatch(/^alone +1\/1 +Running +0 /)
  const hasSaid = async () => (await kubectl('logs alone')) !== '' // without a probe, one that runs is ready
  await waitUntil(hasSaid, { what: 'it to listen', limitMs: 30_000 })
  expect(await kubectl('logs alone')).toBe('listening with alone')
  await kubectl('delete pod alone --timeout=60s')

  await kubectl('run done --image=sh:1 --restart=Never -- true')
  await untilIs('done', 'Succeeded')
  expect(await kubectl('get pod done --no-headers')).toMatch(/^done +0\/1 +Completed +0 /)
  await kubectl('run failed --image=sh:1 --restart=Never -- false')
  await untilIs('failed', 'Failed')
  expect(await kubectl('get pod failed --no-headers')).toMatch(/^failed +0\/1 +Error +0 /)
  await kubectl('delete pod done failed')
})

it('says of a Pod that no node suits why it waits', async () => {
  const overrides = '--overrides={"spec":{"nodeSelector":{"disk":"fast"}}}'
  await kubectl(`run picky --image=web:1 ${overrides}`)
  const described = () => kubectl('describe pod picky')
  const isTold = async () => (await described()).includes('FailedScheduling')
  await waitUntil(isTold, { what: 'the reason', limitMs: 30_000 })
  expect(await described()).toMatch(/PodScheduled +False/)
  expect(await kubectl('get pod picky --no-headers')).toMatch(/^picky +0\/1 +Pending +0 /)
  await kubectl('delete pod picky')
})

it('takes away what hangs on a Deployment, and with a namespace all that is in it', async () => {
  await kubectl('delete deployment web --timeout=60s')
  const isGone = async () =>
    (await asKubectl(['get', 'pods', '-l', 'app=web', '-o', 'name'], '', access())).out === ''
  await waitUntil(isGone, { what: 'the Pods to go', limitMs: 30_000 })
  await kubectl('create namespace short')
  await kubectl('-n short create configmap a')
  expect(await kubectl('delete namespace short --timeout=30s')).toBe('namespace "short" deleted')
})
