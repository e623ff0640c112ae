import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { kubectl } from '../../cluster/kubectl.ts'
import { waitUntil } from '../../cluster/waiting.ts'
import { marked } from '../../unit/local/kubelet/processes/marked.ts'
import { deaf, echo } from './programs.ts'
import { onEachServer } from './servers.ts'
import { containerOf, createWorld, isReady, node, sh } from './world.ts'

const soon = { backOff: { baseMs: 300, capMs: 600, forgivenMs: 60_000 } }

onEachServer((server) => {
  it('runs a Pod as a process that knows where to listen, and says where that is', async () => {
    const { runKubelet, create, until, fetchFrom, events, troubles } = await createWorld(server)
    runKubelet()
    const web = node(echo, {
      ports: [{ containerPort: 8080, name: 'http' }],
      readinessProbe: { httpGet: { port: 'http' }, periodSeconds: 1 },
      env: [{ name: 'AT', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } }],
    })
    await create('web', { containers: [web] })
    const pod = await until('web', 'it to be ready', isReady)
    expect(pod.status).toMatchObject({ phase: 'Running', podIP: '127.0.0.1' })
    const { pid, env } = await fetchFrom(pod)
    expect(containerOf(pod)?.containerID).toBe(`process://${pid}/0`)
    expect(env).toMatchObject({ HOSTNAME: 'web', CONTENDER_POD_UID: pod.metadata.uid })
    expect(Object.keys(env)).not.toContain('npm_config_user_agent')
    expect((await events('web')).map(({ reason }) => reason)).toContain('Started')
    expect(troubles).toEqual([])
  })

  it('runs init containers one after the other, over volumes that they share', async () => {
    const { runKubelet, create, until } = await createWorld(server)
    runKubelet()
    const volumeMounts = [{ name: 'shared', mountPath: '/shared' }]
    const init = (name: string, script: string) => sh(script, { name, volumeMounts })
    await create('web', {
      volumes: [{ name: 'shared', emptyDir: {} }],
      initContainers: [
        init('one', 'echo 1 > /shared/x'),
        init(
          'two',
          'test -e /shared/failed || { touch /shared/failed; exit 1; }; echo 2 >> /shared/x',
        ),
      ],
      containers: [sh('cat /shared/x > $TERMINATION_LOG', { volumeMounts })],
      restartPolicy: 'OnFailure',
    })
    const { status } = await until('web', 'it to end', (pod) => pod.status.phase === 'Succeeded')
    expect(status.initContainerStatuses).toMatchObject([
      { ready: true, restartCount: 0, state: { terminated: { reason: 'Completed' } } },
      { ready: true, restartCount: 1, lastState: { terminated: { exitCode: 1 } } },
    ])
    expect(status.containerStatuses?.[0]?.state.terminated?.message).toBe('1\n2\n')
  })

  it('tells how a container ended, and begins it again, later and later', async () => {
    const { runKubelet, create, until, events } = await createWorld(server)
    runKubelet(soon)
    await create('web', {
      containers: [sh('echo why; exit 3', { terminationMessagePolicy: 'FallbackToLogsOnError' })],
    })
    const pod = await until('web', 'back-off', (pod) => {
      const { restartCount = 0, state } = containerOf(pod) ?? {}
      return restartCount >= 2 && state?.waiting?.reason === 'CrashLoopBackOff'
    })
    expect(containerOf(pod)?.lastState.terminated).toMatchObject({
      ...{ exitCode: 3, reason: 'Error', message: 'why\n' },
    })
    expect(isReady(pod)).toBe(false)
    expect((await events('web')).map(({ reason }) => reason)).toContain('BackOff')
  })

  it('tells what happens so that kubectl shows it in its order', async () => {
    const world = await createWorld(server)
    world.runKubelet(soon)
    await world.create('web', { containers: [sh('exit 3')] })
    const order = ['Started', 'Started', 'BackOff', 'Started', 'BackOff']
    const told = async () => (await world.events('web')).length >= order.length
    await waitUntil(told, { what: 'the story', limitMs: 30_000 })
    const events = await world.events('web')
    expect(events.slice(0, order.length).map(({ reason }) => reason)).toEqual(order)
    expect(events[2]?.note).toBe(
      'container main ended again, with exit code 3, and is not begun for 0.3 s',
    )
    const args = ['describe', 'pod', 'web', '--namespace', world.namespace]
    const { out } = await kubectl(args, '', world.access())
    const shown = [...out.matchAll(/^ {2}(?:Normal|Warning) +(\w+)/gm)].map(([, reason]) => reason)
    expect(shown.slice(0, order.length)).toEqual(order)
  })

  it.each([
    ['Never', 'exit 0', 'Succeeded', 'Completed'],
    ['Never', 'exit 1', 'Failed', 'Error'],
    ['OnFailure', 'exit 0', 'Succeeded', 'Completed'],
  ])('with the policy %s, leaves «%s» at that: %s', async (restartPolicy, script, phase, reason) => {
    const { runKubelet, create, until } = await createWorld(server)
    runKubelet()
    await create('web', { restartPolicy, containers: [sh(script)] })
    const pod = await until('web', phase, ({ status }) => status.phase === phase)
    expect(containerOf(pod)).toMatchObject({ restartCount: 0, state: { terminated: { reason } } })
  })

  it('begins a Pod anew that is to succeed, and leaves it once it has', async () => {
    const { runKubelet, create, until } = await createWorld(server)
    runKubelet(soon)
    const volumeMounts = [{ name: 'kept', mountPath: '/kept' }]
    await create('web', {
      restartPolicy: 'OnFailure',
      volumes: [{ name: 'kept', emptyDir: {} }],
      containers: [sh('test -e /kept/tried || { touch /kept/tried; exit 4; }', { volumeMounts })],
    })
    const pod = await until('web', 'its end', ({ status }) => status.phase === 'Succeeded')
    expect(containerOf(pod)).toMatchObject({
      ...{ restartCount: 1, state: { terminated: { exitCode: 0 } } },
      lastState: { terminated: { exitCode: 4 } },
    })
  })

  it('says what image it does not know, and what a Pod asks for in vain', async () => {
    const { runKubelet, create, until, events } = await createWorld(server)
    runKubelet()
    await create('unknown', { containers: [sh('true', { image: 'no-such' })] })
    await create('greedy', {
      volumes: [{ name: 'v', nfs: { server: 'x', path: '/x' } }],
      containers: [sh('true')],
    })
    const waits = (reason: string) => (pod: Parameters<typeof containerOf>[0]) =>
      containerOf(pod)?.state.waiting?.reason === reason
    const unknown = await until('unknown', 'the word', waits('ErrImageNeverPull'))
    expect(containerOf(unknown)?.state.waiting?.message).toContain('image no-such is not known')
    const greedy = await until('greedy', 'the word', waits('CreateContainerConfigError'))
    expect(containerOf(greedy)?.state.waiting?.message).toBe('volume v: nfs is not supported')
    await waitUntil(async () => (await events('greedy')).length > 0, {
      what: 'an event',
      limitMs: 30_000,
    })
  })

  it('says which program is not there', async () => {
    const { runKubelet, create, until } = await createWorld(server)
    runKubelet()
    await create('web', {
      containers: [sh('', { command: ['no-such-program'] })],
      restartPolicy: 'Never',
    })
    const pod = await until('web', 'its failure', ({ status }) => status.phase === 'Failed')
    expect(containerOf(pod)?.state.terminated).toMatchObject({
      ...{ exitCode: 128, reason: 'StartError' },
      message: 'no program "no-such-program" was found',
    })
  })

  it('waits for what a Pod refers to, and begins as soon as it is there', async () => {
    const { runKubelet, create, until, put } = await createWorld(server)
    runKubelet()
    const secretKeyRef = { name: 'keys', key: 'k' }
    await create('web', {
      volumes: [{ name: 'conf', configMap: { name: 'conf' } }],
      containers: [
        sh('cat /etc/conf/a; echo $KEY; sleep 99', {
          volumeMounts: [{ name: 'conf', mountPath: '/etc/conf' }],
          env: [{ name: 'KEY', valueFrom: { secretKeyRef } }],
        }),
      ],
    })
    const waitsFor = (part: string) => (pod: Parameters<typeof containerOf>[0]) =>
      containerOf(pod)?.state.waiting?.message?.includes(part) === true
    await until('web', 'the word', waitsFor('/conf is not there'))
    await put('configmaps', 'conf', { data: { a: 'A' } })
    await until('web', 'the word', waitsFor('/keys is not there'), 5000)
    await put('secrets', 'keys', { stringData: { other: 'x' } })
    await until('web', 'the word', waitsFor('/keys has no k'), 5000)
    await put('secrets', 'keys', { stringData: { k: 'K' } })
    await until('web', 'it to run', isReady, 5000)
  })

  it('brings changes of a ConfigMap to the files of a Pod that runs', async () => {
    const { runKubelet, create, until, put } = await createWorld(server)
    const { said } = runKubelet()
    await put('configmaps', 'conf', { data: { a: 'old\n' } })
    const script = 'while :; do cat /etc/conf/a; sleep 0.1; done'
    const pod = await create('web', {
      volumes: [{ name: 'conf', configMap: { name: 'conf' } }],
      containers: [sh(script, { volumeMounts: [{ name: 'conf', mountPath: '/etc/conf' }] })],
    })
    await until('web', 'it to run', isReady)
    const hasRead = async () => (await said(pod))?.includes('old') === true
    await waitUntil(hasRead, { what: 'it to read the file', limitMs: 30_000 })
    await put('configmaps', 'conf', { data: { a: 'new\n' } })
    const isThere = async () => (await said(pod))?.includes('new') === true
    await waitUntil(isThere, { what: 'the change', limitMs: 30_000 })
    expect(await said(pod)).toMatch(/^(old\n)+(new\n)+$/)
  })

  it('lets a Pod take part while its readiness probe says so', async () => {
    const { runKubelet, create, until, fetchFrom, get } = await createWorld(server)
    runKubelet()
    const httpGet = { port: 8080, path: '/' }
    const web = node(
      `${echo}
      process.on('SIGUSR1', () => require('node:fs').writeFileSync('ill', ''))
      process.on('SIGUSR2', () => require('node:fs').rmSync('ill'))`,
      {
        ports: [{ containerPort: 8080 }],
        readinessProbe: { httpGet, periodSeconds: 1, failureThreshold: 1 },
      },
    )
    await create('web', { containers: [web] })
    const { pid } = await fetchFrom(await until('web', 'it to be ready', isReady))
    process.kill(pid, 'SIGUSR1')
    const ill = await until('web', 'it to be ill', (pod) => !isReady(pod))
    expect(ill.status.phase).toBe('Running')
    process.kill(pid, 'SIGUSR2')
    await until('web', 'it to be well', isReady)
    expect(containerOf((await get('web')) ?? ill)?.restartCount).toBe(0)
  })

  it('ends a container that does not live, and begins it again', async () => {
    const { runKubelet, create, until, events } = await createWorld(server)
    runKubelet()
    const livenessProbe = {
      ...{ exec: { command: ['test', '!', '-e', '/state/ill'] } },
      ...{ periodSeconds: 1, failureThreshold: 1 },
    }
    const volumeMounts = [{ name: 'state', mountPath: '/state' }]
    const script =
      'trap "rm -f /state/ill; exit 0" TERM; echo $HOME; touch /state/ill; while :; do sleep 0.1; done'
    await create('web', {
      volumes: [{ name: 'state', emptyDir: {} }],
      containers: [sh(script, { livenessProbe, volumeMounts })],
    })
    const pod = await until('web', 'a restart', (pod) => (containerOf(pod)?.restartCount ?? 0) > 0)
    expect(containerOf(pod)?.lastState.terminated).toMatchObject({
      exitCode: 0,
      reason: 'Completed',
    })
    const notes = (await events('web')).map(({ reason, note }) => `${reason}: ${note}`)
    expect(notes).toContain('Killing: container main has failed its liveness probe')
    expect(notes.join()).toContain('Unhealthy: container main fails its liveness probe')
  })

  it('lets a Pod end in its own way: its hook, a signal, and time', async () => {
    const { runKubelet, create, until, untilGone, remove, folder } = await createWorld(server)
    runKubelet()
    const place = join(folder, 'told')
    const script = `trap 'echo term >> ${place}; exit 0' TERM; echo up; while :; do sleep 0.1; done`
    const preStop = { exec: { command: ['sh', '-c', `echo hook >> ${place}`] } }
    const pod = await create('web', { containers: [sh(script, { lifecycle: { preStop } })] })
    await until('web', 'it to run', isReady)
    await remove('web')
    await untilGone(pod)
    expect(readFileSync(place, 'utf8')).toBe('hook\nterm\n')
    const isForgotten = () => readdirSync(join(folder, 'pods')).length === 0
    await waitUntil(isForgotten, { what: 'its folder to go', limitMs: 30_000 })
    expect(readdirSync(join(folder, 'processes'))).toEqual([])
  })

  it('kills what does not end in time, with all that it has begun', async () => {
    const { runKubelet, create, until, untilGone, remove, get } = await createWorld(server)
    runKubelet()
    const pod = await create('web', { containers: [sh(`(${deaf}) & ${deaf}`)] })
    await until('web', 'it to run', isReady)
    const waitFor = async () => (await marked(pod.metadata.uid)).length >= 3
    await waitUntil(waitFor, { what: 'its processes', limitMs: 30_000 })
    const begun = performance.now()
    await remove('web')
    expect((await get('web'))?.metadata).toHaveProperty('deletionTimestamp')
    await untilGone(pod)
    expect(performance.now() - begun).toBeGreaterThan(1900)
  })

  it('ends what the API has no more, though nobody asked it to', async () => {
    const { runKubelet, create, until, untilGone, remove } = await createWorld(server)
    runKubelet()
    const pod = await create('web', { containers: [sh(deaf)], terminationGracePeriodSeconds: 1 })
    await until('web', 'it to run', isReady)
    await remove('web', { gracePeriodSeconds: 0 })
    await untilGone(pod)
  })

  it('runs a Pod that took the name of another, while that one ends', async () => {
    const { runKubelet, create, until, untilGone, remove } = await createWorld(server)
    runKubelet()
    const containers = [sh(deaf, { ports: [{ containerPort: 80 }] })]
    const first = await create('web', { containers })
    await until('web', 'it to run', isReady)
    await remove('web', { gracePeriodSeconds: 0 })
    const second = await create('web', { containers })
    const pod = await until('web', 'it to run', isReady)
    expect(pod.metadata.uid).toBe(second.metadata.uid)
    await untilGone(first)
    expect(await marked(second.metadata.uid)).not.toEqual([])
  })

  it('leaves Pods of other nodes alone', async () => {
    const { runKubelet, create, until, get } = await createWorld(server)
    runKubelet()
    await create('other', { nodeName: 'elsewhere', containers: [sh('true')] })
    await create('web', { containers: [sh('sleep 99')] })
    await until('web', 'it to run', isReady)
    expect((await get('other'))?.status).not.toHaveProperty('containerStatuses')
  })

  it('writes nothing on a Pod to which nothing happens, probes or not', async () => {
    const { runKubelet, create, until, get, patch } = await createWorld(server)
    runKubelet()
    const probe = { exec: { command: ['true'] }, periodSeconds: 1 }
    await create('web', {
      containers: [sh('sleep 99', { livenessProbe: probe, readinessProbe: probe })],
    })
    await until('web', 'it to run', isReady)
    await patch('web', { metadata: { annotations: { a: 'b' } } })
    const { metadata } = (await get('web')) ?? {}
    await sleep(3000) // three rounds of probes
    expect((await get('web'))?.metadata.resourceVersion).toBe(metadata?.resourceVersion)
  })

  it('says of a Node program whose heap is full that memory was what it lacked', async () => {
    const { runKubelet, create, until } = await createWorld(server)
    runKubelet()
    const script = 'const all = []; for (;;) all.push(new Array(1e5).fill(Math.random()))'
    const resources = { limits: { memory: '64Mi' } }
    await create('web', { restartPolicy: 'Never', containers: [node(script, { resources })] })
    const pod = await until('web', 'its end', ({ status }) => status.phase === 'Failed', 60_000)
    expect(containerOf(pod)?.state.terminated).toMatchObject({ reason: 'OOMKilled', exitCode: 134 })
  })
})
