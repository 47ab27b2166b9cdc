/** @file A checkpoint without a manifest, as the reading worker tells of it. */
import type { FoundModel, ModelFacts, WeightSet } from '../engine/checkpoints/found/types'

const fact = <Value>(basis: 'found' | 'assumed', value: Value, source: string) => ({ value, basis, source })

export const FOUND_FACTS: ModelFacts = {
  size: fact('assumed', 32, 'Networks with a 3x3 stem are usual for images of 32 pixels.'),
  channels: fact('found', 3, 'The first convolution takes 3 channels.'),
  channelOrder: fact('assumed', 'rgb', 'PyTorch’s image readers give RGB.'),
  mean: fact('assumed', [0, 0, 0], 'The checkpoint has no normalisation layer.'),
  std: fact('assumed', [1, 1, 1], 'The checkpoint has no normalisation layer.'),
  classes: fact(
    'assumed',
    Array.from({ length: 10 }, (_, i) => `class ${i}`),
    'The checkpoint does not name its classes.',
  ),
  outputs: fact('assumed', 'logits', 'The last layer is a linear one.'),
}

export const FOUND_SET: WeightSet = {
  name: 'state_dict_ema',
  prefix: 'module.',
  parameters: 620_714,
  bytes: 2_482_856,
  recognised: {
    title: 'ResNet, as timm and torchvision name it',
    architecture: { name: 'resnet', widths: [8], depths: [1], activation: 'relu', stem: 'small' },
    classes: 10,
    channels: 3,
    size: null,
    openSettings: [
      { field: 'activation', label: 'Activation', values: ['relu', 'gelu'], source: 'Most ResNets have ReLU.' },
    ],
  },
  refusal: null,
  facts: FOUND_FACTS,
  notes: ['The optimiser’s state was not read.'],
}

export const FOUND_MODEL: FoundModel = {
  file: 'model_best.pth.tar',
  name: 'model_best',
  format: 'PyTorch checkpoint (zip format)',
  sets: [FOUND_SET, { ...FOUND_SET, name: 'state_dict' }],
  published: [{ name: 'best_acc', value: 0.8712 }],
  notes: [],
}
