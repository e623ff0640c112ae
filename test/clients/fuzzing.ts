import { runPython } from './python-run.ts'

const seed = 20261122
/** For each operation, by chance; what one can think of and chains of requests come beside them. Half a minute in all. */
const examples = 60

/**
 * Schemathesis reads /openapi.json and asks for all that it promises, and for what it doesn't. Whether it has
 * found nothing: no 5xx, no answer that the document doesn't know, no wrong request that is taken. That a right one is refused
 * is not looked for: which inputs a model has stands in its metadata, not in a document about all models.
 */
export function fuzz(python: string, url: string): Promise<boolean> {
  return runPython(python, [
    ...['-m', 'schemathesis.cli', 'run', `${url}/openapi.json`],
    ...['--seed', `${seed}`, '--max-examples', `${examples}`, '--generation-database', 'none'],
    ...['--checks', 'all', '--exclude-checks', 'positive_data_acceptance'],
    ...['--continue-on-failure', '--no-color'],
  ])
}
