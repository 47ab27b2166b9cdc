/** @file Attention within windows, or of the whole grid. */
import {
  type AttentionGeometry,
  attentionBackOperation,
  attentionOperation,
} from '../../backend/wasmKernels/operations/attention'
import type { AttentionBack, AttentionInstruction } from '../instructions'
import { type Compilation, type Compile, type Pass, targetOf } from './compilation'

export const compileAttention: Compile<AttentionInstruction> = (instruction, compilation) => {
  const shape = shapeOf(instruction, compilation)
  return shape && { operations: (pass) => [attentionOperation(shape(pass), { result: pass.at(instruction.out) })] }
}

export const compileAttentionBack: Compile<AttentionBack> = (instruction, compilation) => {
  const { dy, of } = instruction
  const shape = shapeOf(of, compilation)
  return (
    shape && {
      operations: (pass) => [attentionBackOperation(shape(pass), pass.at(dy), targetOf(instruction, pass))],
    }
  )
}

/** Null where windows do not divide the grid. */
function shapeOf(
  { qkv, bias, heads, window, shift, masked }: AttentionInstruction,
  { sizeOf, store, zeros }: Compilation,
): ((pass: Pass) => AttentionGeometry) | null {
  const [height, width, threeParts] = sizeOf(qkv)
  if (height % window[0] !== 0 || width % window[1] !== 0) return null
  const biasAt = bias === null ? 0 : store(bias.dataSync<'float32'>())
  const plain = { bias: biasAt, zeros, height, width, channels: threeParts / 3, heads, window, shift, masked }
  return ({ images, at }) => ({ ...plain, images, qkv: at(qkv) })
}
