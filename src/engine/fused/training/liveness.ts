/** @file Which buffers the instructions of training read and write. */
import type { Buffer, Finish } from '../instructions'
import { buffersReadBy, buffersWrittenBy } from '../plan/liveness'
import type { GradientInstruction, TrainingInstruction } from './program'

export const isGradient = (instruction: TrainingInstruction): instruction is GradientInstruction =>
  instruction.kind === 'filterGradient' || instruction.kind === 'shiftGradient' || instruction.kind === 'headGradient'

const isBuffer = (buffer: Buffer | null | undefined): buffer is Buffer => buffer !== null && buffer !== undefined

export function readsOf(instruction: TrainingInstruction): readonly Buffer[] {
  if (isGradient(instruction)) return 'x' in instruction ? [instruction.x, instruction.dy] : [instruction.dy]
  const { product, after } = (instruction as Partial<Finish>).second ?? {}
  return [...buffersReadBy(instruction), product, after].filter(isBuffer)
}

export function writesOf(instruction: TrainingInstruction): readonly Buffer[] {
  if (isGradient(instruction)) return []
  const { curvature } = (instruction as Partial<Finish>).second ?? {}
  return [...buffersWrittenBy(instruction), curvature].filter(isBuffer)
}
