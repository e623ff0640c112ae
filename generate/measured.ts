import { between } from './between.ts'

const marks = [
  '<!-- measured: made by `npm run generate` from the newest record -->',
  '<!-- /measured -->',
] as const

/** Whatever a record of `npm run test:slow` says in short (`test/slow/record.ts`), put into another page. */
export function withMeasured(page: string, name: string, record: string): string {
  const inShort = /^## In short\n\n(.*?)\n\n## /ms.exec(record)?.[1]
  if (inShort === undefined) throw new Error(`${name} says nothing in short`)
  const [command, took] = fact(record, 'command').split(' (')
  const source = `Out of [${name}](evidence/${name}): ${fact(record, 'date')}, \`${command}\` (${took}.`
  return between(marks, page, `${source}\n\n${inShort}`)
}

function fact(record: string, name: string): string {
  const value = new RegExp(`^${name}: (.*)$`, 'm').exec(record)?.[1]
  if (value === undefined) throw new Error(`a record lacks its ${name}`)
  return value
}
