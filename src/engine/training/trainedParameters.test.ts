import { describe, expect, it } from 'vitest'
import { architectureGoldens } from '../../testing/architectureGoldens'
import { expectSentence, messageOf } from '../../testing/sentence'
import { findArchitecture } from '../architectures/registry'
import { trainedNames } from './trainedParameters'

function resnetNames(): string[] {
  const resnet = findArchitecture('resnet')
  const field = { name: 'resnet', widths: [8, 12, 16], depths: [1, 2, 1], activation: 'gelu', stem: 'small' }
  return [...resnet.parameterShapes(resnet.parseSettings(field), 10).keys()]
}

const SWIN = ['patch_embed.proj.weight', 'layers.0.blocks.0.norm1.weight', 'layers.1.blocks.0.mlp.fc1.weight']
const HEAD = ['norm.weight', 'head.fc.weight']

describe('the trained parameters', () => {
  it('are all but running statistics', () => {
    const names = resnetNames()
    const trained = trainedNames(names, { lastStages: null, batchNormAffine: true })
    expect(trained).toEqual(names.filter((name) => !name.includes('running_')))
  })

  it('leave out scale and shift of batch norm if requested', () => {
    const trained = trainedNames(resnetNames(), { lastStages: null, batchNormAffine: false })
    expect(trained).toContain('conv1.weight')
    expect(trained).toContain('layer2.0.downsample.0.weight')
    expect(trained).toContain('fc.bias')
    expect(trained.filter((name) => /bn\d|downsample\.1/.test(name))).toEqual([])
  })

  it('are those of the last stages and of the head', () => {
    const last = (count: number) => trainedNames(resnetNames(), { lastStages: count, batchNormAffine: true })
    expect(last(0)).toEqual(['fc.weight', 'fc.bias'])
    expect(new Set(last(2).map((name) => name.split('.')[0]))).toEqual(new Set(['layer2', 'layer3', 'fc']))
    expect(last(3)).not.toContain('conv1.weight')
    expect(last(3)).toContain('layer1.0.conv1.weight')
  })

  it('of every architecture are the last stage and the head, or the head', () => {
    for (const [name, { architecture: field }] of Object.entries(architectureGoldens.cases)) {
      const architecture = findArchitecture(field.name)
      const names = [...architecture.parameterShapes(architecture.parseSettings(field), 10).keys()]
      const choose = (lastStages: number) => trainedNames(names, { lastStages, batchNormAffine: true })
      const head = choose(0)
      expect(head.length, name).toBeGreaterThan(0)
      expect(head.length, name).toBeLessThanOrEqual(8)
      expect(choose(1).length, name).toBeGreaterThan(head.length)
      expect(choose(1).slice(-head.length), name).toEqual(head)
      if (names.length > 4) expect(choose(1), name).not.toContain(names[0])
    }
  })

  it('include stages of transformers', () => {
    const choose = (lastStages: number) => trainedNames([...SWIN, ...HEAD], { lastStages, batchNormAffine: true })
    expect(choose(0)).toEqual(HEAD)
    expect(choose(1)).toEqual([SWIN[2], ...HEAD])
    expect(choose(2)).toEqual([...SWIN.slice(1), ...HEAD])
  })

  it('are refused if there are not as many stages', async () => {
    const message = await messageOf(() => trainedNames(resnetNames(), { lastStages: 4, batchNormAffine: true }))
    expectSentence(message, '4', '3')
  })
})
