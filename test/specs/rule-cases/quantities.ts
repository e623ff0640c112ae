import type { RuleCase } from './rule-case.ts'

export const quantityCases: readonly RuleCase[] = [
  { rule: 'write days as hours: 7d is 168h', refusesValues: ['2d', '7d', '1.5d', '1h2d', '0d'] },
  { rule: 'give a duration above zero', refusesValues: ['0h0m', '0s', '0.000ms', '00h'] },
  {
    rule: 'give a quantile from 0.5 to below 1, such as "0.95" or "95%"',
    acceptsValue: '50%',
    refusesValues: ['0.49', '0', '49.9%', '1', '1.0', '100%', '5'],
  },
  {
    rule: 'give a chance above 0 and at most 0.5, such as "0.05" or "5%"',
    acceptsValue: '50.0%',
    refusesValues: ['0.51', '0', '0.00', '51%', '1', '5', '0.6'],
  },
  { rule: 'give a margin above zero', acceptsValue: '0.0001', refusesValues: ['0.00', '0', '0%'] },
  {
    rule: 'give a minimumEffect above zero, or none',
    acceptsValue: '0.1%',
    refusesValues: ['0.0%', '0', '0.000'],
  },
  {
    rule: 'give a factor above 1 and at most 3: 10 percent more is "1.10"',
    acceptsValue: '3.0',
    refusesValues: ['10', '1', '1.0', '0.9', '3.1', '110%', '0'],
  },
  {
    rule: 'give the lower end first: ["-50", "50"]',
    acceptsValue: ['-3', '-2.5'],
    refusesValues: [
      ['-2', '-2'],
      ['1', '0'],
      ['0.5', '-0.5'],
      ['50', '-50'],
    ],
  },
]
