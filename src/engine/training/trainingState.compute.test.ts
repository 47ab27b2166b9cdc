import { beforeAll, describe, expect, it } from 'vitest'
import { prepareBackend } from '../../testing/backends'
import { expectSentence, messageOf } from '../../testing/sentence'
import { colouredImages, tinyStart } from '../../testing/tinyTraining'
import { readSafetensors } from '../checkpoints/safetensors'
import { writeSafetensors } from '../checkpoints/writeSafetensors'
import * as tf from '../tf'
import { parseTrainingSettings } from './settings'
import { Trainer } from './trainer'
import { decodeState, type EncodedState, encodeState, type TrainerState } from './trainingState'

const GIVEN = { objective: { id: 'natural' }, schedule: { learningRate: 1e-3, steps: 4 }, batchSize: 2 }

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView) => new Uint8Array(buffer, byteOffset, byteLength)

describe('written safetensors', () => {
  it('are read back to the bit, whatever the shape', () => {
    const tensors = new Map([
      ['one', { shape: [2, 3], values: Float32Array.of(1, -0, 1e-40, Number.NaN, Number.POSITIVE_INFINITY, 3.4e38) }],
      ['a scalar', { shape: [], values: Float32Array.of(0.1) }],
      ['nothing', { shape: [0, 4], values: new Float32Array() }],
    ])
    const file = writeSafetensors(tensors)
    expect(Number(new DataView(file).getBigUint64(0, true)) % 8).toBe(0)
    const read = readSafetensors(file)
    expect([...read.keys()]).toEqual([...tensors.keys()])
    for (const [name, { shape, values }] of tensors) {
      expect(read.get(name)!.shape).toEqual(shape)
      expect(bytesOf(read.get(name)!.values)).toEqual(bytesOf(values))
    }
  })

  it('may contain part of a larger array', () => {
    const values = Float32Array.of(1, 2, 3, 4).subarray(1, 3)
    expect(readSafetensors(writeSafetensors(new Map([['x', { shape: [2], values }]]))).get('x')!.values).toEqual(
      Float32Array.of(2, 3),
    )
  })
})

describe('settings', () => {
  it('are stored with all defaults', () => {
    const { settings } = parseTrainingSettings(GIVEN)
    expect(settings.optimizer.settings).toMatchObject({ beta2: 0.999 })
    expect(parseTrainingSettings(structuredClone(settings)).settings).toEqual(settings)
  })

  it.each([
    [{ ...GIVEN, batchSize: 0 }, 'setting “Batch size” is 0; choose a whole number from 1 to 512'],
    [
      { ...GIVEN, schedule: { learningRate: -1, steps: 3 } },
      'setting “Learning rate” is -1; choose a number from 1e-7 to 10',
    ],
    [{ ...GIVEN, augmentation: { cropMargin: 1.5 } }, '“Shift by” is 1.5'],
    [{ ...GIVEN, objective: 'natural' }, '“objective” is "natural" where an object is expected'],
    [{ ...GIVEN, optimizer: { id: 'lion' } }, 'lion'],
    [{ ...GIVEN, optimizer: { id: 'sgd', settings: { momentum: 1 } } }, 'Momentum'],
    [{ ...GIVEN, objective: { id: 'mixup' } }, 'mixup'],
  ])('are refused in one sentence: %#', async (given, named) => {
    const message = await messageOf(() => parseTrainingSettings(given))
    expectSentence(message, named)
    expect(message).not.toContain('export the model')
  })
})

describe('a stored run', () => {
  let state: TrainerState
  let encoded: EncodedState
  const images = colouredImages(4)
  beforeAll(async () => {
    await prepareBackend('cpu')
    const trainer = Trainer.start(tinyStart(), GIVEN, images)
    await trainer.step()
    state = await trainer.state()
    encoded = encodeState(state)
    trainer.dispose()
  })

  it('is restored unchanged', () => {
    const decoded = decodeState(encoded)
    for (const [name, { shape, values }] of state.tensors) {
      expect(decoded.tensors.get(name)).toMatchObject({ shape, values })
    }
    expect({ ...decoded, tensors: null }).toEqual({ ...state, tensors: null })
  })

  it('contains all parameters, their average and the optimiser’s state', () => {
    expect([...state.tensors.keys()]).toEqual(
      expect.arrayContaining([
        'parameters/bn1.running_mean',
        'parameters/conv1.weight',
        'average/conv1.weight',
        'optimizer/mean/fc.bias',
        'optimizer/meanSquare/fc.bias',
      ]),
    )
  })

  it.each([
    ['cut short', () => ({ ...encoded, json: encoded.json.slice(0, 100) }), 'JSON'],
    ['of another format', () => changed({ formatVersion: 2 }), 'formatVersion'],
    ['of a wrong step', () => changed({ step: -1 }), 'step'],
    ['with a broken manifest', () => changed({ manifest: {} }), 'formatVersion'],
    ['with its numbers cut', () => ({ ...encoded, tensors: encoded.tensors.slice(0, -4) }), 'cut short'],
  ])('is refused in one sentence: %s', async (_, make, named) => {
    expectSentence(await messageOf(() => decodeState(make())), named)
  })

  it('is refused with other images, a missing tensor, or one of another shape', async () => {
    const before = tf.memory().numTensors
    expectSentence(await messageOf(() => Trainer.resume(state, colouredImages(4, 12, 10, 2))), 'images')
    const without = new Map([...state.tensors].filter(([name]) => name !== 'average/fc.bias'))
    expectSentence(await messageOf(() => Trainer.resume({ ...state, tensors: without }, images)), 'average/fc.bias')
    const other = new Map([...state.tensors, ['parameters/fc.bias', { shape: [1], values: new Float32Array(1) }]])
    expectSentence(
      await messageOf(() => Trainer.resume({ ...state, tensors: other } as TrainerState, images)),
      'parameters/fc.bias',
    )
    expect(tf.memory().numTensors, 'tensors left').toBe(before)
  })

  it('is refused if the model takes images of another size', async () => {
    expectSentence(await messageOf(() => Trainer.start(tinyStart(32, 32), GIVEN, images)), '10 × 12', '32 × 32')
  })

  const changed = (change: object) => ({ ...encoded, json: JSON.stringify({ ...JSON.parse(encoded.json), ...change }) })
})
