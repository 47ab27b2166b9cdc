/**
 * @file Everything that is computed from an image and a model, in the order of computation. Later quantities reuse
 * earlier results: the pass for a gradient gives the logits too, but not the other way round.
 */
import { alignment } from './alignment'
import type { SettingValues } from './defineQuantity'
import { gradient } from './gradient'
import { prediction } from './prediction'

export const QUANTITIES = { gradient, alignment, prediction } as const

type Quantities = typeof QUANTITIES

export type QuantityId = keyof Quantities

export const QUANTITY_IDS = Object.keys(QUANTITIES) as QuantityId[]

export type QuantitySettings<Id extends QuantityId> = SettingValues<Quantities[Id]['settings']>

/** The result of a quantity's `measure`. Arrays in the image's layout, never tensors. */
export type QuantityResult<Id extends QuantityId> = Awaited<ReturnType<Quantities[Id]['measure']>>
