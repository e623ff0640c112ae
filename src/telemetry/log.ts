import { type DestinationStream, type Logger, pino } from 'pino'

export type Log = Logger

/**
 * JSON lines: a constant sentence and fields. info: something changed; warn: will be tried again;
 * error: a person must act.
 */
export function createLog(destination: DestinationStream): Log {
  const formatters = { level: (label: string) => ({ level: label }) }
  return pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters }, destination)
}
