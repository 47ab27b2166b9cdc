/**
 * @file Everything that is computed from an image and a model, in the order of computation. Later quantities reuse
 * earlier results: the pass for a gradient gives the logits too, but not the other way round.
 */
import { alignment } from './alignment'
import { curvature } from './curvature'
import type { SettingValues } from './defineQuantity'
import { gradAlign } from './gradAlign'
import { gradient } from './gradient'
import { gradientTimesInput } from './gradientTimesInput'
import { integratedGradients } from './integratedGradients'
import { linearity } from './linearity'
import { prediction } from './prediction'
import { smoothGrad } from './smoothGrad'
import { universalPerturbation } from './universalPerturbation'

export const QUANTITIES = {
  gradient,
  alignment,
  prediction,
  gradientTimesInput,
  integratedGradients,
  smoothGrad,
  universalPerturbation,
  curvature,
  linearity,
  gradAlign,
} as const

type Quantities = typeof QUANTITIES

export type QuantityId = keyof Quantities

export const QUANTITY_IDS = Object.keys(QUANTITIES) as QuantityId[]

/** Maps that are computed on demand, in the order in which they are offered. */
export const DEMANDED_MAPS = [
  'smoothGrad',
  'integratedGradients',
  'gradientTimesInput',
  'universalPerturbation',
] as const satisfies QuantityId[]

export type DemandedMapId = (typeof DEMANDED_MAPS)[number]

export type QuantitySettings<Id extends QuantityId> = SettingValues<Quantities[Id]['settings']>

/** The result of a quantity's `measure`. Arrays in the image's layout, never tensors. */
export type QuantityResult<Id extends QuantityId> = Awaited<ReturnType<Quantities[Id]['measure']>>
