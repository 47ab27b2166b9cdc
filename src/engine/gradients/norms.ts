/** Sum of the absolute values, accumulated in float64. */
export function l1Norm(values: Float32Array): number {
  let sum = 0
  for (const value of values) sum += Math.abs(value)
  return sum
}

/** Square root of the sum of squares, accumulated in float64. */
export function l2Norm(values: Float32Array): number {
  let sum = 0
  for (const value of values) sum += value * value
  return Math.sqrt(sum)
}
