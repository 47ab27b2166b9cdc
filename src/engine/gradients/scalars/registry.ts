/** @file What the gradient can be taken of, in the order in which it is offered; the first is taken where nothing is asked for. */
import { logitMargin } from './logitMargin'
import { loss } from './loss'
import { trueLogit } from './trueLogit'
import type { GradientScalar } from './types'

const SCALARS = [loss, logitMargin, trueLogit] as const

export type GradientScalarId = (typeof SCALARS)[number]['id']

export const GRADIENT_SCALARS: readonly (GradientScalar & { readonly id: GradientScalarId })[] = SCALARS

/** Throws one sentence for an id that there is not. */
export function gradientScalar(id: GradientScalarId): GradientScalar {
  const found = GRADIENT_SCALARS.find((scalar) => scalar.id === id)
  if (found) return found
  const known = GRADIENT_SCALARS.map((scalar) => `"${scalar.id}"`).join(', ')
  throw new RangeError(`the gradient is asked of "${id}"; ask for one of ${known}`)
}
