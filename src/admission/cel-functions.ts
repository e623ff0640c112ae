import type { Environment } from '@marcbachmann/cel-js'
import { Duration } from '@marcbachmann/cel-js/evaluator'
import { nanoseconds, parseDouble } from './go-parse.ts'
import { re2 } from './re2.ts'

const second = 1_000_000_000n

/**
 * Where cel-js 8 is not cel-go. Its built-ins cannot be replaced, so ours stand beside them and
 * rules call those: its `matches` is a JavaScript pattern, `double('0x10')` and `double('1e400')` are
 * numbers to it, `duration('h')` is a duration and `duration('0')` is none, and none is too long.
 */
const standIns: { readonly [name: string]: string } = {
  matches: 'matchesRe2',
  double: 'doubleAsInGo',
  duration: 'durationAsInGo',
}

export function withFunctions(environment: Environment): Environment {
  const double = (value: bigint | number) => Number(value)
  return (
    environment
      .registerFunction('string.matchesRe2(string): bool', (text, pattern) =>
        re2(pattern).test(text),
      )
      // Of Kubernetes' list functions, those that our rules use.
      .registerFunction('list<int>.isSorted(): bool', (list: readonly bigint[]) =>
        list.every((value, i) => i === 0 || (list[i - 1] ?? value) <= value),
      )
      .registerFunction('list<int>.sum(): int', (list: readonly bigint[]) =>
        list.reduce((sum, value) => sum + value, 0n),
      )
      .registerFunction('doubleAsInGo(string): double', parseDouble)
      .registerFunction('doubleAsInGo(int): double', double)
      .registerFunction('doubleAsInGo(double): double', double)
      .registerFunction('durationAsInGo(string): google.protobuf.Duration', (text) => {
        const total = nanoseconds(text)
        return new Duration(total / second, Number(total % second))
      })
  )
}

/** A rule with our functions in place of the built-in ones; literals are left alone. */
export const toEvaluate = (rule: string): string => renameCalls(rule, standIns)

/** The same, for checking only: cel-js does not look into `has()`, where a misspelt field would hide. */
export const toCheck = (rule: string): string => renameCalls(rule, { ...standIns, has: 'dyn' })

const literalOrCall = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\b([a-z]+)(?=\s*\()/g

const renameCalls = (rule: string, names: { readonly [name: string]: string }) =>
  rule.replace(literalOrCall, (token: string, name?: string) =>
    name !== undefined && Object.hasOwn(names, name) ? (names[name] ?? token) : token,
  )
