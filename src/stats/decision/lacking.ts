import type { Row } from './row.ts'
import { inAll, passed, saidOf } from './said.ts'
import type { Inquiry } from './verdict.ts'

/** What a challenger lacks to be promoted, in words; `undefined` where it lacks nothing. */
export function lackOf(challenger: string, rows: readonly Row[]): string | undefined {
  const own = rows.filter((row) => row.challenger === challenger)
  const objectives = own.filter(({ role }) => role === 'Objective')
  const [first] = objectives
  if (first === undefined) return `${challenger} has no objective to be better at`
  const unproven = objectives.find(({ finding }) => finding !== 'Better')
  if (unproven !== undefined) return saidOf(unproven)
  const unsafe = own.filter(({ role, finding }) => role === 'Guardrail' && finding !== 'Safe')
  const [next, ...others] = unsafe
  if (next === undefined) return undefined
  const names = [...new Set(others.map(({ metric }) => metric))]
  const either = names.length === 0 ? '' : `; not proven safe either: ${names.join(', ')}`
  return `${first.metric} of ${challenger} is proven better, but ${saidOf(next)}${either}`
}

/** What all that are left still wait for. */
export function waitingFor({ rows, trials, elapsedMs, minimumMs }: Inquiry): string {
  return inAll(
    trials.map(
      ({ challenger }) =>
        lackOf(challenger, rows) ??
        `${challenger} lacks only time: ${passed(elapsedMs, minimumMs)}`,
    ),
  )
}
