/** @file Products of many small matrices as one operation. */
import { type Operation, operation } from './operation'

export interface ProductShape {
  /** For each factor: whether its last two axes are swapped. */
  readonly transposed: readonly [left: boolean, right: boolean]
  readonly m: number
  readonly k: number
  readonly n: number
}

/**
 * @param count of products
 * @param steps from one matrix of each factor to the next, in values; 0 where all products have the same
 * @param zeros address of eight zeros
 */
export function productsOperation(
  { left, right }: { readonly left: number; readonly right: number },
  { transposed, m, k, n }: ProductShape,
  count: number,
  steps: readonly [number, number],
  zeros: number,
  result: number,
): Operation {
  const fields = [left, right, steps[0] * 4, steps[1] * 4, Number(transposed[0]), Number(transposed[1]), m, k, n, zeros]
  const scratch = 48 + 192 + Math.ceil(n / 8) * k * 32 + m * k * 4
  return operation('products', count, { result }, fields, scratch)
}
