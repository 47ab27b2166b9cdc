/** @file Models of as many layers as are read: tfjs puts them together and computes them one within another. */
import { expect, it } from 'vitest'
import { prepareBackend } from '../../../testing/backends'
import { messageOf } from '../../../testing/sentence'
import * as tf from '../../tf'
import { canonicalLayers } from '../layers/canonical'
import { MAX_TFJS_LAYERS } from '../limits'
import { layersProgram } from './layersProgram'

const input = { class_name: 'InputLayer', config: { name: 'x', batch_input_shape: [null, 2, 2, 3], dtype: 'float32' } }
const relu = (i: number) => ({ class_name: 'Activation', config: { name: `a${i}`, activation: 'relu' } })
const rowOf = (count: number) => Array.from({ length: count }, (_, i) => relu(i))

const sequential = (count: number) => ({
  class_name: 'Sequential',
  config: { name: 's', layers: [input, ...rowOf(count)] },
})

const functional = (count: number) => ({
  class_name: 'Functional',
  config: {
    name: 'f',
    layers: [
      { ...input, name: 'x', inbound_nodes: [] },
      ...rowOf(count).map((each, i) => ({
        ...each,
        name: `a${i}`,
        inbound_nodes: [[[i === 0 ? 'x' : `a${i - 1}`, 0, 0, {}]]],
      })),
    ],
    input_layers: [['x', 0, 0]],
    output_layers: [[`a${count - 1}`, 0, 0]],
  },
})

it.each([
  ['in a row', sequential],
  ['that name one another', functional],
])('as many layers as are read, %s, are computed and differentiated', async (_, modelOf) => {
  await prepareBackend('cpu')
  // The model and its input are counted too.
  const { compute } = await layersProgram(canonicalLayers(modelOf(MAX_TFJS_LAYERS - 2)), new Map())
  const images = tf.tensor4d([1, -2, 3, -4, 5, -6, 7, -8, 9, -10, 11, -12], [1, 2, 2, 3])
  const slope = tf.tidy(() => tf.grad((x) => tf.sum(compute(new Map(), x as tf.Tensor4D)))(images))
  expect([...slope.dataSync()]).toEqual([1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0])
  tf.dispose([images, slope])
})

it.each([
  ['in a row', sequential],
  ['that name one another', functional],
])('more layers %s are refused before tfjs sees them', async (_, modelOf) => {
  expect(await messageOf(() => canonicalLayers(modelOf(MAX_TFJS_LAYERS)))).toMatch(
    /^The model\.json has more than 2,000 layers, .*; choose a smaller model\.$/,
  )
})
