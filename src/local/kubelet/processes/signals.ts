import { constants } from 'node:os'

/** A group that is gone is fine. */
export function killGroup(group: number): void {
  sendTo(-group, 'SIGKILL')
}

/** Whoever is gone hears nothing. */
export function sendTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (cause) {
    if (Object(cause).code !== 'ESRCH' && Object(cause).code !== 'EPERM') throw cause
  }
}

export const numberOf = (signal: NodeJS.Signals): number => constants.signals[signal]

export const isSignal = (name: string): name is NodeJS.Signals =>
  Object.hasOwn(constants.signals, name)
