/** @file Pools, forward and backward. */
import {
  averagePoolBackOperation,
  averagePoolOperation,
  maxPoolBackOperations,
  maxPoolOperation,
  type PoolShape,
} from '../../backend/wasmKernels/operations/pooling'
import type { AveragePoolBack, AveragePoolInstruction, MaxPoolBack, MaxPoolInstruction } from '../instructions'
import { type Compilation, type Compile, targetOf, valuesOf } from './compilation'

function shapeOf(
  pool: MaxPoolInstruction | AveragePoolInstruction,
  { sizeOf }: Compilation,
): Omit<PoolShape, 'images'> {
  const { x, out, size, stride, padding } = pool
  const side = typeof size === 'number' ? ([size, size] as const) : size
  return { size: sizeOf(x), outSize: sizeOf(out), side, stride, padding }
}

export const compileAveragePool: Compile<AveragePoolInstruction> = (pool, compilation) => {
  const shape = shapeOf(pool, compilation)
  return {
    operations: ({ images, at }) => [
      averagePoolOperation(at(pool.x), { ...shape, images }, pool.countsPadding, { result: at(pool.out) }),
    ],
  }
}

export const compileAveragePoolBack: Compile<AveragePoolBack> = (instruction, compilation) => {
  const { dy, of } = instruction
  const shape = shapeOf(of, compilation)
  return {
    operations: (pass) => [
      averagePoolBackOperation(
        pass.at(dy),
        { ...shape, images: pass.images },
        of.countsPadding,
        targetOf(instruction, pass),
      ),
    ],
  }
}

export const compileMaxPool: Compile<MaxPoolInstruction> = (pool, compilation) => {
  const shape = shapeOf(pool, compilation)
  return {
    operations: ({ images, at }) => [maxPoolOperation(at(pool.x), { ...shape, images }, { result: at(pool.out) })],
  }
}

export const compileMaxPoolBack: Compile<MaxPoolBack> = (instruction, compilation) => {
  const { dy, of } = instruction
  const shape = shapeOf(of, compilation)
  return {
    temporaries: [valuesOf(shape.outSize)],
    operations: (pass) =>
      maxPoolBackOperations(
        { gradient: pass.at(dy), values: pass.at(of.x), places: pass.temporary(0) },
        { ...shape, images: pass.images },
        targetOf(instruction, pass),
      ),
  }
}
