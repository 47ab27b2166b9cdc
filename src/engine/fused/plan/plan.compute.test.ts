import { beforeAll, describe, expect, it } from 'vitest'
import { prepareBackend } from '../../../testing/backends'
import { uniform } from '../../../testing/finiteDifferences'
import { resnet } from '../../architectures/resnet/network'
import { swin } from '../../architectures/swin/network'
import type { Architecture } from '../../architectures/types'
import * as tf from '../../tf'
import type { Value } from '../network'
import { NetworkBuilder } from '../networkBuilder'
import { planProgram } from './index'

const CLASSES = 5

/** How many instructions of each kind a network of the architecture has. */
function countInstructions(architecture: Architecture<never, never>, field: object) {
  const { parseSettings, parameterShapes, prepare, build } = architecture as unknown as Architecture<unknown, unknown>
  return tf.tidy(() => {
    const settings = parseSettings(field)
    const shapes = [...parameterShapes(settings, CLASSES)]
    const parameters = new Map(shapes.map(([name, shape]) => [name, uniform(shape, 0.5, 1)]))
    const builder = new NetworkBuilder([16, 16, 3])
    const logits = build!(prepare(parameters, settings), settings, builder) as Value
    const normalisation = { mean: [0, 0, 0], std: [1, 1, 1] }
    const { forward, backward } = planProgram({ images: builder.images, layers: builder.layers, logits }, normalisation)
    const count = (instructions: readonly { kind: string }[]) => {
      const counts: Record<string, number> = {}
      for (const { kind } of instructions) counts[kind] = (counts[kind] ?? 0) + 1
      return counts
    }
    return { forward: count(forward), backward: count(backward) }
  })
}

describe('the plan of a program', () => {
  beforeAll(() => prepareBackend('cpu'))

  it('has one instruction per convolution of a ResNet, shortcut included', () => {
    const settings = { name: 'resnet', widths: [8, 16], depths: [2, 2], activation: 'gelu', stem: 'small' }
    const counts = { convolution: 1 + 2 * 4 }
    expect(countInstructions(resnet as never, settings)).toEqual({
      forward: { ...counts, head: 1 },
      backward: { ...counts, headBack: 1 },
    })
  })

  it('has seven instructions per block of a Swin, forward and backward', () => {
    const settings = {
      name: 'swin',
      embed_dim: 8,
      depths: [2, 1],
      heads: [2, 4],
      window: 2,
      patch: 2,
      mlp_ratio: 2,
      activation: 'gelu',
    }
    const [blocks, merges] = [3, 1]
    // Beside the blocks: the embedding, its norm, which is scaled, what merges tokens, and the norm before the head.
    const counts = { convolution: 1 + 4 * blocks + merges, pointwise: 1, gather: merges }
    const norms = 1 + 2 * blocks + merges + 1
    expect(countInstructions(swin as never, settings)).toEqual({
      forward: { ...counts, layerNorm: norms, attention: blocks, head: 1 },
      backward: { ...counts, layerNormBack: norms, attentionBack: blocks, headBack: 1 },
    })
  })
})
