import { isDeepStrictEqual } from 'node:util'
import { absent, type Difference, differences } from './compare.ts'

/** Something that the embedded server says otherwise than the real one, knowingly. */
export type Deviation = {
  /** Which steps, counted from 1. */
  readonly steps: readonly number[]
  /** `body.message`, `headers.warning`, `events[0].object.spec`, `status`: it, and all below it. */
  readonly path: string
  /** What the embedded server says there; `absent` where it says nothing. */
  readonly ours: unknown
  readonly why: string
}

/** By `group: sentence`. */
export type Deviations = { readonly [name: string]: readonly Deviation[] }

export type Verdict = {
  /** What nobody has declared. */
  readonly undeclared: readonly Found[]
  readonly declared: readonly Deviation[]
  /** Declared, but no longer so. */
  readonly outdated: readonly Found[]
}

type Found = Difference & { readonly step: number }

/** Compares the answers to one case with the recorded ones. */
export function judge(
  expected: readonly unknown[],
  got: readonly unknown[],
  declared: readonly Deviation[] = [],
): Verdict {
  const found = between(expected, got)
  const rows = declared.flatMap(({ steps, path, ours }) =>
    steps.map((step) => ({ step, path, expected: ours, got: at(got[step - 1], path) })),
  )
  const isSo = (row: Found) => isDeepStrictEqual(row.got, row.expected)
  return {
    undeclared: found.filter((one) => !rows.some((row) => isSo(row) && isWithin(one, row))),
    declared,
    outdated: rows.filter((row) => !isSo(row) || !found.some((one) => isWithin(one, row))),
  }
}

function between(expected: readonly unknown[], got: readonly unknown[]): readonly Found[] {
  const steps = Math.max(expected.length, got.length)
  return Array.from({ length: steps }, (_, index) => index).flatMap((index) =>
    differences(expected[index], got[index]).map((found) => ({ step: index + 1, ...found })),
  )
}

const isWithin = (one: Found, other: Found): boolean =>
  one.step === other.step &&
  (one.path === other.path ||
    [`${other.path}.`, `${other.path}[`].some((start) => one.path.startsWith(start)))

function at(value: unknown, path: string): unknown {
  return path
    .split(/[.[\]]+/)
    .filter(Boolean)
    .reduce<unknown>(
      (of, key) => (Object.hasOwn(Object(of), key) ? Object(of)[key] : absent),
      value,
    )
}

export const isSame = ({ undeclared, outdated }: Verdict): boolean =>
  undeclared.length === 0 && outdated.length === 0

/** A verdict as lines for people. */
export function wordsOf({ undeclared, outdated }: Verdict): string {
  const lines = [
    ...undeclared.map(
      ({ step, path, expected, got }) =>
        `step ${step}, ${path}:\n  expected ${shown(expected)}\n  got      ${shown(got)}`,
    ),
    ...outdated.map(
      ({ step, path, expected, got }) =>
        `step ${step}, ${path}: the deviation that is declared is not there\n  declared ${shown(expected)}\n  got      ${shown(got)}`,
    ),
  ]
  return lines.join('\n')
}

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 600 ? `${text.slice(0, 600)}…` : text
}
