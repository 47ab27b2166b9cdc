/** @file Which buffers a program's instructions read and write, and when each is done with. */
import type { Buffer, Instruction, Program } from '../instructions'

export function buffersReadBy(instruction: Instruction): readonly Buffer[] {
  const { addend, slope } = { addend: null, slope: null, ...instruction }
  return [...operandsOf(instruction), addend, slope].filter((buffer) => buffer !== null)
}

export function buffersWrittenBy(instruction: Instruction): readonly Buffer[] {
  const { derivative, scales, logSums } = { derivative: null, scales: null, logSums: null, ...instruction }
  return [instruction.out, derivative, scales, logSums].filter((buffer) => buffer !== null)
}

function operandsOf(instruction: Instruction): readonly Buffer[] {
  switch (instruction.kind) {
    case 'convolution':
      return instruction.sources.map(({ x }) => x)
    case 'attention':
      return [instruction.qkv]
    case 'attentionBack':
      return [instruction.dy, instruction.of.qkv, instruction.of.out, instruction.of.logSums]
    case 'layerNormBack':
      return [instruction.dy, instruction.of.out, instruction.of.scales]
    case 'maxPoolBack':
      return [instruction.dy, instruction.of.x]
    case 'averagePoolBack':
    case 'headBack':
      return [instruction.dy]
    default:
      return [instruction.x]
  }
}

/**
 * The buffers that nothing reads after each instruction. What the backward pass reads of the forward pass is never among them, so
 * that a pass may go back more than once; nor are the pixels, the logits and the gradients that go in and out.
 */
export function buffersDoneAfter(program: Program): Readonly<Record<'forward' | 'backward', readonly Buffer[][]>> {
  const { pixels, logits, atLogits, atPixels, forward, backward } = program
  const kept = [pixels, logits, atLogits, atPixels]
  return {
    forward: lastUses(forward, [...kept, ...backward.flatMap(buffersReadBy)]),
    backward: lastUses(backward, [...kept, ...forward.flatMap(buffersWrittenBy)]),
  }
}

function lastUses(instructions: readonly Instruction[], kept: readonly Buffer[]): Buffer[][] {
  const seen = new Set(kept)
  const fromTheEnd = instructions.toReversed().map((instruction) => {
    const used = [...new Set([...buffersReadBy(instruction), ...buffersWrittenBy(instruction)])]
    const last = used.filter((buffer) => !seen.has(buffer))
    for (const buffer of last) seen.add(buffer)
    return last
  })
  return fromTheEnd.toReversed()
}
