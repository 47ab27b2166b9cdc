/** @file The scalars that gradients can be taken of, in the order of the menu; the first is the default. */
import { logitMargin } from './logitMargin'
import { loss } from './loss'
import { trueLogit } from './trueLogit'
import type { GradientScalar } from './types'

const SCALARS = [loss, logitMargin, trueLogit] as const

export type GradientScalarId = (typeof SCALARS)[number]['id']

export const GRADIENT_SCALARS: readonly (GradientScalar & { readonly id: GradientScalarId })[] = SCALARS

/** Throws one sentence for an unknown id. */
export function gradientScalar(id: GradientScalarId): GradientScalar {
  const found = GRADIENT_SCALARS.find((scalar) => scalar.id === id)
  if (found) return found
  const known = GRADIENT_SCALARS.map((scalar) => `"${scalar.id}"`).join(', ')
  throw new RangeError(`"${id}" is not a scalar of the gradient; choose one of ${known}`)
}
