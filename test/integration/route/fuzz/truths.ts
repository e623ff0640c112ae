import { pick, type Random } from '../../fuzz/dice.ts'

/** Labels, as JSON: each can be compared with what was predicted. */
const labels: readonly string[] = [
  ...[
    '"yes"',
    '"yes"',
    '"yes"',
    '"no"',
    '"no"',
    '"\\u0079es"',
    '"yes "',
    '"YES"',
    '""',
    '1',
    '1.0',
  ],
  ...['true', 'false', '-0', '0', '1e308', '5e-324', '9007199254740993', '"NaN"', '"Infinity"'],
  ...['"__proto__"', '"\\u0000"', '"\\ud800"', '"é"', '"\u202e"', `"${'y'.repeat(5_000)}"`],
]

/** JSON, but no label. */
const unscorable: readonly string[] = [
  ...['null', '{}', '[]', '["yes"]', '{"yes":1}', '{"__proto__":"yes"}', '{"toString":null}'],
  `${'['.repeat(31)}1${']'.repeat(31)}`,
]

/** What could not be written down again as it was read. */
const unkeepable: readonly string[] = [
  ...['1e999', '-1e999', '{"a":1e400}', `1${'0'.repeat(400)}`],
  `${'['.repeat(40)}${']'.repeat(40)}`,
  `${'{"a":'.repeat(33)}1${'}'.repeat(33)}`,
]

/** No JSON at all. */
const none: readonly string[] = [
  ...[
    'NaN',
    '-Infinity',
    'undefined',
    "'yes'",
    '01',
    '+1',
    '.5',
    'yes',
    '"yes',
    '{"a"}',
    '1,',
    ']',
  ],
]

/** What nobody needs, or what a metric may need and cannot read. */
const values: readonly string[] = [
  ...['{}', 'null', '{"pnl":"1"}', '{"pnl":null}', '{"pnl":[1]}', '{"pnl":{}}', '{"PNL":1}'],
  ...['{"__proto__":{"pnl":1}}', '{"constructor":1,"toString":2}', '{"":0}', '{"pnl":true}'],
]

/** What a metric may need: a part of its own, whatever the truth is. */
const numbers: readonly string[] = [
  ...['{"pnl":1.5}', '{"pnl":-1e308}', '{"pnl":1,"pnl":2}', '{"pnl":9007199254740993}'],
]

const noValues: readonly string[] = ['[]', '1', '"pnl"', 'true', '{"pnl":1e999}']

export const truthBy = {
  label: (random: Random) => pick(random, labels),
  unscorable: (random: Random) => pick(random, unscorable),
  unkeepable: (random: Random) => pick(random, unkeepable),
  none: (random: Random) => pick(random, none),
  values: (random: Random) => pick(random, values),
  numbers: (random: Random) => pick(random, numbers),
  noValues: (random: Random) => pick(random, noValues),
}

/** Whether a truth, as JSON, is the label that was predicted: as text, and of true and false also as 1 and 0. */
export function isRight(truth: string, label: string | undefined): boolean {
  const value: unknown = JSON.parse(truth)
  return `${value}` === label || (typeof value === 'boolean' && `${Number(value)}` === label)
}
