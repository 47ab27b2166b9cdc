import type * as Fields from '../../settings/fields'
import { GRADIENT_SCALARS, type GradientScalarId } from './registry'

/** The setting for the scalar whose gradient is taken. */
export const gradientOf = ({ choice }: typeof Fields) => {
  const [first, ...others] = GRADIENT_SCALARS.map(({ id }) => id) as [GradientScalarId, ...GradientScalarId[]]
  const labels = GRADIENT_SCALARS.map(({ id, label }) => [id, label])
  const options = Object.fromEntries(labels) as Record<GradientScalarId, string>
  return choice([first, ...others], first, { label: 'Gradient of', options })
}
