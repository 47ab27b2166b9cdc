/**
 * How much red flags are looked for with unless a person wants more: little, as the time that they take is that of so
 * many images and steps, and enough for every check to be raised by what it is for: their tests are made with it.
 */
export const FLAG_BUDGET = { images: 32, steps: 5 } as const
