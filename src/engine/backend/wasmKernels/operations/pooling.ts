/** @file Pools as operations, forward and backward. */
import { type Operation, operation, type Target } from './operation'

type Size = readonly [height: number, width: number, channels: number]

export interface PoolShape {
  readonly images: number
  /** Of the pool's input and output. */
  readonly size: Size
  readonly outSize: Size
  readonly side: readonly [rows: number, columns: number]
  readonly stride: number
  readonly padding: { readonly top: number; readonly left: number }
}

const fieldsOf = (values: number, { size, outSize, side, stride, padding }: PoolShape): number[] => [
  ...[values, ...size, outSize[0], outSize[1]],
  ...[...side, stride, padding.top, padding.left],
]

/** @param values address of what is pooled */
export const averagePoolOperation = (
  values: number,
  pool: PoolShape,
  countsPadding: boolean,
  target: Target,
): Operation =>
  operation('averagePool', pool.images * pool.outSize[0], target, [...fieldsOf(values, pool), Number(countsPadding), 0])

/** @param gradient address of that at what the pool gave */
export const averagePoolBackOperation = (
  gradient: number,
  pool: PoolShape,
  countsPadding: boolean,
  target: Target,
): Operation =>
  operation('averagePoolBack', pool.images * pool.size[0], target, [
    ...fieldsOf(gradient, pool),
    Number(countsPadding),
    0,
  ])

export const maxPoolOperation = (values: number, pool: PoolShape, target: Target): Operation =>
  operation('maxPool', pool.images * pool.outSize[0], target, [...fieldsOf(values, pool), 0, 0])

/**
 * Two operations: the first finds the positions of maxima again, in `places`, one per result, padded to whole vectors.
 */
export const maxPoolBackOperations = (
  { gradient, values, places }: { readonly gradient: number; readonly values: number; readonly places: number },
  pool: PoolShape,
  target: Target,
): Operation[] => [
  operation('maxPool', pool.images * pool.outSize[0], { result: 0 }, [...fieldsOf(values, pool), 0, places]),
  operation('maxPoolBack', pool.images * pool.size[0], target, [...fieldsOf(gradient, pool), 0, places]),
]
