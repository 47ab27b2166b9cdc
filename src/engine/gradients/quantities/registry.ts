/** @file What the gradient can be taken of, in the order in which it is offered; the first is taken where nothing is asked for. */
import { logitMargin } from './logitMargin'
import { loss } from './loss'
import { trueLogit } from './trueLogit'
import type { GradientQuantity } from './types'

const QUANTITIES = [loss, logitMargin, trueLogit] as const

export type GradientQuantityId = (typeof QUANTITIES)[number]['id']

export const GRADIENT_QUANTITIES: readonly (GradientQuantity & { readonly id: GradientQuantityId })[] = QUANTITIES

/** Throws one sentence for an id that there is not. */
export function gradientQuantity(id: GradientQuantityId): GradientQuantity {
  const found = GRADIENT_QUANTITIES.find((quantity) => quantity.id === id)
  if (found) return found
  const known = GRADIENT_QUANTITIES.map((quantity) => `"${quantity.id}"`).join(', ')
  throw new RangeError(`the gradient is asked of "${id}"; ask for one of ${known}`)
}
