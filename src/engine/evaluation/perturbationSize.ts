import type { NormId } from '../attacks/norms/types'

/** The norm of `attacked` minus `clean`, for pixels in [0, 1]; summed in float64. */
export function perturbationSize(norm: NormId, clean: Float32Array, attacked: Float32Array): number {
  let largest = 0
  let sum = 0
  let squares = 0
  for (let i = 0; i < clean.length; i++) {
    const change = Math.abs((attacked[i] as number) - (clean[i] as number))
    largest = Math.max(largest, change)
    sum += change
    squares += change * change
  }
  if (norm === 'linf') return largest
  return norm === 'l1' ? sum : Math.sqrt(squares)
}
