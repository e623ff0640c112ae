import { expect, it } from 'vitest'
import { createBudget } from '../../../src/http/budget.ts'
import { below, chance } from '../../chance.ts'

it('never holds more than there is, and takes nothing where it refuses', () => {
  const random = chance(11)
  const budget = createBudget(1_000)
  const held: number[] = []
  for (let nth = 0; nth < 5_000; nth++) {
    const sum = held.reduce((a, b) => a + b, 0)
    expect(budget.taken()).toBe(sum)
    const more = below(random, 400)
    if (random() < 0.5) budget.give(held.pop() ?? 0)
    else if (sum + more <= 1_000) {
      budget.take(more)
      held.push(more)
    } else expect(() => budget.take(more)).toThrow(expect.objectContaining({ code: 'Overloaded' }))
  }
})
