/**
 * The default number of images and steps for red flags: few, because time grows with both, but enough for every check
 * detects the fault it is for, as their tests show.
 */
export const FLAG_BUDGET = { images: 32, steps: 5 } as const
