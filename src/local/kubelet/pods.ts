import { availableParallelism, totalmem } from 'node:os'
import { keyOf } from '../../kube/objects.ts'
import { resources } from '../../kube/resources.ts'
import { createLoop } from '../loop.ts'
import { aboutA, type Happening } from '../telling/happenings.ts'
import { createTeller } from '../telling/teller.ts'
import { createAct } from './actions/act.ts'
import { createFollowed } from './followed.ts'
import { createLives } from './lives.ts'
import type { Logs } from './logs/pod-logs.ts'
import type { KubeletOptions } from './options.ts'
import type { Places } from './places.ts'
import type { Pod } from './pod/pod.ts'
import { createPortChoice } from './ports.ts'
import { createPresence } from './presence.ts'
import type { Spawner } from './processes/spawner.ts'
import { createReconcile } from './reconcile.ts'
import { createReferences } from './references.ts'
import { createResidents } from './residents.ts'
import { createRuns } from './runs/runs.ts'
import { createStart } from './runs/start.ts'
import type { Settings } from './settings.ts'
import { createVolumes } from './volumes/volumes.ts'

type Parts = {
  readonly places: Places
  readonly logs: Logs
  readonly settings: Settings
  readonly spawner: Spawner
}

/** Runs the Pods of a node until the signal aborts, and ends their processes then. */
export async function runPods(
  options: KubeletOptions,
  { places, logs, settings, spawner }: Parts,
  signal: AbortSignal,
): Promise<void> {
  const { door, nodeName, bindAddress: address, images, clock, chance, trouble } = options
  const {
    howToKnow = 'add it to the table of images of this node',
    path = process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin',
  } = options
  const place = { address, cpus: availableParallelism(), memoryBytes: totalmem() }
  const over = new AbortController()
  const speaker = { reportingController: 'contender-kubelet', reportingInstance: nodeName }
  const teller = createTeller({ door, clock, trouble, speaker }, over.signal)
  const tell = (pod: Pod, happening: Happening) =>
    teller.tell(aboutA(resources.pods, pod), happening)
  const followed = createFollowed(options)
  const presence = createPresence({ door, seen: followed.pods.get })
  const portChoice = createPortChoice({ address, range: settings.ports, chance })
  const volumes = createVolumes({ places, place, wall: clock.wall })
  const lives = createLives(places)
  const start = createStart({
    ...{ spawner, logs, places, volumes, images, howToKnow, place, path },
  })
  const problemWith = createAct({ spawner, clock })
  const runs = createRuns({
    ...{ start, lives, places, place, settings, clock, problemWith, tell, trouble },
    wake: (key) => loop.wake(key),
  })
  const residents = createResidents({ lives, presence, portChoice, volumes, runs, clock })
  const reconcile = createReconcile({
    ...{ lives, residents, presence, volumes, runs, tell, address, settings, clock },
    ...{ readReferences: createReferences(door), stampOf: followed.stampOf },
  })
  const loop = createLoop(reconcile, followed.all, { clock, chance, trouble })

  lives.recall({ now: clock.now(), wall: clock.wall() })
  for (const life of lives.all()) loop.wake(keyOf(life))
  try {
    await loop.run(signal)
  } finally {
    await runs.farewell(settings.farewellMs)
    await Promise.race([teller.told(), clock.sleep(lastWordsMs, over.signal)])
    over.abort()
  }
}

/** What is left to say then is of no great use. */
const lastWordsMs = 500
