import { create } from '@bufbuild/protobuf'
import { describe, expect, it } from 'vitest'
import { FunctionProtoSchema, GraphProtoSchema, ModelProtoSchema, NodeProtoSchema } from '../file/onnx_pb'
import { inlineFunctions } from './inlineFunctions'

const node = (opType: string, input: string, output: string, domain = '') =>
  create(NodeProtoSchema, { opType, domain, input: [input], output: [output] })
const call = (name: string, input: string, output: string) => node(name, input, output, 'd')
const functionOf = (name: string, ...body: ReturnType<typeof node>[]) =>
  create(FunctionProtoSchema, { name, domain: 'd', input: ['a'], output: ['b'], node: body })
const modelOf = (...functions: ReturnType<typeof functionOf>[]) =>
  create(ModelProtoSchema, { graph: create(GraphProtoSchema, { node: [call('f', 'x', 'y')] }), functions })

describe('inlining the functions of an ONNX file', () => {
  it('replaces calls within calls by their nodes', () => {
    const nodes = inlineFunctions(
      modelOf(functionOf('f', call('g', 'a', 'c'), node('Relu', 'c', 'b')), functionOf('g', node('Neg', 'a', 'b'))),
    )
    expect(nodes.map(({ opType }) => opType)).toEqual(['Neg', 'Relu'])
    expect(nodes[0]?.input).toEqual(['x'])
    expect(nodes[1]?.input).toEqual(nodes[0]?.output)
    expect(nodes[1]?.output).toEqual(['y'])
  })

  it('refuses a function that calls itself before many nodes, and copies none', () => {
    const many = Array.from({ length: 60_000 }, () => node('Relu', 'a', 't'))
    expect(() => inlineFunctions(modelOf(functionOf('f', call('f', 'a', 'b'), ...many)))).toThrow(
      "The ONNX file's functions hold more than 300,000 parts with each of their calls; export the model again.",
    )
  })

  it('refuses a function that calls itself alone', () => {
    expect(() => inlineFunctions(modelOf(functionOf('f', call('f', 'a', 'b'))))).toThrow(/without an end in sight/)
  })
})
