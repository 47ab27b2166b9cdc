/** @file One small model of timm as two files, its state dict and its ONNX graph, with the same weights. */

import { fromBase64 } from '../../src/engine/onnx/file/base64'
import { putTogether } from '../../src/engine/onnx/file/putTogether'
import { drawnParameter } from '../../src/testing/drawn'
import { encodeSafetensors } from '../../src/testing/encodeSafetensors'
import { type ExportedGraph, type OnnxGolden, readOnnxGolden } from '../../src/testing/onnxFiles'

/** Of 32 × 32 pixels and ten classes. */
export async function timmPair(name: 'resnet' | 'swin'): Promise<{ readonly weights: Buffer; readonly graph: Buffer }> {
  const golden = await readOnnxGolden(name)
  const parameters = new Map(
    Object.entries(golden.parameters).map(([key, shape]) => [key, { shape, values: drawnParameter(key, shape) }]),
  )
  const tensors = new Map(
    [...parameters].map(([key, { shape, values }]) => [
      key,
      { dtype: 'F32', shape, bytes: new Uint8Array(values.buffer) },
    ]),
  )
  const [exported] = golden.graphs as [ExportedGraph]
  const graph = putTogether({ graph: fromBase64(exported.graph), frozen: [] }, graphWeights(exported, parameters))
  return { weights: Buffer.from(encodeSafetensors(tensors)), graph: Buffer.from(graph) }
}

interface Tensor {
  readonly shape: OnnxGolden['parameters'][string]
  readonly values: Float32Array
}

/** As the exporter has made them of the model's parameters. */
function graphWeights({ origins }: ExportedGraph, parameters: ReadonlyMap<string, Tensor>) {
  return new Map(
    origins.map(({ tensor, from, by }) => [
      tensor,
      {
        values: follow(
          by,
          from.map((name) => parameters.get(name) as Tensor),
        ),
      },
    ]),
  )
}

function follow(by: string, from: readonly Tensor[]): Float32Array {
  const [first] = from as [Tensor]
  if (by === 'same' || by === 'reshape') return first.values
  if (by === 'transpose') return transposed(first)
  const [kind, epsilon] = by.split(' ')
  const [weight, bias, mean, variance] = from.slice(-4).map(({ values }) => values) as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ]
  const scale = weight.map((each, i) => each / Math.sqrt((variance[i] as number) + Number(epsilon)))
  if (kind === 'shift') {
    const own = from.length > 4 ? first.values : new Float32Array(scale.length)
    return bias.map((each, i) => each + ((own[i] as number) - (mean[i] as number)) * (scale[i] as number))
  }
  const ofOne = first.values.length / scale.length
  return first.values.map((each, i) => each * (scale[Math.floor(i / ofOne)] as number))
}

function transposed({ shape, values }: Tensor): Float32Array {
  const [rows, columns] = shape as [number, number]
  return values.map((_, i) => values[(i % rows) * columns + Math.floor(i / rows)] as number)
}
