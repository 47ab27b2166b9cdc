export interface Schedule {
  /** At the peak. */
  readonly learningRate: number
  /** Fraction of the steps over which it rises to the peak. */
  readonly warmupShare: number
  /** Of the whole run. */
  readonly steps: number
}

/** Linear warm-up to the peak, then half a cosine down to zero. `step` counts from 0; after the last step it is 0. */
export function learningRateAt(step: number, { learningRate, warmupShare, steps }: Schedule): number {
  const warmup = Math.max(1, roundHalfToEven(warmupShare * steps))
  if (step < warmup) return (learningRate * (step + 1)) / warmup
  const share = Math.min(1, (step - warmup) / Math.max(1, steps - warmup))
  return learningRate * 0.5 * (1 + Math.cos(Math.PI * share))
}

/** As Python's round, which the zoo's recipes use for their warm-up. */
function roundHalfToEven(value: number): number {
  const rounded = Math.round(value)
  return value % 1 === 0.5 && rounded % 2 === 1 ? rounded - 1 : rounded
}

/** The strength of an objective's penalty or attack at a step, counted from 0: rises to 1 over `rampSteps`. */
export function rampAt(step: number, rampSteps: number): number {
  return rampSteps > 0 ? Math.min(1, (step + 1) / rampSteps) : 1
}
