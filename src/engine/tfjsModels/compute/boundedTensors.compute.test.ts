import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { backendsUnderTest, prepareBackend } from '../../../testing/backends'
import { expectSentence, messageOf } from '../../../testing/sentence'
import { withBoundedTensors } from '../../backend/boundedTensors'
import * as tf from '../../tf'
import type { GraphNode, TfjsGraph } from '../graph/types'
import { graphProgram } from './graphProgram'

const HUGE = 2 ** 20

const constant = (name: string): GraphNode => ({ name, op: 'Const', input: [], attr: { dtype: { type: 'DT_INT32' } } })

/** An image to which something is added that a node makes of constants, whose values are weights. */
function graphOf(op: string, inputs: readonly string[], attr: GraphNode['attr'] = {}): TfjsGraph {
  const nodes: GraphNode[] = [
    { name: 'x', op: 'Placeholder', input: [], attr: {} },
    ...inputs.map(constant),
    { name: 'made', op, input: inputs, attr },
    { name: 'sum', op: 'Sum', input: ['made', 'axes'], attr: {} },
    { name: 'y', op: 'Add', input: ['x', 'sum'], attr: {} },
  ]
  return { nodes: [...nodes.slice(0, 1), constant('axes'), ...nodes.slice(1)], input: 'x', output: 'y' }
}

const whole = (values: number | number[]) => tf.tensor(values, undefined, 'int32')
const BOMBS: Readonly<
  Record<string, () => { readonly graph: TfjsGraph; readonly weights: Record<string, tf.Tensor> }>
> = {
  Fill: () => ({
    graph: graphOf('Fill', ['dims', 'value']),
    weights: { dims: whole([HUGE, HUGE]), value: tf.scalar(1) },
  }),
  Range: () => ({
    graph: graphOf('Range', ['from', 'to', 'by']),
    weights: { from: tf.scalar(0), to: tf.scalar(2 ** 40), by: tf.scalar(1) },
  }),
  Tile: () => ({ graph: graphOf('Tile', ['a', 'reps']), weights: { a: tf.zeros([1, 1]), reps: whole([HUGE, HUGE]) } }),
  MatMul: () => ({ graph: graphOf('MatMul', ['a', 'b']), weights: { a: tf.zeros([HUGE, 1]), b: tf.zeros([1, HUGE]) } }),
  Mul: () => ({ graph: graphOf('Mul', ['a', 'b']), weights: { a: tf.zeros([HUGE, 1]), b: tf.zeros([1, HUGE]) } }),
}

describe.each(backendsUnderTest)('on %s', (name) => {
  beforeAll(() => prepareBackend(name))
  afterEach(() => tf.disposeVariables())

  // The processor's own kernels make room for themselves, and throw where there is none.
  it.each(Object.keys(BOMBS).filter((op) => name !== 'cpu' || !['MatMul', 'Mul'].includes(op)))(
    'a graph is refused whose %s of a few constants is larger than memory',
    async (op) => {
      tf.engine().startScope()
      const { graph, weights } = (BOMBS[op] as (typeof BOMBS)[string])()
      const program = await graphProgram(graph)
      const given = new Map(Object.entries({ ...weights, axes: whole([0]) }))
      const message = await messageOf(() => program.compute(given, tf.zeros([1, 2, 2, 3])))
      tf.engine().endScope()
      expectSentence(message)
      // WebAssembly's memory says of some kernels' that it has no room for them.
      expect(message).toMatch(/makes a tensor of the shape .*, which is too large|MB more than this browser gives/)
    },
  )

  it('a tensor without numbers is refused, beyond whose end a mean would read', () => {
    expect(() => withBoundedTensors(4, () => tf.tidy(() => tf.fill([2, 0], 1)))).toThrow(
      '[2, 0], which holds no number',
    )
  })

  it('what follows is not bounded, also where it was refused', () => {
    expect(() => withBoundedTensors(4, () => tf.tidy(() => tf.fill([5], 1)))).toThrow('too large')
    tf.tidy(() => {
      expect(withBoundedTensors(4, () => tf.fill([4], 1)).size).toBe(4)
      expect(tf.add(tf.fill([5], 1), tf.range(0, 5)).size).toBe(5)
    })
  })
})
