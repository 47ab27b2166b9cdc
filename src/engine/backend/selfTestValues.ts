/** What is compared, in the order in which it is computed. */
export interface SelfTestValues {
  /** Cross-entropy of each image. */
  readonly losses: readonly number[]
  /** Projections of the gradient of the summed losses with respect to the pixels. */
  readonly inputGradient: readonly number[]
  /** Projections of d/d(filter1) of that gradient's L1 norm. */
  readonly filter1Gradient: readonly number[]
  /** Projections of d/d(filter2) of that gradient's L1 norm. */
  readonly filter2Gradient: readonly number[]
}

/** Printed from `referenceValues()` in selfTestReference.ts (float64, no tfjs), to 7 digits; a unit test compares them again. */
export const EXPECTED: SelfTestValues = {
  losses: [4.283596, 1.208932],
  inputGradient: [1.189398, -0.1807422, -1.959203, 0.5111951],
  filter1Gradient: [-7.601602, -3.171408, 15.64095, -20.36095],
  filter2Gradient: [5.610584, 2.077649, 0.8637719, 42.7636],
}
