/** @file Runs a unit of an operation by the kernel of its kind. */
import { packing, planes } from './arranging'
import { attention, attentionBack } from './attention'
import { convolution } from './convolution'
import { columnSums, filterGradient } from './filterGradient'
import { Operation } from './operation'
import { centring, gather, layerNorm, layerNormBack, pointwise } from './pointwise'
import { averagePool, averagePoolBack, maxPool, maxPoolBack } from './pooling'
import { products } from './products'
import { tileProducts, tileSums } from './winogradGradient'
import { gradientTiles } from './winogradTiles'

/** The kinds, as numbered in ../operations/operation.ts. */
export function runUnit(operation: usize, unit: i32, scratch: usize): void {
  switch (changetype<Operation>(operation).kind) {
    case 0:
      convolution(operation, unit, scratch)
      break
    case 1:
      pointwise(operation, unit)
      break
    case 2:
      gather(operation, unit)
      break
    case 3:
      centring(operation, unit)
      break
    case 4:
      layerNorm(operation, unit)
      break
    case 5:
      layerNormBack(operation, unit)
      break
    case 6:
      averagePool(operation, unit)
      break
    case 7:
      averagePoolBack(operation, unit)
      break
    case 8:
      maxPool(operation, unit)
      break
    case 9:
      maxPoolBack(operation, unit)
      break
    case 10:
      attention(operation, unit, scratch)
      break
    case 11:
      attentionBack(operation, unit, scratch)
      break
    case 12:
      packing(operation, unit)
      break
    case 13:
      planes(operation, unit)
      break
    case 14:
      products(operation, unit, scratch)
      break
    case 15:
      filterGradient(operation, unit, scratch)
      break
    case 16:
      columnSums(operation, unit)
      break
    case 17:
      gradientTiles(operation, unit, scratch)
      break
    case 18:
      tileProducts(operation, unit)
      break
    case 19:
      tileSums(operation, unit)
      break
  }
}
