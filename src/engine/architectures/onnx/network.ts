import { isChannelsLast } from '../../onnx/file/findings'
import { buildGraph } from '../../onnx/lowering'
import { type PreparedGraph, prepareGraph } from '../../onnx/run'
import { tensorValue } from '../../onnx/values/types'
import * as tf from '../../tf'
import type { Architecture } from '../types'
import { type OnnxSettings, onnxDescription } from './description'

/** Images have their channels last, whatever order of axes the graph was written for. */
const ORDERS = { channelsLast: [0, 1, 2, 3], channelsFirst: [0, 3, 1, 2] }

export const onnx: Architecture<OnnxSettings, PreparedGraph> = {
  ...onnxDescription,

  prepare: (parameters, { graph, names }) =>
    prepareGraph(graph, new Map([...names].map(([name, stored]) => [name, parameters.get(stored) as tf.Tensor]))),

  logits(prepared, { graph }, normalised) {
    const order = isChannelsLast(graph.input.shape) ? ORDERS.channelsLast : ORDERS.channelsFirst
    const outputs = prepared.compute(tensorValue(normalised, order))
    return tf.reshape(outputs, [normalised.shape[0], -1])
  },

  build: (prepared, { graph }, network) => buildGraph(graph, prepared, network),
}
