import { ContenderError } from '../errors.ts'
import type { Operation } from './operations.ts'

/** An operation that so many may ask at a time; one more is refused before its body is read. */
export function withCrowd(answer: Operation['answer'], most: number): Operation['answer'] {
  let inside = 0
  return async (asked) => {
    if (inside >= most) {
      throw new ContenderError('Overloaded', `${most} requests are under way already`)
    }
    inside++
    try {
      return await answer(asked)
    } finally {
      inside--
    }
  }
}
