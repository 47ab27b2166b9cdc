/** @file ONNX files of a small classifier, whose nodes may be any. */
import { create, toBinary } from '@bufbuild/protobuf'
import {
  AttributeProtoSchema,
  AttributeProto_AttributeType as AttributeType,
  GraphProtoSchema,
  type ModelProto,
  ModelProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  TensorProtoSchema,
} from '../../engine/onnx/file/onnx_pb'

export const node = (
  opType: string,
  input: readonly string[],
  output: readonly string[],
  attribute: NodeProto['attribute'] = [],
) => create(NodeProtoSchema, { opType, input: [...input], output: [...output], attribute })

export const tensor = (name: string, dims: readonly number[], values: readonly number[] | null) =>
  create(TensorProtoSchema, {
    name,
    dims: dims.map(BigInt),
    dataType: values === null ? 1 : 7,
    ...(values && { int64Data: values.map(BigInt) }),
  })

const value = (name: string, dims: readonly number[]) => ({
  name,
  type: {
    value: {
      case: 'tensorType' as const,
      value: {
        elemType: 1,
        shape: { dim: dims.map((length) => ({ value: { case: 'dimValue' as const, value: BigInt(length) } })) },
      },
    },
  },
})

/** A classifier of 8 x 8 pixels whose nodes these are; the last makes `y`. */
export function onnxOf(
  nodes: readonly NodeProto[],
  initializer: ReturnType<typeof tensor>[] = [],
  more: Partial<ModelProto> = {},
  inputs: readonly string[] = [],
  axes: readonly number[] = [1, 3, 8, 8],
  second: string | null = null,
) {
  const graph = create(GraphProtoSchema, {
    node: [...nodes],
    initializer,
    input: [value('x', axes), ...inputs.map((name) => value(name, [1]))],
    output: [value('y', [1, 10]), ...(second === null ? [] : [value(second, [1])])],
  } as never)
  const model = create(ModelProtoSchema, {
    irVersion: 8n,
    opsetImport: [{ domain: '', version: 17n }],
    graph,
    ...more,
  } as never)
  return new Uint8Array(toBinary(ModelProtoSchema, model))
}

/** An attribute of so many whole numbers. */
export const numbers = (name: string, count: number) =>
  create(AttributeProtoSchema, {
    name,
    type: AttributeType.INTS,
    ints: Array.from({ length: count }, () => 1n),
  })
