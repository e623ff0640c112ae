import { ContenderError } from '../../errors.ts'

/** What the runtime says of a file that it can't open, and what we say. */
const refusals: readonly (readonly [words: RegExp, said: string])[] = [
  [
    /Unsupported model IR version: (\d+), max supported IR version: (\d+)/,
    'the file is of ONNX IR version $1, and this runtime reads up to $2; export it with an older version of onnx',
  ],
  [
    /Opset (\d+) is under development.* support for domain (\S+) is till opset (\d+)/,
    'the model needs opset $1 of $2, and this runtime has up to $3; export it with target opset $3 or lower',
  ],
  [/protobuf parsing failed|No graph was found/, 'this is no ONNX file, or only a part of one'],
  [
    /No Op registered for (\S+) with domain_version of (\d+)/,
    'the runtime has no operator $1 in opset $2',
  ],
  [
    /No opset import for domain '(.*?)'|error: (\S*?):\S+ is not a registered function/,
    'the model uses operators of the domain "$1$2", which the runtime does not have',
  ],
  [
    /Could not find an implementation for (\w+)\((\d+)\)/,
    'the runtime has no implementation of $1 (opset $2) for these types',
  ],
]

/** A file that the runtime does not open. */
export function notOpened(cause: unknown): ContenderError {
  const text = saidByRuntime(cause)
  for (const [words, said] of refusals) {
    const [found] = words.exec(text) ?? []
    if (found !== undefined) {
      return new ContenderError('ModelInvalid', found.replace(words, said), { cause })
    }
  }
  return new ContenderError('ModelInvalid', `the runtime cannot open the model: ${text}`, { cause })
}

/** A run that failed, where the model goes on. */
export function notRun(cause: unknown): ContenderError {
  return new ContenderError('InferenceFailed', saidByRuntime(cause), { cause })
}

const longest = 500

/** Without the places in its source that the runtime begins with, on one line. */
function saidByRuntime(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : `${cause}`
  return text
    .replace(/\/\S+\.(?:cc|h):\d+ (?:.*?\) (?=[A-Z]))?/g, '')
    .replace(
      /Non-zero status code returned while running (\S+) node\. Name:'' Status Message: /,
      '$1: ',
    )
    .replace(/Please fix either the inputs\/outputs or the model\./, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, longest)
}
