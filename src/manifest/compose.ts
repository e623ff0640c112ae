import { Composer, type CST, Lexer, type ParsedNode, Parser, type YAMLError } from 'yaml'
import { maxDepth, tooDeep } from './complaint.ts'

/** The nodes of one document, or the first thing that is wrong with its syntax. */
export type Composition =
  | { readonly root: ParsedNode | null }
  | { readonly at: number; readonly message: string }

/** Every scalar stays text, for `scalars.ts` to resolve; equal keys are for `decode.ts` to judge. */
const options = {
  schema: 'failsafe',
  resolveKnownTags: false,
  uniqueKeys: false,
  keepSourceTokens: true,
} as const

/** `maxTokens`: about 6 MB of the densest mapping; the API server takes no request above 3 MiB. */
export function compose(text: string, maxTokens = 4_000_000): Composition {
  const parser = new Parser()
  const stopped: { why?: string } = {}
  const tokens = parse(parser, text, maxTokens, (why) => {
    stopped.why = why
  })
  const composer = new Composer<ParsedNode>(options)
  const document = withoutStacks(() => composer.compose(tokens, true, text.length).next().value)
  if (stopped.why !== undefined) return { at: parser.offset, message: stopped.why }
  const errors = document?.errors.filter(isRefused).toSorted((a, b) => a.pos[0] - b.pos[0])
  const [first] = errors ?? []
  return first ? { at: first.pos[0], message: first.message } : { root: document?.contents ?? null }
}

/** The library makes an error of every complaint: a million of them, with stacks, fill the memory. */
function withoutStacks<T>(work: () => T): T {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 0
  try {
    return work()
  } finally {
    Error.stackTraceLimit = limit
  }
}

/** Stops before a document exhausts the memory, or the stack of what comes after, which recurs. */
function* parse(
  parser: Parser,
  text: string,
  maxTokens: number,
  stop: (why: string) => void,
): Generator<CST.Token> {
  let count = 0
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme)
    if (parser.stack.length > maxDepth) return stop(tooDeep)
    if (++count > maxTokens) return stop('the document is too large')
  }
  yield* parser.end()
}

/** Not a comment right after a value, which kubectl takes, nor an escape: `quoted.ts` judges those. */
const isRefused = ({ code, message }: YAMLError) =>
  code !== 'BAD_DQ_ESCAPE' && !message.startsWith('Comments must be separated')
