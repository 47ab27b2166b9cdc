export interface Interval {
  readonly low: number
  readonly high: number
}

/** Of the standard normal distribution, for 95 % on both sides. */
const Z = 1.959963984540054

/** Wilson's 95 % score interval of a share that stands on so many images (Wilson 1927), in [0, 1]. */
export function wilsonInterval(share: number, images: number): Interval {
  const z2 = (Z * Z) / images
  const centre = (share + z2 / 2) / (1 + z2)
  const half = (Z * Math.sqrt((share * (1 - share)) / images + z2 / (4 * images))) / (1 + z2)
  // The bounds of none and of all are exact, but for rounding.
  return { low: share === 0 ? 0 : centre - half, high: share === 1 ? 1 : centre + half }
}
