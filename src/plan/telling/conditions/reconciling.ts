import { stages } from '../../../api/status-words.ts'
import type { StageName } from '../../record/record.ts'
import { type Facts, isBetween } from '../facts.ts'
import { paused } from './paused.ts'
import { no, type Said, yes } from './said.ts'
import { stalled } from './stalled.ts'

/**
 * Work that somebody may want to wait for. Never a comparison, or `helm --wait` and Flux would wait for days; nor what
 * stands still until somebody acts.
 */
export function reconciling(facts: Facts): Said | undefined {
  const { record, waiting } = facts
  const { stage } = record.round
  if (!busy.includes(stage)) return no(stage, stages[stage])
  if (isBetween(facts)) return undefined
  const stop = [stalled(facts), paused(facts)].find((said) => said?.status === 'True')
  if (stop !== undefined) return no(stop.reason, stop.message)
  return yes(waiting?.reason ?? stage, waiting?.message ?? stages[stage])
}

const busy: readonly StageName[] = ['Preparing', 'Promoting']
