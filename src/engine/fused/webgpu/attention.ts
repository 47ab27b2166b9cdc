/** @file Attention within windows. */
import { fusedAttention, fusedAttentionGradient } from '../../backend/webgpuKernels/attention'
import type { AttentionBack, AttentionInstruction } from '../instructions'
import { finish, type Preparation, type Prepare } from './run'

export const prepareAttention: Prepare<AttentionInstruction> = (instruction, preparation) => {
  const { bias, windows } = windowsOf(instruction, preparation)
  return (tensorOf) => {
    const { y, logSums } = fusedAttention(tensorOf(instruction.qkv), bias, windows)
    return [y, logSums]
  }
}

export const prepareAttentionBack: Prepare<AttentionBack> = ({ dy, of, addend, slope }, preparation) => {
  const { bias, windows } = windowsOf(of, preparation)
  return (tensorOf) => {
    const attended = { y: tensorOf(of.out), logSums: tensorOf(of.logSums) }
    const gradient = fusedAttentionGradient(tensorOf(dy), tensorOf(of.qkv), attended, bias, windows)
    return [finish(gradient, { addend, slope }, tensorOf)]
  }
}

const windowsOf = ({ heads, window, shift, masked, bias }: AttentionInstruction, { keep }: Preparation) => ({
  bias: bias && keep(bias),
  windows: { heads, window, shift, masked },
})
