/** @file Models of TensorFlow.js that claim more numbers and layers than anything could compute. */
import { bytesOf } from '../../images/datasets/testArchives'
import type { BytesBomb } from './bomb'

const weightOf = (name: string, shape: readonly number[], more = {}) => ({ name, shape, dtype: 'float32', ...more })

/** A graph model. */
const graph = (node: readonly object[], weights: readonly object[] = []) =>
  bytesOf(JSON.stringify({ format: 'graph-model', modelTopology: { node }, weightsManifest: [{ paths: [], weights }] }))

const activation = (name: string, inbound: unknown) => ({
  class_name: 'Activation',
  config: { name, activation: 'linear' },
  inbound_nodes: inbound,
})

/** Each takes what the layer behind it gives, up to the input, which stands last. */
function layersBackwards(count: number): object[] {
  const layers: object[] = Array.from({ length: count - 1 }, (_, i) => activation(`a${i}`, [[[`a${i + 1}`, 0, 0]]]))
  const input = { class_name: 'InputLayer', config: { name: `a${count - 1}`, batch_input_shape: [null, 8, 8, 3] } }
  return [...layers, { ...input, inbound_nodes: [] }]
}

const functional = (layers: readonly object[]) => {
  const last = (layers.at(-1) as { config: { name: string } }).config.name
  return {
    model_config: {
      class_name: 'Functional',
      config: { name: 'f', layers, input_layers: [[last, 0, 0]], output_layers: [['a0', 0, 0]] },
    },
  }
}

export const tfjsBombs = (scale: number): BytesBomb[] => {
  const many = Math.round(50_000 * scale)
  const model = (topology: unknown, weights: readonly unknown[]) =>
    bytesOf(
      JSON.stringify({ format: 'layers-model', modelTopology: topology, weightsManifest: [{ paths: [], weights }] }),
    )
  const sequential = (layers: readonly unknown[]) => ({
    model_config: { class_name: 'Sequential', config: { name: 's', layers } },
  })
  const dense = (name: string, units: number) => ({
    class_name: 'Dense',
    config: { name, units, activation: 'linear', ...(name === 'd0' && { batch_input_shape: [null, 8, 8, 3] }) },
  })
  const within = (depth: number): unknown =>
    depth === 0
      ? dense('d0', 2)
      : { class_name: 'Sequential', config: { name: `s${depth}`, layers: [within(depth - 1)] } }
  return [
    {
      name: 'weights of an impossible shape',
      make: () => model(sequential([dense('d0', 2)]), [weightOf('d0/kernel', [2 ** 31, 2 ** 31])]),
    },
    {
      name: 'a quantised weight of two gigabytes',
      make: () =>
        model(sequential([dense('d0', 2)]), [
          weightOf('d0/kernel', [2 ** 31], { quantization: { dtype: 'uint8', scale: 1, min: 0 } }),
        ]),
    },
    {
      name: 'empty weights',
      make: () =>
        model(
          sequential([dense('d0', 2)]),
          Array.from({ length: many }, (_, i) => weightOf(`w${i}`, [0])),
        ),
    },
    {
      name: 'layers in a row',
      make: () => model(sequential(Array.from({ length: many }, (_, i) => dense(`d${i}`, 2))), []),
    },
    { name: 'models within models', make: () => model(sequential([within(Math.max(2, Math.round(30 * scale)))]), []) },
    { name: 'a layer of a trillion numbers', make: () => model(sequential([dense('d0', 2 ** 40)]), []) },
    {
      name: 'nodes of a graph in a row',
      make: () =>
        graph(
          Array.from({ length: many }, (_, i) => ({
            name: `n${i}`,
            op: i === 0 ? 'Placeholder' : 'Relu',
            input: i === 0 ? [] : [`n${i - 1}`],
            attr: {},
          })),
        ),
    },
    {
      name: 'layers from the last to the first',
      make: () => model(functional(layersBackwards(Math.min(10_000, many))), []),
    },
    {
      name: 'layers that wait for one another',
      make: () => {
        const layers = layersBackwards(Math.min(9000, many))
        const stuck = activation(
          'stuck',
          Array.from({ length: many }, () => [['nowhere', 0, 0]]),
        )
        return model(functional([stuck, ...layers]), [])
      },
    },
    {
      name: 'layers whose weights lie behind a long row of nodes',
      make: () => {
        const half = Math.min(4900, many / 2)
        const row = Array.from({ length: half }, (_, i) => ({
          name: `i${i}`,
          op: 'Identity',
          input: [i === 0 ? 'w' : `i${i - 1}`],
        }))
        const products = Array.from({ length: half }, (_, i) => ({
          name: `m${i}`,
          op: 'MatMul',
          input: [i === 0 ? 'x' : `m${i - 1}`, `i${half - 1}`],
        }))
        const shape = { shape: { dim: [-1, 8, 8, 3].map((size) => ({ size })) } }
        const nodes = [
          { name: 'x', op: 'Placeholder', input: [], attr: { shape } },
          { name: 'w', op: 'Const', input: [] },
          ...row,
          ...products,
        ]
        return graph(nodes, [weightOf('w', [0, 10])])
      },
    },
    {
      name: 'constants of no numbers',
      make: () => {
        const count = Math.min(9000, many)
        const shape = { shape: { dim: [-1, 8, 8, 3].map((size) => ({ size })) } }
        const constants = Array.from({ length: count }, (_, i) => ({ name: `c${i}`, op: 'Const', input: [] }))
        const sum = { name: 'y', op: 'AddN', input: ['x', ...constants.map(({ name }) => name)] }
        const others = Array.from({ length: many }, (_, i) => weightOf(`z${i}`, [0], { dtype: 'int32' }))
        const weights = constants.map(({ name }) => weightOf(name, [0], { dtype: 'int32' }))
        return graph(
          [{ name: 'x', op: 'Placeholder', input: [], attr: { shape } }, ...constants, sum],
          [...others, ...weights],
        )
      },
    },
    {
      name: 'a node of every node before it',
      make: () => {
        const count = Math.min(900, many)
        return graph(
          Array.from({ length: count }, (_, i) => ({
            name: `n${i}`,
            op: i === 0 ? 'Placeholder' : 'AddN',
            input: Array.from({ length: i }, (_, k) => `n${k}`),
          })),
        )
      },
    },
    {
      name: 'weights of fractions and of infinite lengths',
      make: () =>
        bytesOf(
          `{"format":"layers-model","modelTopology":{},"weightsManifest":[{"paths":[],"weights":[${'{"name":"a","shape":[1e999,0.5,-1],"dtype":"float32"},'.repeat(many)}{}]}]}`,
        ),
    },
    {
      name: 'a node with many inputs that no node makes',
      make: () =>
        graph([
          { name: 'x', op: 'Placeholder', input: [] },
          { name: 'y', op: 'AddN', input: Array.from({ length: many * 5 }, (_, i) => `n${i}`) },
        ]),
    },
    {
      name: 'a node with many inputs',
      make: () =>
        graph([
          { name: 'x', op: 'Placeholder', input: [] },
          { name: 'y', op: 'AddN', input: Array.from({ length: many * 5 }, () => 'x') },
        ]),
    },
  ]
}
