import { describe, expect, it } from 'vitest'
import { architectureGoldens } from '../../testing/architectureGoldens'
import { expectSentence, messageOf } from '../../testing/sentence'
import { findArchitecture } from './registry'

/** A golden model's settings, changed. */
function settingsOf(name: string, change: object) {
  const field = { ...architectureGoldens.cases[name]?.architecture, ...change }
  const architecture = findArchitecture(architectureGoldens.cases[name]?.architecture.name as string)
  return { architecture, parse: () => architecture.parseSettings(field) }
}

describe('settings are refused in one sentence', () => {
  it.each([
    ['resnet-shortcut', { groups: 4 }, /"architecture\.groups" is 4, which must be 1/],
    ['resnet-shortcut', { stem: 'deep', stem_widths: [4, 8] }, /"architecture\.stem_widths" .* three entries/],
    ['resnet-shortcut', { stem_widths: [4, 8, 8] }, /"architecture\.stem_widths" .* must have one entry/],
    ['resnet-shortcut', { strides: [2] }, /"architecture\.strides" .* as many entries as "widths"/],
    ['resnet-shortcut', { depths: [1] }, /"architecture\.depths" .* as many entries as "widths"/],
    ['resnet-zero-padding', { widths: [16, 8] }, /"architecture\.widths" .* must not fall/],
    ['resnet-bottleneck', { base_width: 1, widths: [8, 8, 8, 8] }, /"architecture\.base_width" .* one channel/],
    ['resnet-shortcut', { channels: 4 }, /"architecture\.channels" is 4/],
    ['preact-activated', { depths: [1] }, /"architecture\.depths" .* as many entries as "widths"/],
    ['vit', { heads: 3 }, /"architecture\.heads" is 3, which must divide "embed_dim"/],
    ['vit', { tokens: 'none' }, /"architecture\.tokens" is "none", which must not/],
    ['vit-distilled', { registers: 2 }, /"architecture\.registers" is 2, which must be 0/],
    ['swin-windows', { window: [2] }, /"architecture\.window" .* as many entries as "depths"/],
    ['convnext', { kernel: 6 }, /"architecture\.kernel" is 6, which must be odd/],
    ['convnext', { depths: [1] }, /"architecture\.depths" .* as many entries as "widths"/],
    ['sequential-grey', { geometry: '4x5 stride 2' }, /"architecture\.geometry" .* must be like/],
    ['sequential-grey', { geometry: '4x4 stride 2 padding 1' }, /"architecture\.geometry" .* each convolution/],
    ['sequential-grey', { layers: [{ type: 'flatten' }] }, /"architecture\.geometry" .* each convolution/],
    [
      'sequential-dense',
      { layers: [{ type: 'dense', name: '0', into: 4, out: 2, bias: true }] },
      /"architecture\.layers" .* with "flatten" or "mean"/,
    ],
  ])('%s with change %#', async (name, change, sentence) => {
    const message = await messageOf(settingsOf(name, change).parse)
    expectSentence(message)
    expect(message).toMatch(sentence)
  })

  it.each([
    ['resnet-hidden', 32, 3, /"architecture\.hidden\.side" is 4, but images of 32 × 32 pixels end as 8 × 8/],
    ['vit', 20, 3, /"architecture\.grid" is 4, for images of 16 pixels a side, where the input has 20/],
    ['convnext', 40, 3, /"architecture\.patch" is 4, .* divisible by 32, which 40 pixels are not/],
    ['sequential-grey', 28, 1, /"architecture\.geometry" .* end as 8 × 7 × 7 where the first dense layer takes 72/],
    ['sequential-grey', 12, 3, /"input\.channels" is 3 where the network's first layer takes 1/],
    ['resnet-shortcut', 16, 1, /"input\.channels" is 1 where the network's first layer takes 3/],
  ])('%s for images of %i pixels and %i channels', async (name, side, channels, sentence) => {
    const { architecture, parse } = settingsOf(name, {})
    const message = await messageOf(() => architecture.checkInput?.(parse(), side, side, channels))
    expectSentence(message)
    expect(message).toMatch(sentence)
  })
})
