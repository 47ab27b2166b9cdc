export interface Interval {
  readonly low: number
  readonly high: number
}

/** Two-sided 95 % quantile of the standard normal distribution. */
const Z = 1.959963984540054

/** Wilson's 95 % score interval, in [0, 1], of a share measured on this many images (Wilson 1927). */
export function wilsonInterval(share: number, images: number): Interval {
  const z2 = (Z * Z) / images
  const centre = (share + z2 / 2) / (1 + z2)
  const half = (Z * Math.sqrt((share * (1 - share)) / images + z2 / (4 * images))) / (1 + z2)
  // Removes rounding errors for shares of 0 and 1.
  return { low: share === 0 ? 0 : centre - half, high: share === 1 ? 1 : centre + half }
}
