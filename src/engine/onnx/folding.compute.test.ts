import { beforeAll, describe, expect, it } from 'vitest'
import { prepareBackend } from '../../testing/backends'
import { messageOf } from '../../testing/sentence'
import * as tf from '../tf'
import type { Constant, OnnxGraph, OnnxNode } from './graph/types'
import { prepareGraph } from './run'

const node = (operator: string, inputs: readonly string[], output: string): OnnxNode => ({
  name: output,
  operator,
  inputs,
  outputs: [output],
  attributes: new Map(),
})

const whole = (...values: readonly number[]): Constant => ({
  kind: 'int',
  shape: [values.length],
  values: Float64Array.from(values),
})

/** Of one weight of 1,024 numbers, which the nodes enlarge before there is an image. */
const graphOf = (nodes: readonly OnnxNode[], constants: Readonly<Record<string, Constant>>): OnnxGraph => ({
  opset: 17,
  input: { name: 'x', shape: [null, 3, 8, 8] },
  nodes,
  constants: new Map(Object.entries(constants)),
  parameters: new Map([['w', [1, 1024]]]),
  outputs: ['y'],
})

const prepare = (graph: OnnxGraph) =>
  tf.tidy(() => prepareGraph(graph, new Map([['w', tf.zeros([1, 1024])]])).steps().length)

describe('what a graph computes before there is an image', () => {
  beforeAll(() => prepareBackend('cpu'))

  it('may be some times its weights', () => {
    const nodes = [node('Expand', ['w', 'shape'], 'v'), node('Relu', ['x'], 'y')]
    expect(prepare(graphOf(nodes, { shape: whole(16, 1024) }))).toBe(1)
  })

  it.each([
    ['one tensor', [node('Expand', ['w', 'large'], 'v')]],
    ['many tensors', Array.from({ length: 3 }, (_, i) => node('Expand', ['w', 'small'], `v${i}`))],
    ['repetition', [node('Tile', ['w', 'large'], 'v')]],
  ])('is refused if a few bytes would fill the memory: %s', async (_, nodes) => {
    const graph = graphOf([...nodes, node('Relu', ['x'], 'y')], {
      large: whole(2 ** 17, 1024),
      small: whole(8192, 1024),
    })
    const before = tf.memory().numTensors
    expect(await messageOf(() => prepare(graph))).toMatch(
      /^The ONNX graph's node "v\d*" \((Expand|Tile)\) cannot be computed: .*too large/,
    )
    expect(tf.memory().numTensors).toBe(before)
  })
})
