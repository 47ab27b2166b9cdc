/** @file Golden files of classifiers exported to ONNX (models/training/make_onnx_goldens.py). */

import { onnx } from '../engine/architectures/onnx/network'
import { fuseNetwork } from '../engine/fused/fuseNetwork'
import type { FusedNetwork } from '../engine/fused/types'
import { crossEntropy } from '../engine/gradients/crossEntropy'
import * as tf from '../engine/tf'
import { relativeError } from './allclose'
import { drawnParameter, noise } from './drawn'
import type { ExportedGraph, OnnxGolden } from './onnxFiles'

const GOLDEN_LABELS = [3, 7]
const GOLDEN_DIRECTIONS = 2

/** Normalised images (2, side, side, 3). */
function goldenImages({ side }: OnnxGolden): tf.Tensor4D {
  const values = Float32Array.from(noise('images', 2 * 3 * side * side))
  return tf.tidy(() => tf.transpose(tf.tensor4d(values, [2, 3, side, side]), [0, 2, 3, 1]))
}

/** All parameters of the model in PyTorch, by name. */
function goldenParameters({ parameters }: OnnxGolden): Map<string, tf.Tensor> {
  return new Map(
    Object.entries(parameters).map(([name, shape]) => [name, tf.tensor(drawnParameter(name, shape), [...shape])]),
  )
}

/** The graph's tensors as they follow from the model's parameters. Differentiable in them. */
function graphTensors({ origins }: ExportedGraph, parameters: ReadonlyMap<string, tf.Tensor>): Map<string, tf.Tensor> {
  return new Map(
    origins.map(({ tensor, from, by, shape }) => [
      tensor,
      follow(
        by,
        from.map((name) => parameters.get(name) as tf.Tensor),
        shape,
      ),
    ]),
  )
}

function follow(by: string, from: tf.Tensor[], shape: readonly number[] | undefined): tf.Tensor {
  const [first] = from as [tf.Tensor]
  if (by === 'same') return first
  if (by === 'transpose') return tf.transpose(first)
  if (by === 'reshape') return tf.reshape(first, [...(shape as number[])])
  const [kind, epsilon] = by.split(' ')
  const [weight, bias, mean, variance] = from.slice(-4) as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor]
  const scale = tf.div(weight, tf.sqrt(tf.add(variance, Number(epsilon))))
  if (kind === 'shift') return tf.add(bias, tf.mul(tf.sub(from.length > 4 ? first : 0, mean), scale))
  return tf.mul(first, tf.reshape(scale, [-1, 1, 1, 1]))
}

type Parameters = ReadonlyMap<string, tf.Tensor>

/** Relative errors of one export, by what PyTorch computed. `parameters`: gradients of the input gradient's norm in them. */
export interface OnnxErrors {
  readonly logits: number
  readonly gradient: number
  readonly parameters: number
}

export const TOLERANCES: OnnxErrors = { logits: 1e-4, gradient: 1e-3, parameters: 1e-3 }

/** @param exact whether gradients in the parameters are computed too, which takes longest; else their error is 0 */
export async function onnxErrors(golden: OnnxGolden, exported: ExportedGraph, exact = true): Promise<OnnxErrors> {
  const settings = onnx.parseSettings({ name: 'onnx', graph: exported.graph })
  const parameters = goldenParameters(golden)
  const images = goldenImages(golden)
  const logits = (pixels: tf.Tensor4D, values: Parameters) =>
    onnx.logits(onnx.prepare(graphTensors(exported, values), settings), settings, pixels)
  const loss = (pixels: tf.Tensor, values: Parameters) =>
    tf.sum(crossEntropy(logits(pixels as tf.Tensor4D, values), tf.tensor1d(GOLDEN_LABELS, 'int32')))
  const gradient = (values: Parameters) => tf.grad((pixels) => loss(pixels, values))(images)
  // What the exporter has folded into constants cannot be learned from the graph.
  const inGraph = new Set(exported.origins.flatMap(({ from }) => from))
  const learned = golden.learned.filter((name) => inGraph.has(name))
  const error = async (expected: ArrayLike<number>, compute: () => tf.Tensor) => {
    const result = tf.tidy(compute)
    const values = await result.data()
    result.dispose()
    return relativeError(values, expected)
  }
  try {
    return {
      logits: await error(golden.expected('logits').values, () => logits(images, parameters)),
      gradient: await error(golden.expected('gradient').values, () => gradient(parameters)),
      parameters: exact
        ? await error(expectedRows(golden, learned), () => alongDirections(learned, parameters, gradient))
        : 0,
    }
  } finally {
    tf.dispose([images, ...parameters.values()])
  }
}

/** Of "parameterGradients", the rows of some parameters. */
function expectedRows({ learned: all, expected }: OnnxGolden, learned: readonly string[]): number[] {
  const { values } = expected('parameterGradients')
  return learned.flatMap((name) => {
    const row = all.indexOf(name) * GOLDEN_DIRECTIONS
    return [...values.subarray(row, row + GOLDEN_DIRECTIONS)]
  })
}

/** The slopes of the gradient's mean squared L2 norm in each learned parameter, along each direction: (learned, directions). */
function alongDirections(
  learned: readonly string[],
  parameters: Parameters,
  gradient: (values: Parameters) => tf.Tensor,
) {
  const norm = (...values: tf.Tensor[]) => {
    const all = new Map([...parameters, ...learned.map((name, i) => [name, values[i] as tf.Tensor] as const)])
    return tf.mean(tf.sum(tf.square(gradient(all)), [1, 2, 3])) as tf.Scalar
  }
  const slopes = tf.grads(norm)(learned.map((name) => parameters.get(name) as tf.Tensor))
  const rows = slopes.map((slope, i) => {
    const directions = Float32Array.from(noise(`${learned[i]} direction`, GOLDEN_DIRECTIONS * slope.size))
    const along = tf.mul(tf.tensor2d(directions, [GOLDEN_DIRECTIONS, slope.size]), tf.reshape(slope, [1, slope.size]))
    return tf.sum(along, 1)
  })
  return tf.stack(rows)
}

/** Errors of the logits and the input gradient by fused kernels; null where the graph, or the backend, has none. */
export async function fusedErrors(
  golden: OnnxGolden,
  exported: ExportedGraph,
): Promise<Omit<OnnxErrors, 'parameters'> | null> {
  const settings = onnx.parseSettings({ name: 'onnx', graph: exported.graph })
  const [parameters, images] = [goldenParameters(golden), goldenImages(golden)]
  const [, height, width] = images.shape
  const made: { fused: FusedNetwork | null } = { fused: null }
  tf.tidy(() => {
    const prepared = onnx.prepare(graphTensors(exported, parameters), settings)
    const normalisation = { mean: [0, 0, 0], std: [1, 1, 1] }
    made.fused = fuseNetwork(
      (network) => onnx.build?.(prepared, settings, network) ?? null,
      [height, width, 3],
      normalisation,
    )
  })
  const { fused } = made
  try {
    if (fused === null) return null
    const [logits, gradient] = tf.tidy(() => {
      const pass = fused.forward(images)
      const loss = (z: tf.Tensor) => tf.sum(crossEntropy(z as tf.Tensor2D, tf.tensor1d(GOLDEN_LABELS, 'int32')))
      return [pass.logits, pass.backward(tf.grad(loss)(pass.logits) as tf.Tensor2D)]
    }) as [tf.Tensor, tf.Tensor]
    const errors = {
      logits: relativeError(await logits.data(), golden.expected('logits').values),
      gradient: relativeError(await gradient.data(), golden.expected('gradient').values),
    }
    tf.dispose([logits, gradient])
    return errors
  } finally {
    fused?.dispose()
    tf.dispose([images, ...parameters.values()])
  }
}
