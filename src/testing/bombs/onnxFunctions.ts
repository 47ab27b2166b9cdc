/** @file ONNX files whose functions make far more nodes than the file has. */
import { create } from '@bufbuild/protobuf'
import {
  AttributeProtoSchema,
  AttributeProto_AttributeType as AttributeType,
  FunctionProtoSchema,
  GraphProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  TensorProtoSchema,
} from '../../engine/onnx/file/onnx_pb'
import type { BytesBomb } from './bomb'
import { node, numbers, onnxOf } from './onnxFile'

/** Functions whose every call makes their contents anew. */
export function onnxFunctionBombs(many: number): BytesBomb[] {
  const calls = Math.round(many / 25)
  const calling = (attribute: NodeProto['attribute'] = []) =>
    Array.from({ length: calls }, (_, i) =>
      create(NodeProtoSchema, {
        opType: 'f',
        domain: 'd',
        input: [i === 0 ? 'x' : `v${i}`],
        output: [i + 1 === calls ? 'y' : `v${i + 1}`],
        attribute,
      }),
    )
  const functionOf = (...body: readonly NodeProto[]) => ({
    functions: [create(FunctionProtoSchema, { name: 'f', domain: 'd', input: ['a'], output: ['b'], node: [...body] })],
  })
  const branch = (inner: readonly NodeProto[]) =>
    create(AttributeProtoSchema, {
      name: 'then_branch',
      type: AttributeType.GRAPH,
      g: create(GraphProtoSchema, { node: [...inner], output: [{ name: 'x' }] } as never),
    })
  const call = (name: string, input: string, output: string) =>
    create(NodeProtoSchema, { opType: name, domain: 'd', input: [input], output: [output] })
  return [
    {
      name: 'a function that calls itself before many nodes',
      make: () => {
        const relus = Array.from({ length: many }, () => node('Relu', ['a'], ['t']))
        return onnxOf([call('f', 'x', 'y')], [], functionOf(call('f', 'a', 'b'), ...relus))
      },
    },
    {
      name: 'a list within a function',
      make: () => onnxOf(calling(), [], functionOf(node('Flatten', ['a'], ['b'], [numbers('axis', many)]))),
    },
    {
      name: 'a list that a function takes over from its call',
      make: () => {
        const taken = create(AttributeProtoSchema, { name: 'axis', type: AttributeType.INTS, refAttrName: 'k' })
        const body = Array.from({ length: 20 }, (_, i) =>
          node('Flatten', [i === 0 ? 'a' : `t${i}`], [i === 19 ? 'b' : `t${i + 1}`], [taken]),
        )
        const [call] = calling([numbers('k', many * 3)])
        return onnxOf([{ ...(call as NodeProto), output: ['y'] }], [], functionOf(...body))
      },
    },
    {
      name: 'a branch within a function',
      make: () => {
        const inner = Array.from({ length: many / 2 }, () => node('Relu', ['x'], ['t']))
        return onnxOf(calling(), [], functionOf(node('Relu', ['a'], ['b'], [branch(inner)])))
      },
    },
    {
      name: 'a constant within a function',
      make: () => {
        const values = create(TensorProtoSchema, {
          dims: [BigInt(many * 10)],
          dataType: 1,
          rawData: new Uint8Array(many * 40),
        })
        const constant = node(
          'Constant',
          [],
          ['c'],
          [create(AttributeProtoSchema, { name: 'value', type: AttributeType.TENSOR, t: values })],
        )
        return onnxOf(calling(), [], functionOf(constant, node('Add', ['a', 'c'], ['b'])))
      },
    },
  ]
}
