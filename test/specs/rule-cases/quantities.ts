import type { RuleCase } from './rule-case.ts'

export const quantityCases: readonly RuleCase[] = [
  { rule: 'write days as hours: 7d is 168h', refusesValue: '2d' },
  { rule: 'give a duration above zero', refusesValue: '0h0m' },
  {
    rule: 'give a quantile from 0.5 to below 1, such as "0.95" or "95%"',
    acceptsValue: '50%',
    refusesValue: '0.49',
  },
  {
    rule: 'give a chance above 0 and at most 0.5, such as "0.05" or "5%"',
    acceptsValue: '50.0%',
    refusesValue: '0.51',
  },
  { rule: 'give a margin above zero', acceptsValue: '0.0001', refusesValue: '0.00' },
  { rule: 'give a minimumEffect above zero, or none', acceptsValue: '0.1%', refusesValue: '0.0%' },
  {
    rule: 'give a factor above 1 and at most 3: 10 percent more is "1.10"',
    acceptsValue: '3.0',
    refusesValue: '10',
  },
  {
    rule: 'give the lower end first: ["-50", "50"]',
    acceptsValue: ['-3', '-2.5'],
    refusesValue: ['-2', '-2'],
  },
]
