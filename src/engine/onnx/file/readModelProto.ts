/** @file Decodes the bytes of an ONNX file. */
import { fromBinary } from '@bufbuild/protobuf'
import { type ModelProto, ModelProtoSchema } from './onnx_pb'
import { scanMessages } from './scan'

const REMEDY = 'fetch it again or export the model again'

/** Supported opsets of the standard operators, from PyTorch 1.0's to the newest. */
const [OLDEST_OPSET, NEWEST_OPSET] = [9, 27]

/**
 * Decodes an ONNX file, whose values remain views of it.
 *
 * @throws Error with one sentence if it cannot be read
 */
export function readModelProto(file: Uint8Array): ModelProto {
  const model = decode(file)
  if (model.graph === undefined || model.graph.node.length === 0) {
    throw new Error(`The ONNX file holds no graph; ${REMEDY}.`)
  }
  const opset = opsetOf(model)
  if (opset < OLDEST_OPSET || opset > NEWEST_OPSET) {
    throw new Error(
      `The ONNX file is of opset ${opset} where ${OLDEST_OPSET} to ${NEWEST_OPSET} are read; export the model with opset_version=17.`,
    )
  }
  return model
}

export function opsetOf({ opsetImport }: ModelProto): number {
  return Number(opsetImport.find(({ domain }) => domain === '' || domain === 'ai.onnx')?.version ?? 0)
}

function decode(file: Uint8Array): ModelProto {
  try {
    scanMessages(file, ModelProtoSchema)
    return fromBinary(ModelProtoSchema, file, { readUnknownFields: false })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`The file is not an ONNX model that can be read (${reason}); ${REMEDY}.`)
  }
}
