/** @file What the config beside a checkpoint says, in place of what was assumed. */
import { describe, expect, it } from 'vitest'
import { FOUND_FACTS, FOUND_MODEL, FOUND_SET } from '../../../testing/foundModel'
import { UNCONTROLLED } from '../../jobControl'
import type { CheckpointFile } from '../formats/types'
import type { FoundModel } from '../found/types'
import { readModelConfig } from './modelConfig'
import { withConfig } from './withConfig'

/** As timm 1.0.31 writes it: timm.models._hub.save_config_for_hf. */
const TIMM = {
  architecture: 'resnet18',
  num_classes: 1000,
  num_features: 512,
  global_pool: 'avg',
  pretrained_cfg: {
    tag: 'a1_in1k',
    input_size: [3, 224, 224],
    test_input_size: [3, 288, 288],
    interpolation: 'bicubic',
    crop_pct: 0.95,
    mean: [0.485, 0.456, 0.406],
    std: [0.229, 0.224, 0.225],
    num_classes: 1000,
  },
}

const named = (count: number) => Array.from({ length: count }, (_, i) => `class ${i}`)

const found = (count: number, facts: Partial<typeof FOUND_FACTS> = {}): FoundModel => ({
  ...FOUND_MODEL,
  sets: [
    { ...FOUND_SET, facts: { ...FOUND_FACTS, classes: { ...FOUND_FACTS.classes, value: named(count) }, ...facts } },
  ],
})

const fileOf = (path: string, content: unknown): CheckpointFile => {
  const bytes = new TextEncoder().encode(typeof content === 'string' ? content : JSON.stringify(content))
  return { path, size: bytes.length, load: async () => bytes.buffer } as unknown as CheckpointFile
}

async function configured(model: FoundModel, files: Readonly<Record<string, unknown>>) {
  const beside = Object.entries(files).map(([name, content]) => fileOf(`net/${name}`, content))
  const config = await readModelConfig(beside, UNCONTROLLED)
  const [set] = config === null ? model.sets : (await withConfig(model, config)).sets
  return { config, facts: set.facts ?? expect.fail(), notes: set.notes.slice(FOUND_SET.notes.length) }
}

describe('a config beside weights', () => {
  it('of timm gives size, mean, crop and classes, with their sources', async () => {
    const { facts, notes } = await configured(found(1000), { 'config.json': TIMM })
    expect(facts.size).toEqual({ value: 224, basis: 'found', source: 'config.json says so.' })
    expect(facts.mean).toMatchObject({ value: [0.485, 0.456, 0.406], basis: 'found' })
    expect(facts.std).toMatchObject({ value: [0.229, 0.224, 0.225], basis: 'found' })
    expect(facts.resizing).toMatchObject({ value: { cropShare: 0.95, filter: 'bicubic' }, basis: 'found' })
    expect(facts.classes).toMatchObject({ basis: 'found', source: expect.stringContaining('a1_in1k') })
    expect(facts.classes.value[0]).toMatch(/tench/)
    expect(facts.channelOrder.basis).toBe('assumed')
    expect(notes).toEqual([])
  })

  it('of timm before 0.9 gives the same without a part of its own', async () => {
    const { pretrained_cfg: own, ...rest } = TIMM
    const { facts } = await configured(found(1000), { 'config.json': { ...rest, ...own } })
    expect(facts.resizing?.value).toEqual({ cropShare: 0.95, filter: 'bicubic' })
    expect(facts.size.value).toBe(224)
  })

  it.each<[string, object, readonly string[]]>([
    ['names', { label_names: ['n1', 'n2'] }, ['n1', 'n2']],
    ['descriptions', { label_names: ['n1', 'n2'], label_descriptions: { n1: 'cat', n2: 'dog' } }, ['cat', 'dog']],
    ['a list of descriptions', { label_descriptions: ['cat', 'dog'] }, ['cat', 'dog']],
    ['some descriptions only', { label_names: ['n1', 'n2'], label_descriptions: { n1: 'cat' } }, ['n1', 'n2']],
    ['names of transformers', { id2label: { '1': 'dog', '0': 'cat' } }, ['cat', 'dog']],
  ])('names classes: %s', async (_, labels, expected) => {
    const { facts } = await configured(found(2), { 'config.json': labels })
    expect(facts.classes).toMatchObject({ value: expected, basis: 'found' })
  })

  it('of transformers gives the preprocessing in a separate file', async () => {
    const { facts } = await configured(found(2), {
      'config.json': { id2label: { 0: 'a', 1: 'b' }, image_size: 384, num_channels: 3 },
      'preprocessor_config.json': { image_mean: [0.5, 0.5, 0.5], image_std: [0.5, 0.5, 0.5], size: 224, resample: 2 },
    })
    expect(facts.size).toMatchObject({ value: 224, source: 'preprocessor_config.json says so.' })
    expect(facts.mean.value).toEqual([0.5, 0.5, 0.5])
    expect(facts.resizing?.value).toEqual({ cropShare: 1, filter: 'bilinear' })
  })

  it('yields to the checkpoint itself, and a note says where', async () => {
    const mean = { value: [0, 0, 0], basis: 'found', source: 'The checkpoint has a normalisation layer.' } as const
    const { facts, notes } = await configured(found(1000, { mean }), { 'config.json': TIMM })
    expect(facts.mean).toEqual(mean)
    expect(notes).toEqual(['config.json says another mean than the checkpoint, whose own is taken.'])
  })

  it('of another model is not used', async () => {
    const { facts, notes } = await configured(found(10), { 'config.json': TIMM })
    expect(facts.size).toEqual(FOUND_FACTS.size)
    expect(notes).toEqual([expect.stringMatching(/^config.json is of another model/)])
  })

  it.each<[string, unknown]>([
    ['is no JSON', '<html>'],
    ['is nested without end', '['.repeat(100_000)],
    ['is of something else', { name: 'package' }],
    ['is a list', []],
    ['is null', null],
  ])('that %s is ignored', async (_, content) => {
    expect((await configured(found(2), { 'config.json': content })).config).toBeNull()
  })

  it('with malformed fields is used as far as it can be read', async () => {
    const strange = { num_classes: 'many', input_size: [3, 224], mean: 'imagenet', std: [1, 1, 1], crop_pct: -1 }
    const { config } = await configured(found(2), { 'config.json': strange })
    expect(config).toEqual({ std: { value: [1, 1, 1], file: 'config.json' } })
  })

  it('with an impossible crop leaves the default', async () => {
    const { facts } = await configured(found(2), { 'config.json': { crop_pct: 0.01 } })
    expect(facts.resizing).toBeUndefined()
  })
})
