/** Probabilities of the classes, exp(z_k) over the sum of all: never overflows. */
export function softmax(logits: ArrayLike<number>): number[] {
  const values = Array.from(logits)
  const highest = Math.max(...values)
  const weights = values.map((logit) => Math.exp(logit - highest))
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map((weight) => weight / sum)
}

/** Cross-entropy at a class in nats, -log of its probability; finite where that is too small for a number. */
export function crossEntropyAt(logits: ArrayLike<number>, label: number): number {
  const values = Array.from(logits)
  const highest = Math.max(...values)
  // The largest adds exactly 1, which log1p takes apart: what is left near certainty is not rounded away.
  const largest = values.indexOf(highest)
  const others = values.reduce((sum, logit, i) => (i === largest ? sum : sum + Math.exp(logit - highest)), 0)
  return highest - (values[label] as number) + Math.log1p(others)
}
