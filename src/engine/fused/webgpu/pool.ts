/** @file Max and average pooling. */
import { fusedPool, fusedPoolGradient, type Pooling } from '../../backend/webgpuKernels/pool'
import type { AveragePoolBack, AveragePoolInstruction, MaxPoolBack, MaxPoolInstruction } from '../instructions'
import { finishOf, type Preparation, type Prepare } from './run'

type Pool = MaxPoolInstruction | AveragePoolInstruction

export const preparePool: Prepare<Pool> = (instruction, preparation) => {
  const shape = shapeOf(instruction, preparation)
  return (tensorOf) => [fusedPool(tensorOf(instruction.x), shape)]
}

export const preparePoolBack: Prepare<MaxPoolBack | AveragePoolBack> = (instruction, preparation) => {
  const { dy, of } = instruction
  const shape = shapeOf(of, preparation)
  return (tensorOf) => {
    const { activation: _, ...finish } = finishOf(instruction, tensorOf)
    // The average is the same wherever its values were.
    return [fusedPoolGradient(tensorOf(dy), tensorOf(of.kind === 'maxPool' ? of.x : dy), shape, finish)]
  }
}

function shapeOf(pool: Pool, { sizeOf }: Preparation): Pooling {
  const { x, out, size, stride, padding } = pool
  return {
    kind: pool.kind === 'maxPool' ? 'max' : 'average',
    before: sizeOf(x),
    after: sizeOf(out),
    size: typeof size === 'number' ? [size, size] : size,
    stride,
    padding: [padding.top, padding.left],
    countsPadding: pool.kind === 'averagePool' && pool.countsPadding,
  }
}
