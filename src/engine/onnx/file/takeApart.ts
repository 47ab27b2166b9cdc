/** @file Splits an ONNX file into a graph, which becomes part of the manifest, and weights by name. */
import { create, toBinary } from '@bufbuild/protobuf'
import { constantsToInitialisers, joinCopies } from './constants'
import { type GraphProto, type ModelProto, ModelProtoSchema, type TensorProto, TensorProtoSchema } from './onnx_pb'
import { ownStatistics, readsOfInput, scalesOf } from './readers'
import { isFloatTensor, readTensor, sizeOfTensor } from './tensors'

export interface TakenApart {
  /** An ONNX file without the numbers of `weights`. */
  readonly graph: Uint8Array
  /** Tensors that are stored with the weights, with their numbers, by their names in the graph. */
  readonly weights: readonly TensorProto[]
  /** Names of those that are not learned, such as an attention's mask. */
  readonly frozen: readonly string[]
}

/** Constants that are not weights stay in the graph up to this size. */
const FEW_NUMBERS = 256

/** @param model is modified: its messages must not be used again */
export function takeApart(model: ModelProto): TakenApart {
  const graph = model.graph as GraphProto
  const constants = constantsToInitialisers(graph)
  joinCopies(graph, (tensor) => isFloatTensor(tensor) && !constants.has(tensor.name) && !looksLikeMask(tensor))
  const statistics = ownStatistics(graph)
  const kept = new Set([...readsOfInput(graph), ...scalesOf(graph)])
  const weights: TensorProto[] = []
  const frozen: string[] = []
  for (const tensor of graph.initializer) {
    const size = sizeOfTensor(tensor)
    if (!isFloatTensor(tensor) || size <= 1 || kept.has(tensor.name) || !hasFiniteNumbers(tensor)) continue
    const isConstant = constants.has(tensor.name) || looksLikeMask(tensor)
    if (isConstant && size <= FEW_NUMBERS) continue
    if (isConstant || statistics.has(tensor.name)) frozen.push(tensor.name)
    weights.push(create(TensorProtoSchema, { ...tensor }))
    Object.assign(tensor, { rawData: new Uint8Array(), floatData: [], int32Data: [], doubleData: [] })
  }
  return { graph: toBinary(ModelProtoSchema, model, { writeUnknownFields: false }), weights, frozen }
}

const hasFiniteNumbers = (tensor: TensorProto): boolean => readTensor(tensor).values.every(Number.isFinite)

/** Only zeros and one large negative number, as attention adds to masked scores. */
function looksLikeMask(tensor: TensorProto): boolean {
  if (!isFloatTensor(tensor) || sizeOfTensor(tensor) < 2) return false
  const { values } = readTensor(tensor)
  const least = values.find((value) => value !== 0) ?? 0
  return least <= -50 && values.every((value) => value === 0 || value === least)
}
