import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Job, Outcome } from './job.ts'

export type Generator = {
  /** Does one job, and tells of the first answer that was none. */
  readonly run: (job: Job) => Promise<Outcome>
  readonly close: () => void
}

/** Load from a process of its own, the same for whoever is measured. */
export function startGenerator(): Generator {
  const child = fork(join(import.meta.dirname, 'process.ts'))
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('the generator has died')))
  ended.catch(() => {})
  return {
    run: async (job) => {
      const answered = once(child, 'message') as Promise<[Outcome]>
      child.send(job)
      const [outcome] = await Promise.race([answered, ended])
      if (outcome.refusal !== undefined) throw new Error(`${job.path}: ${outcome.refusal}`)
      return outcome
    },
    close: () => child.disconnect(),
  }
}
