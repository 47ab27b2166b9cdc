import { describe, expect, it } from 'vitest'
import { expectSentence, messageOf } from '../../../testing/sentence'
import { parseManifest } from '../manifest'
import { checkpointFrom, proposedAnswers } from './manifestFrom'
import type { FoundModel, ModelFacts, TakenWeights, WeightSet } from './types'

const found = <Value>(value: Value) => ({ value, basis: 'found' as const, source: 'It lies in the file.' })
const assumed = <Value>(value: Value) => ({ value, basis: 'assumed' as const, source: 'It is usual.' })

const FACTS: ModelFacts = {
  size: assumed(32),
  channels: found(3),
  channelOrder: assumed('rgb'),
  mean: found([0.5, 0.5, 0.5]),
  std: found([0.25, 0.25, 0.25]),
  classes: assumed(['cat', 'dog']),
  outputs: assumed('logits'),
}

const SET: WeightSet = {
  name: 'state_dict_ema',
  prefix: 'module.',
  parameters: 10,
  bytes: 40,
  recognised: {
    title: 'ResNet',
    architecture: { name: 'resnet', widths: [8], depths: [1], activation: 'relu', stem: 'small' },
    classes: 2,
    channels: 3,
    size: null,
    openSettings: [{ field: 'activation', label: 'Activation', values: ['relu', 'gelu'], source: 'Most have ReLU.' }],
  },
  refusal: null,
  facts: FACTS,
  notes: [],
}

const UNKNOWN: WeightSet = { ...SET, name: 'other', recognised: null, facts: null, refusal: 'It is not known; go.' }

const MODEL: FoundModel = {
  file: 'Best (final).pth',
  name: 'Best (final)',
  format: 'PyTorch checkpoint',
  sets: [UNKNOWN, SET],
  published: [{ name: 'test_acc', value: 0.69 }],
  notes: [],
}

const TAKEN: TakenWeights = {
  weights: new ArrayBuffer(40),
  described: { sha256: 'a'.repeat(64), dtype: 'float32', parameters: 10 },
}

describe('a manifest from answers', () => {
  it('with the proposals, and the source of each part', () => {
    const { id, manifest, weights } = checkpointFrom(MODEL, proposedAnswers(MODEL), TAKEN)
    const read = parseManifest(manifest)
    expect([id, read.id, weights]).toEqual(['best-final', 'best-final', TAKEN.weights])
    expect(read.input).toEqual({ height: 32, width: 32, channels: 3, mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25] })
    expect(read.weights).toEqual({ file: 'weights.safetensors', bytes: 40, ...TAKEN.described })
    expect(read.opened).toMatchObject({ set: 'state_dict_ema', prefix: 'module.', published: MODEL.published })
    const bases = Object.fromEntries(read.opened!.facts.map(({ field, basis }) => [field, basis]))
    expect(bases).toMatchObject({ 'input.mean': 'found', classes: 'assumed', 'architecture.activation': 'assumed' })
  })

  it('with changed answers, which are marked as such', () => {
    const answers = {
      ...proposedAnswers(MODEL),
      openSettings: { activation: 'gelu' },
      classes: ['dog', 'cat'],
      channelOrder: 'bgr' as const,
      outputs: 'probabilities' as const,
    }
    const read = parseManifest(checkpointFrom(MODEL, answers, TAKEN).manifest)
    expect(read).toMatchObject({ classes: ['dog', 'cat'], outputs: 'probabilities' })
    expect([read.input.channelOrder, read.architecture.activation]).toEqual(['bgr', 'gelu'])
    const said = read.opened!.facts.filter(({ basis }) => basis === 'said').map(({ field }) => field)
    expect(said.toSorted()).toEqual(['architecture.activation', 'classes', 'input.channelOrder', 'outputs'])
  })

  it('for one channel', () => {
    const answers = { ...proposedAnswers(MODEL), channels: 1 as const, mean: [0], std: [1] }
    expect(parseManifest(checkpointFrom(MODEL, answers, TAKEN).manifest).input).toMatchObject({
      channels: 1,
      mean: [0],
    })
  })

  it.each<[string, object, string]>([
    ['a deviation of zero', { std: [0, 1, 1] }, '"input.std.0"'],
    ['a mean of one channel', { mean: [0] }, '"input.mean"'],
    ['one class', { classes: ['cat'] }, '"classes"'],
    ['no name', { name: ' ' }, '"name"'],
  ])('is not made if the answers have %s', async (_, change, named) => {
    const answers = { ...proposedAnswers(MODEL), ...change }
    expectSentence(await messageOf(async () => checkpointFrom(MODEL, answers, TAKEN)), named)
  })

  it('is not made without readable weights, and the reason is given', async () => {
    const unknown = { ...MODEL, sets: [UNKNOWN] } as const
    expect(await messageOf(async () => proposedAnswers(unknown))).toBe('It is not known; go.')
  })

  it.each([
    ['Wide ResNet 28×10 — α', 'wide-resnet-28-10'],
    ['模型', 'model'],
    ['--x--', 'x'],
  ])('has an id made of its name: %s', (name, id) => {
    expect(checkpointFrom(MODEL, { ...proposedAnswers(MODEL), name }, TAKEN).id).toBe(id)
  })
})
