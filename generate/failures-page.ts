import { failures } from '../src/errors.ts'
import { tableOf } from './fields.ts'

/** Every failure by its one name, for the anchors that messages point to. */
export function failuresPage(): string {
  const rows = Object.entries(failures).map(([name, { status, retry, hint }]) => [
    `<a id="${name}"></a>${name}`,
    `${status}`,
    retry ? 'tried again' : 'final',
    hint,
  ])
  return `<!-- Made by \`npm run generate\` from src/failures. Change it there. -->

# Failures

A failure has one name everywhere: condition, Event, log, metric, HTTP answer, command line. These are the
ones that can be met today.

${tableOf(['failure', 'HTTP status', 'then', 'the way out'], rows)}
`
}
