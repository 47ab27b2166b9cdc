/** @file A graph of TensorFlow, computed by tfjs's own executor with the weights that it is given. */

import { mostNumbersOf, withBoundedTensors } from '../../backend/boundedTensors'
import * as tf from '../../tf'
import { GraphModel } from '../../tfLoaders'
import { placeholderShape } from '../graph/ends'
import type { TfjsGraph } from '../graph/types'
import { tfjsReason } from './tfjsReason'
import type { TfjsProgram } from './types'

/** What is not public of a graph model: whatever its constants are. */
interface Executor {
  weightMap: Record<string, tf.Tensor[]>
}

/** @throws Error with one sentence */
export async function graphProgram(graph: TfjsGraph): Promise<TfjsProgram> {
  const { model, executor } = read(graph)
  const [fixed = null] = placeholderShape(graph) ?? []
  const run = (images: tf.Tensor4D) => {
    try {
      const most = mostNumbersOf(images.shape[0])
      return withBoundedTensors(most, () => model.execute({ [graph.input]: images }, graph.output) as tf.Tensor)
    } catch (error) {
      // The end of the engine is not the graph's.
      if (error instanceof WebAssembly.RuntimeError) throw error
      throw new Error(`TensorFlow.js cannot compute the graph (${tfjsReason(error)}); export the model to ONNX.`)
    }
  }
  return {
    compute(weights, images) {
      executor.weightMap = Object.fromEntries([...weights].map(([name, weight]) => [name, [weight]]))
      try {
        return fixed === null ? run(images) : inTurn(images, fixed, run)
      } finally {
        executor.weightMap = {}
      }
    },
  }
}

function read({ nodes }: TfjsGraph): { model: GraphModel; executor: Executor } {
  try {
    const model = new GraphModel({ load: () => ({}) } as never)
    model.loadSync({
      modelTopology: { node: nodes.map((node) => ({ ...node, input: [...node.input] })), versions: {} },
      weightSpecs: [],
      weightData: new ArrayBuffer(0),
    })
    return { model, executor: (model as unknown as { executor: Executor }).executor }
  } catch (error) {
    throw new Error(
      `TensorFlow.js cannot read the graph (${tfjsReason(error)}); convert the model again, or export it to ONNX.`,
    )
  }
}

/** As many at a time as the graph was made for; the last of them are filled up with zeros, of which nothing is returned. */
function inTurn(images: tf.Tensor4D, at: number, run: (images: tf.Tensor4D) => tf.Tensor): tf.Tensor {
  const [count, ...rest] = images.shape
  const results: tf.Tensor[] = []
  for (let begin = 0; begin < count; begin += at) {
    const size = Math.min(at, count - begin)
    const part = tf.slice(images, [begin, 0, 0, 0], [size, ...rest])
    const result = run(size === at ? part : tf.concat([part, tf.zeros([at - size, ...rest])]))
    results.push(size === at ? result : tf.slice(result, 0, size))
  }
  return results.length === 1 ? (results[0] as tf.Tensor) : tf.concat(results)
}
