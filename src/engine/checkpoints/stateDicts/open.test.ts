import { describe, expect, it } from 'vitest'
import { anyArchitecture } from '../../../testing/anyArchitecture'
import { expectSentence, messageOf } from '../../../testing/sentence'
import { UNCONTROLLED } from '../../jobControl'
import { ELEMENT_TYPES, type ElementType } from '../elementTypes'
import { proposedAnswers } from '../found/manifestFrom'
import { readSafetensors } from '../safetensors'
import { openStateDicts } from './open'
import type { CheckpointContents, LazyTensor } from './types'

function tensor(shape: readonly number[], values: readonly number[] = [], type = 'F32'): LazyTensor {
  const count = shape.reduce((product, size) => product * size, 1)
  const floats = Float32Array.from({ length: count }, (_, i) => values[i] ?? i)
  const bytes = type === 'F32' ? new Uint8Array(floats.buffer) : new Uint8Array(2 * count)
  return { type: ELEMENT_TYPES.get(type) as ElementType, shape, read: async () => bytes }
}

/** A convolution and a last layer of four classes. */
const MODEL = { 'conv.weight': [2, 3, 3, 3], 'conv.bias': [2], 'fc.weight': [4, 2] }
const model = (prefix = ''): Record<string, LazyTensor> =>
  Object.fromEntries(Object.entries(MODEL).map(([name, shape]) => [prefix + name, tensor(shape)]))

const MEAN = [0.4914, 0.4822, 0.4465]
const STD = [0.2471, 0.2435, 0.2616]
const layer = (mean: string, std: string, shape = [1, 3, 1, 1], scale = 1) => ({
  [mean]: tensor(
    shape,
    MEAN.map((value) => value * scale),
  ),
  [std]: tensor(
    shape,
    STD.map((value) => value * scale),
  ),
})

async function open(tensors: Record<string, LazyTensor>, more: Partial<CheckpointContents> = {}) {
  const opened = await openStateDicts(
    'folder/net.pth.tar',
    {
      format: 'PyTorch checkpoint',
      stateDicts: [{ name: 'state_dict', tensors: new Map(Object.entries(tensors)) }],
      published: [],
      classes: null,
      fileBytes: 1000,
      notes: [],
      ...more,
    },
    UNCONTROLLED,
    anyArchitecture('fc.weight'),
  )
  return opened.kind === 'found' ? opened : expect.fail('it has a manifest')
}

describe('finding a model', () => {
  it.each(['', 'module.', 'model.', '_orig_mod.', 'backbone.', 'module.model.', '_orig_mod.module.', '1.', 'net.0.'])(
    '%j',
    async (prefix) => {
      const { found, takeWeights } = await open(model(prefix))
      expect(found.sets.map((set) => [set.name, set.prefix])).toEqual([['state_dict', prefix]])
      const { weights } = await takeWeights(0, UNCONTROLLED)
      expect([...readSafetensors(weights).keys()]).toEqual(Object.keys(MODEL))
    },
  )

  it('under its prefix, beside an attack with a copy and two normalisations', async () => {
    const { found } = await open({
      ...layer('module.normalizer.new_mean', 'module.normalizer.new_std'),
      ...model('module.model.'),
      ...layer('module.attacker.normalize.new_mean', 'module.attacker.normalize.new_std'),
      ...model('module.attacker.model.'),
    })
    expect(found.sets.map(({ prefix }) => prefix)).toEqual(['module.model.', 'module.attacker.model.'])
    expect(found.sets[0].facts?.mean).toMatchObject({ value: MEAN, basis: 'found' })
    expect(found.sets[0].facts?.mean.source).toContain('module.normalizer.new_mean')
    expect(found.sets[0].notes).toEqual([expect.stringContaining('3 tensors beside the model were left out')])
  })

  it('as the moving average first, if both are in one state dict', async () => {
    const { found } = await open({ ...model('model.'), ...model('ema_model.') })
    expect(found.sets.map(({ prefix }) => prefix)).toEqual(['ema_model.', 'model.'])
  })

  it('without buffers that follow from the rest', async () => {
    const buffers = ['num_batches_tracked', 'layers.0.attn_mask', 'attn.relative_position_index', 'conv.total_ops']
    const { found, takeWeights } = await open({
      ...model(),
      ...Object.fromEntries(buffers.map((name) => [name, tensor([1])])),
    })
    expect(found.sets[0].notes).toEqual([])
    expect([...readSafetensors((await takeWeights(0, UNCONTROLLED)).weights).keys()]).toEqual(Object.keys(MODEL))
  })
})

describe('a normalisation layer in the checkpoint', () => {
  it.each<[string, Record<string, LazyTensor>]>([
    ['of a wrapper', { ...layer('normalize.mean', 'normalize.std', [3]), ...model('model.') }],
    ['of a sequence', { ...layer('0.mean', '0.std'), ...model('1.') }],
    ['of the model itself', { ...layer('mean', 'std', [1, 3, 1, 1]), ...model() }],
    ['by Greek letters', { ...layer('mu', 'sigma', [3, 1, 1]), ...model() }],
    ['by the names of robustness', { ...layer('normalizer.new_mean', 'normalizer.new_std'), ...model('model.') }],
    ['of pixels of 0 to 255', { ...layer('pixel_mean', 'pixel_std', [3], 255), ...model() }],
  ])('is read: %s', async (_, tensors) => {
    const { found } = await open(tensors)
    const { mean, std } = proposedAnswers(found)
    for (const [i, value] of MEAN.entries()) expect(mean[i]).toBeCloseTo(value, 6)
    for (const [i, value] of STD.entries()) expect(std[i]).toBeCloseTo(value, 6)
    expect(found.sets[0].facts?.std.basis).toBe('found')
    expect(found.sets[0].notes).toEqual([])
  })

  it('is ignored if a deviation is zero', async () => {
    const { found } = await open({ mean: tensor([3], MEAN), std: tensor([3], [0, 1, 1]), ...model() })
    expect(found.sets[0].facts?.std).toMatchObject({ value: [1, 1, 1], basis: 'assumed' })
  })
})

describe('assumed facts', () => {
  it('for a model of few classes', async () => {
    const { found } = await open(model())
    const answers = proposedAnswers(found)
    expect(answers).toMatchObject({ name: 'net', size: 32, channels: 3, channelOrder: 'rgb', outputs: 'logits' })
    expect([answers.mean, answers.std]).toEqual([
      [0, 0, 0],
      [1, 1, 1],
    ])
    expect(answers.classes).toEqual(['class 0', 'class 1', 'class 2', 'class 3'])
    for (const fact of Object.values(found.sets[0].facts ?? {})) expect(fact.source).toMatch(/^[A-Z].*\.$/)
  })

  it('for photographs of hundreds of classes', async () => {
    const { found } = await open({ ...model(), 'fc.weight': tensor([1000, 2]) }, { fileBytes: 9000 })
    expect(proposedAnswers(found)).toMatchObject({ size: 224, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] })
  })

  it('do not replace class names in the file, if as many as outputs', async () => {
    const names = ['cat', 'dog', 'frog', 'ship']
    const { found } = await open(model(), { classes: { names, place: 'classes' } })
    expect(found.sets[0].facts?.classes).toMatchObject({ value: names, basis: 'found' })
    const { found: other } = await open(model(), { classes: { names: names.slice(1), place: 'classes' } })
    expect(other.sets[0].facts?.classes.basis).toBe('assumed')
  })
})

describe('weights are kept', () => {
  it.each([
    ['as float16, where all are', 'F16', 'float16'],
    ['as bfloat16, where all are', 'BF16', 'bfloat16'],
    ['as float32, where all are', 'F32', 'float32'],
  ])('%s', async (_, type, dtype) => {
    const { takeWeights } = await open({ 'fc.weight': tensor([4, 2], [], type) })
    const { described, weights } = await takeWeights(0, UNCONTROLLED)
    expect([described.dtype, described.parameters]).toEqual([dtype, 8])
    expect(readSafetensors(weights).get('fc.weight')?.dtype).toBe(dtype)
  })

  it('as float32 if formats are mixed', async () => {
    const { takeWeights } = await open({ 'fc.weight': tensor([4, 2]), 'fc.bias': tensor([4], [], 'BF16') })
    const { described, weights } = await takeWeights(0, UNCONTROLLED)
    expect(described.dtype).toBe('float32')
    expect(readSafetensors(weights).get('fc.weight')?.values).toEqual(Float32Array.from([0, 1, 2, 3, 4, 5, 6, 7]))
  })

  it('except where they would take many times the file', async () => {
    const shared = tensor([4, 2])
    const { takeWeights } = await open({ 'fc.weight': shared, a: shared, b: shared }, { fileBytes: 11 })
    expectSentence(await messageOf(async () => takeWeights(0, UNCONTROLLED)), '96 bytes, more than the 88')
  })
})

describe('a model of an unknown family', () => {
  it('is refused with the remaining way to open it', async () => {
    const { found, takeWeights } = await open({ 'stem.weight': tensor([2, 3]), 'stem.bias': tensor([2]) })
    const message = await messageOf(async () => proposedAnswers(found))
    expectSentence(message, '2 tensors', '"stem.weight" [2, 3]', 'torch.onnx.export')
    expect(await messageOf(async () => takeWeights(0, UNCONTROLLED))).toBe(message)
  })

  it('without tensors is refused for lack of them', async () => {
    expectSentence(await messageOf(() => open({})), 'no tensors that are read here')
  })

  it('comes after a known one', async () => {
    const stateDicts = [
      { name: 'ema', tensors: new Map([['a', tensor([2, 2])]]) },
      { name: 'model', tensors: new Map(Object.entries(model())) },
    ]
    const { found } = await open({}, { stateDicts })
    expect(found.sets.map(({ name }) => name)).toEqual(['model', 'ema'])
  })
})
