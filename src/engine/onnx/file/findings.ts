/** @file What a graph says about its input images and its classes. */
import { countOf } from '../../../countOf'
import { quoteShape } from '../../../quote'
import { endsOf, shapeOfValue } from '../graph/fromProto'
import type { OnnxGraph } from '../graph/types'
import type { GraphProto, ModelProto } from './onnx_pb'
import { normalisingNodes } from './readers'

export interface OnnxFindings {
  readonly channels: 1 | 3
  /** Width and height; null if any size is accepted. */
  readonly size: number | null
  readonly classes: number
  /** Names of the nodes that normalise the images first. */
  readonly normalising: readonly string[]
}

/** (batch, height, width, channels), as from TensorFlow's converters; PyTorch's have the channels second. */
export const isChannelsLast = ([, second, , last]: readonly (number | null)[]): boolean =>
  (last === 3 || last === 1) && second !== 3 && second !== 1

/** Throws one sentence unless it is a classifier of square images with one channel or three. */
export function findingsOf(model: ModelProto, computed: OnnxGraph): OnnxFindings {
  const graph = model.graph as GraphProto
  const { shape } = endsOf(graph).input
  if (shape.length !== 4) {
    throw new Error(
      `The ONNX graph's input has the shape ${quoteShape(shape)} where a classifier of images takes four axes, such as [1, 3, 224, 224]; export the classifier alone.`,
    )
  }
  const isLast = isChannelsLast(shape)
  const [channels, height, width] = (isLast ? [3, 1, 2] : [1, 2, 3]).map((axis) => shape[axis] ?? null)
  const known = channels ?? firstFilterChannels(computed)
  if (known !== 1 && known !== 3) {
    throw new Error(
      `The ONNX graph takes images of ${known === null ? 'an unknown number of channels' : countOf(known, 'channel')} where this page has one or three; export a model for RGB or grey images.`,
    )
  }
  if (height !== null && width !== null && height !== width) {
    throw new Error(
      `The ONNX graph takes images of ${width} × ${height} pixels where this page shows square ones; export it for square images.`,
    )
  }
  return {
    channels: known,
    size: height ?? width ?? null,
    classes: classesOf(graph, computed),
    normalising: normalisingNodes(graph).map(({ node }) => node.name),
  }
}

function firstFilterChannels({ nodes, parameters }: OnnxGraph): number | null {
  const first = nodes.find(({ operator }) => operator === 'Conv')
  return parameters.get(first?.inputs[1] ?? '')?.[1] ?? null
}

/** By the output's shape in the file, or else by the last layer's weights. */
function classesOf(graph: GraphProto, computed: OnnxGraph): number {
  const said = graph.output[0] === undefined ? [] : shapeOfValue(graph.output[0])
  const rest = said.slice(1).filter((length) => length !== 1)
  if (said.length > 1 && rest.length === 1 && typeof rest[0] === 'number') return inBounds(rest[0])
  const last = computed.nodes.findLast(({ operator }) => operator === 'Gemm' || operator === 'MatMul')
  const shape = computed.parameters.get(last?.inputs[1] ?? '')
  const isTransposed = last?.operator === 'Gemm' && last.attributes.get('transB') === 1
  const count = shape?.[isTransposed ? 0 : 1]
  if (count !== undefined) return inBounds(count)
  throw new Error(
    `The ONNX graph's output has the shape ${quoteShape(said)}, by which the number of classes is not known; export a classifier that gives [batch, classes].`,
  )
}

function inBounds(count: number): number {
  if (count >= 2 && count <= 10_000) return count
  throw new Error(
    `The ONNX graph tells ${countOf(count, 'class')} apart where this page takes 2 to 10,000; export a classifier.`,
  )
}
