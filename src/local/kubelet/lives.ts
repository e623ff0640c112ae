import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { keyOf } from '../../kube/objects.ts'
import type { Life } from './life/life.ts'
import { type Moment, revived } from './life/recall.ts'
import type { Places } from './places.ts'

export type Lives = ReturnType<typeof createLives>

/**
 * The Pods that this node has taken on. Each is on record before anything hangs on it, so that a kubelet
 * that begins in the same folder knows what ran: which ports, and how often.
 */
export function createLives(places: Pick<Places, 'pods' | 'pod' | 'record'>) {
  const lives = new Map<string, Life>()
  const recorded = new Map<string, string>()

  /** Whatever ran when the last kubelet ended is over. */
  function recall(moment: Moment): void {
    mkdirSync(places.pods, { recursive: true, mode: 0o700 }) // Secrets lie below it
    for (const uid of readdirSync(places.pods)) {
      const life = readRecord(places.record(uid))
      if (life === undefined) rmSync(places.pod(uid), { recursive: true, force: true })
      else put(revived(life, moment))
    }
  }

  function put(life: Life): void {
    lives.set(life.uid, life)
    const text = textOf(life)
    if (recorded.get(life.uid) === text) return
    const file = places.record(life.uid)
    mkdirSync(places.pod(life.uid), { recursive: true })
    writeFileSync(`${file}.new`, text)
    renameSync(`${file}.new`, file)
    recorded.set(life.uid, text)
  }

  /** Nothing becomes of a life that is forgotten. */
  function update(uid: string, change: (life: Life) => Life): void {
    const life = lives.get(uid)
    if (life !== undefined) put(change(life))
  }

  async function forget(uid: string): Promise<void> {
    lives.delete(uid)
    recorded.delete(uid)
    await rm(places.pod(uid), { recursive: true, force: true })
  }

  return {
    recall,
    put,
    update,
    forget,
    get: (uid: string): Life | undefined => lives.get(uid),
    all: (): readonly Life[] => [...lives.values()],
    /** Pods of one name: a new one may come while the old one ends. */
    of: (key: string): readonly Life[] => [...lives.values()].filter((life) => keyOf(life) === key),
  }
}

/** What probes found, and what a container waits for, is not for the next kubelet. */
function textOf({ containers, ...life }: Life): string {
  const lasting = Object.entries(containers).map(([name, { run, waiting: _, ...container }]) => {
    if (run === undefined) return [name, container]
    const { number, id, beganMs, began } = run
    return [name, { ...container, run: { number, id, beganMs, began, tallies: {} } }]
  })
  return JSON.stringify({ ...life, containers: Object.fromEntries(lasting) })
}

function readRecord(file: string): Life | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined // it was cut off before anything hung on it
  }
}
