import { beforeAll, describe, expect, it } from 'vitest'
import { prepareBackend } from '../../../testing/backends'
import { messageOf } from '../../../testing/sentence'
import * as tf from '../../tf'
import { prepareGraph } from '../run'
import { tensorValue } from '../values/types'
import { withoutSoftmax } from './simplify'
import type { AttributeValue, OnnxGraph, OnnxNode } from './types'

const node = (operator: string, inputs: string[], output: string, attributes: Record<string, AttributeValue> = {}) =>
  ({ name: output, operator, inputs, outputs: [output], attributes: new Map(Object.entries(attributes)) }) as OnnxNode

const whole = (...values: readonly number[]) =>
  ({ kind: 'int', shape: [values.length], values: Float64Array.from(values) }) as const

/** Of images of 6 pixels, which are its logits before the softmax. */
const graphOf = (nodes: readonly OnnxNode[], opset = 17): OnnxGraph => ({
  opset,
  input: { name: 'x', shape: [null, 6] },
  nodes,
  constants: new Map([
    ['groups', whole(-1, 2, 3)],
    ['pixel', whole(-1, 6, 1, 1)],
  ]),
  parameters: new Map(),
  outputs: [(nodes.at(-1) as OnnxNode).outputs[0] as string],
})

const LOGITS = [1, 3, 2, 0, -1, 5, 0, 0, 0, 1, 1, 1]
const computed = (graph: OnnxGraph) =>
  tf.tidy(() => [
    ...prepareGraph(withoutSoftmax(graph), new Map())
      .compute(tensorValue(tf.tensor(LOGITS, [2, 6]), [0, 1]))
      .dataSync(),
  ])

const INTO_GROUPS = node('Reshape', ['x', 'groups'], 'g')

describe('a softmax at the end of a graph', () => {
  beforeAll(() => prepareBackend('cpu'))

  it.each<[string, OnnxGraph]>([
    ['over all classes', graphOf([node('Softmax', ['x'], 'y')])],
    ['along the axis of the classes', graphOf([node('LogSoftmax', ['x'], 'y', { axis: 1 })])],
    ['of an older opset', graphOf([node('Softmax', ['x'], 'y')], 11)],
    [
      'before its axes are joined',
      graphOf([
        node('Reshape', ['x', 'pixel'], 'p'),
        node('Softmax', ['p'], 's', { axis: 1 }),
        node('Flatten', ['s'], 'y'),
      ]),
    ],
  ])('is left out: %s', (_, graph) => {
    expect(computed(graph)).toEqual(LOGITS)
  })

  it.each<[string, OnnxGraph]>([
    ['over groups of classes', graphOf([INTO_GROUPS, node('Softmax', ['g'], 's'), node('Flatten', ['s'], 'y')])],
    ['across groups', graphOf([INTO_GROUPS, node('Softmax', ['g'], 's', { axis: 1 }), node('Flatten', ['s'], 'y')])],
    ['over the images', graphOf([node('Softmax', ['x'], 'y', { axis: 0 })])],
  ])('is refused where it changes their order: %s', async (_, graph) => {
    expect(await messageOf(async () => computed(graph))).toMatch(/not over all classes/)
  })

  it('is computed where its probabilities become whole numbers', () => {
    const graph = graphOf([node('Softmax', ['x'], 's'), node('Cast', ['s'], 'y', { to: 7 })])
    expect(computed(graph)).toEqual(LOGITS.map(() => 0))
  })
})
