/** What the cases call an alternative, and what we do. */
export const alternatives = {
  'two-sided': 'TwoSided',
  larger: 'Larger',
  smaller: 'Smaller',
} as const

export const scaleOf = (relative: boolean) => (relative ? 'Relative' : 'Absolute')
