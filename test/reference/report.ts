import { readFileSync } from 'node:fs'
import { type Case, parseCases } from './cases.ts'
import { failuresOf } from './judge.ts'
import { answers } from './table.ts'

type Report = { readonly exitCode: 0 | 1 | 2; readonly lines: readonly string[] }

/** What is wrong in our answers to the cases of a file and, last, how many of them are right. */
export function report([file, ...others]: readonly string[]): Report {
  if (file === undefined || others.length > 0) {
    return { exitCode: 2, lines: ['usage: npm run -s reference -- FILE.json'] }
  }
  const cases = read(file)
  if (typeof cases === 'string') return { exitCode: 2, lines: [cases] }
  const failed = cases.map((each) => failuresOf(answers, each)).filter(({ length }) => length > 0)
  const lines = failed
    .flat()
    .map(
      ({ id, path, expected, got }) => `${id} ${path}: expected ${say(expected)}, got ${say(got)}`,
    )
  const total = `total ${cases.length - failed.length}/${cases.length}`
  return { exitCode: failed.length > 0 ? 1 : 0, lines: [...lines, total] }
}

function read(file: string): readonly Case[] | string {
  try {
    return parseCases(readFileSync(file, 'utf8'), file)
  } catch (error) {
    return `${file}: ${error instanceof Error ? error.message : error}`
  }
}

const say = (value: unknown) => JSON.stringify(value) ?? String(value)
