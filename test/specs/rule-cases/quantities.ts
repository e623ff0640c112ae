import type { RuleCase } from './rule-case.ts'

export const quantityCases: readonly RuleCase[] = [
  { rule: 'write days as hours: 7d is 168h', acceptsValue: '48h', refusesValue: '2d' },
  { rule: 'give a duration above zero', acceptsValue: '48h0m', refusesValue: '0h0m' },
  {
    rule: 'give a value between 0 and 1, such as "0.05" or "5%"',
    acceptsValue: '99.9%',
    refusesValue: '1.0',
  },
  { rule: 'give a margin above zero', acceptsValue: '0.0001', refusesValue: '0.00' },
  { rule: 'give a factor above 1, such as "1.10"', acceptsValue: '1.001', refusesValue: '1.0' },
  {
    rule: 'give the lower end first: ["-50", "50"]',
    acceptsValue: ['-3', '-2.5'],
    refusesValue: ['-2', '-2'],
  },
]
