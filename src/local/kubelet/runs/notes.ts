import { type Happening, normal, warning } from '../../telling/happenings.ts'
import type { Waiting } from '../pod/status.ts'

/** What is told of a container's runs. A thing that may come again has the number of its run. */
export const notes = {
  started: (name: string, run: number, pid: number): Happening =>
    normal('Started', 'Start', `container ${name} runs as process ${pid}`, `${run}`),

  waits: (name: string, { reason, message }: Required<Waiting>): Happening => {
    const known = reason === 'ErrImageNeverPull' ? reason : 'Failed'
    return warning(known, 'Start', `container ${name}: ${message}`, '')
  },

  failed: (name: string, message: string): Happening =>
    warning('Failed', 'Start', `container ${name}: ${message}`, ''),

  dropped: (name: string, variables: readonly string[]): Happening => {
    const note = `container ${name}: no shell passes on the variables ${variables.join(', ')}`
    return warning('InvalidVariableNames', 'Start', note, '')
  },

  rests: (name: string, runs: number, exitCode: number, seconds: number): Happening => {
    const note = `container ${name} ended again, with exit code ${exitCode}, and is not begun for ${seconds} s`
    return warning('BackOff', 'Restart', note, `${runs}`)
  },

  ends: (name: string, run: number, because: string): Happening =>
    normal('Killing', 'Stop', `container ${name} ${because}`, `${run}`),

  postStartFailed: (name: string, run: number, problem: string): Happening => {
    const note = `container ${name}: its postStart hook has failed: ${problem}`
    return warning('FailedPostStartHook', 'Start', note, `${run}`)
  },

  preStopFailed: (name: string, run: number, problem: string): Happening => {
    const note = `container ${name}: its preStop hook has failed: ${problem}`
    return warning('FailedPreStopHook', 'Stop', note, `${run}`)
  },

  ill: (name: string, run: number, kind: string, problem: string): Happening =>
    warning(
      'Unhealthy',
      'Probe',
      `container ${name} fails its ${kind} probe: ${problem}`,
      `${run}`,
    ),
}
