/** @file Attention within windows. */
import {
  fusedAttention,
  fusedAttentionGradient,
  isAttentionFused,
  type Windows,
} from '../../backend/webgpuKernels/attention'
import type { AttentionBack, AttentionInstruction } from '../instructions'
import { finish, type Preparation, type Prepare } from './run'

export const prepareAttention: Prepare<AttentionInstruction> = (instruction, preparation) => {
  const prepared = windowsOf(instruction, preparation)
  if (prepared === null) return null
  const { bias, windows } = prepared
  return (tensorOf) => [fusedAttention(tensorOf(instruction.qkv), bias, windows)]
}

export const prepareAttentionBack: Prepare<AttentionBack> = ({ dy, of, addend, slope }, preparation) => {
  const prepared = windowsOf(of, preparation)
  if (prepared === null) return null
  const { bias, windows } = prepared
  return (tensorOf) => {
    const gradient = fusedAttentionGradient(tensorOf(dy), tensorOf(of.qkv), bias, windows)
    return [finish(gradient, { addend, slope }, tensorOf)]
  }
}

function windowsOf(
  { qkv, heads, window: [rows, columns], shift, masked, bias }: AttentionInstruction,
  { sizeOf, keep }: Preparation,
) {
  const headWidth = sizeOf(qkv)[2] / 3 / heads
  if (bias === null || rows !== columns || !isAttentionFused(rows, headWidth)) return null
  const windows: Windows = { heads, window: rows, shift, masked }
  return { bias: keep(bias), windows }
}
