/** Class probabilities, exp(z_k) divided by the sum over all classes, without overflow. */
import { largestOf } from './extremes'

export function softmax(logits: ArrayLike<number>): number[] {
  const values = Array.from(logits)
  const highest = largestOf(values)
  const weights = values.map((logit) => Math.exp(logit - highest))
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map((weight) => weight / sum)
}

/** Cross-entropy at a class in nats, -log of its probability; finite even if the probability underflows. */
export function crossEntropyAt(logits: ArrayLike<number>, label: number): number {
  const values = Array.from(logits)
  const highest = largestOf(values)
  // The largest logit contributes exactly 1, so log1p of the rest keeps precision near certainty.
  const largest = values.indexOf(highest)
  const others = values.reduce((sum, logit, i) => (i === largest ? sum : sum + Math.exp(logit - highest)), 0)
  return highest - (values[label] as number) + Math.log1p(others)
}
