/** @file Models of TensorFlow.js that claim more numbers and layers than anything could compute. */
import { bytesOf } from '../../images/datasets/testArchives'
import type { BytesBomb } from './parquet'

const weightOf = (name: string, shape: readonly number[], more = {}) => ({ name, shape, dtype: 'float32', ...more })

/** A graph model without weights. */
const graph = (node: readonly object[]) =>
  bytesOf(JSON.stringify({ format: 'graph-model', modelTopology: { node }, weightsManifest: [] }))

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
