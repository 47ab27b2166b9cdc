/** @file Graphs of a few kilobytes whose computing would take gigabytes: refused by name, before the memory is asked for. */
import { create } from '@bufbuild/protobuf'
import { beforeAll, describe, expect, it } from 'vitest'
import { prepareBackend } from '../../testing/backends'
import { node, onnxOf, tensor } from '../../testing/bombs/onnxFile'
import { openedModel } from '../../testing/openedModel'
import { expectSentence, messageOf } from '../../testing/sentence'
import * as tf from '../tf'
import {
  type AttributeProto,
  AttributeProtoSchema,
  AttributeProto_AttributeType as AttributeType,
  type NodeProto,
  type TensorProto,
  TensorProtoSchema,
} from './file/onnx_pb'
import { MAX_PASS_NUMBERS } from './limits'
import { PassMemory } from './passMemory'

const SIZE = 32
const AS_IT_IS = { mean: [0, 0, 0], std: [1, 1, 1] }

const ints = (name: string, values: readonly number[]) =>
  create(AttributeProtoSchema, { name, type: AttributeType.INTS, ints: values.map(BigInt) })
const mode = (value: string) =>
  create(AttributeProtoSchema, { name: 'mode', type: AttributeType.STRING, s: new TextEncoder().encode(value) })
const floats = (name: string, dims: readonly number[], valueAt: (i: number) => number = (i) => (i % 7) / 10) =>
  create(TensorProtoSchema, {
    name,
    dims: dims.map(BigInt),
    dataType: 1,
    floatData: Array.from({ length: dims.reduce((a, b) => a * b, 1) }, (_, i) => valueAt(i)),
  })

/** One node over the image, then the mean of each channel and a linear layer. */
function graphOf(
  operator: string,
  inputs: readonly string[],
  attributes: readonly AttributeProto[],
  constants: readonly TensorProto[],
  channels = 3,
): Uint8Array<ArrayBuffer> {
  const nodes: NodeProto[] = [
    node(operator, ['x', ...inputs], ['v'], [...attributes]),
    node('GlobalAveragePool', ['v'], ['g']),
    node('Flatten', ['g'], ['f']),
    node('Gemm', ['f', 'w'], ['y']),
  ]
  return onnxOf(nodes, [...constants, floats('w', [channels, 10])], {}, [], [1, 3, SIZE, SIZE])
}

const ONE_BY_ONE = floats('c', [1, 3, 1, 1])
const GRAPHS: Readonly<Record<string, () => Uint8Array<ArrayBuffer>>> = {
  'a Resize to 8,000 pixels': () =>
    graphOf('Resize', ['', 's'], [mode('linear')], [floats('s', [4], (i) => (i < 2 ? 1 : 250))]),
  'a Resize to millions of pixels': () =>
    graphOf('Resize', ['', 's'], [mode('nearest')], [floats('s', [4], (i) => (i < 2 ? 1 : 1e6))]),
  'a Tile to 9,600 pixels': () => graphOf('Tile', ['t'], [], [tensor('t', [4], [1, 1, 300, 300])]),
  'a Pad of 9,000 pixels': () => graphOf('Pad', ['p'], [], [tensor('p', [8], [0, 0, 9000, 9000, 0, 0, 9000, 9000])]),
  'a Conv padded by 9,000 pixels': () =>
    graphOf('Conv', ['c'], [ints('pads', [9000, 9000, 9000, 9000])], [ONE_BY_ONE], 1),
  'a Conv dilated by 100,000 pixels': () =>
    graphOf('Conv', ['c'], [ints('dilations', [100_000, 100_000])], [floats('c', [1, 3, 3, 3])], 1),
  'a Slice of no pixels': () =>
    graphOf('Slice', ['a', 'a', 'axes'], [], [tensor('a', [1], [5]), tensor('axes', [1], [2])]),
  'an Expand to a batch of 100,000': () => graphOf('Expand', ['t'], [], [tensor('t', [4], [100_000, 3, SIZE, SIZE])]),
}

const heapBytes = (): number => (tf.backend() as unknown as { wasm: { HEAPU8: Uint8Array } }).wasm.HEAPU8.length

describe('a graph of a few kilobytes', () => {
  beforeAll(() => prepareBackend('wasm'))

  it.each(Object.keys(GRAPHS))('is refused before it takes memory: %s', async (name) => {
    const bytes = (GRAPHS[name] as () => Uint8Array<ArrayBuffer>)()
    const before = [tf.memory().numTensors, heapBytes()] as const
    const message = await messageOf(async () => {
      const { classifier } = await openedModel('net.onnx', new Blob([bytes]), AS_IT_IS)
      try {
        tf.tidy(() => classifier.logits(tf.zeros([1, SIZE, SIZE, 3])).dispose())
      } finally {
        classifier.dispose()
      }
    })
    expectSentence(message)
    // The padded convolution has a form of its own, whose memory is counted at once.
    expect(message).toMatch(
      /^The ONNX graph's node "[^"]*" \(\w+\) cannot be computed: .*(large|no number)|MB more than this browser/,
    )
    expect(tf.memory().numTensors).toBe(before[0])
    expect(heapBytes() - before[1]).toBeLessThan(64 * 2 ** 20)
  })

  it('is refused by its node where a layer does not suit what it is given', async () => {
    const wrong = onnxOf(
      [node('GlobalAveragePool', ['x'], ['g']), node('Flatten', ['g'], ['f']), node('Gemm', ['f', 'w'], ['y'])],
      [floats('w', [5, 10])],
    )
    const message = await messageOf(() => openedModel('net.onnx', new Blob([wrong]), AS_IT_IS))
    expectSentence(message, 'The ONNX graph\'s node "y" (Gemm) cannot be computed: a filter of shape')
  })

  it.each([[1], [11], [1000]])('is refused where it claims 10 classes and computes %i', async (classes) => {
    // A product that the fused kernels have, and a graph that they have not.
    for (const more of [[], [node('Sin', ['z'], ['y'])]]) {
      const last = more.length === 0 ? 'y' : 'z'
      const head = [node('GlobalAveragePool', ['x'], ['g']), node('Flatten', ['g'], ['f'])]
      const bytes = onnxOf([...head, node('Gemm', ['f', 'w'], [last]), ...more], [floats('w', [3, classes])])
      const message = await messageOf(async () => {
        const { classifier } = await openedModel('net.onnx', new Blob([bytes]), AS_IT_IS)
        tf.tidy(() => classifier.logits(tf.zeros([1, 8, 8, 3])).dispose())
      })
      expectSentence(message, 'The model “net” gives', 'where it has 10 classes')
    }
  })

  it('is refused where it has no weights, without a word of a manifest', async () => {
    const none = onnxOf([node('Flatten', ['x'], ['y'])])
    const message = await messageOf(() => openedModel('net.onnx', new Blob([none]), AS_IT_IS))
    expectSentence(message, 'has no weights that a model could have learned')
  })
})

describe('the memory of a pass', () => {
  it('counts what several names share once, and is refused where no browser has it', async () => {
    const memory = new PassMemory(2)
    const half = { dataId: {}, size: MAX_PASS_NUMBERS }
    for (let i = 0; i < 5; i++) memory.take(half)
    memory.take({ dataId: {}, size: MAX_PASS_NUMBERS })
    expectSentence(
      await messageOf(async () => memory.take({ dataId: {}, size: 1 })),
      '536,870,912 numbers for one image',
    )
  })
})
