/** @file ONNX files that claim more numbers and nodes than anything could compute. */
import { create } from '@bufbuild/protobuf'
import {
  AttributeProtoSchema,
  AttributeProto_AttributeType as AttributeType,
  FunctionProtoSchema,
  GraphProtoSchema,
  type NodeProto,
  NodeProtoSchema,
} from '../../engine/onnx/file/onnx_pb'
import { repeated } from './archives'
import type { BytesBomb } from './bomb'
import { onnxBytesBombs } from './onnxBytes'
import { node, onnxOf, tensor } from './onnxFile'
import { onnxFunctionBombs } from './onnxFunctions'

const LAST = node('Flatten', ['x'], ['y'])

/** A constant added again and again, as a model normalises its images. */
const added = (count: number) =>
  Array.from({ length: count }, (_, i) => node('Add', [i === 0 ? 'x' : `v${i}`, 'c'], [`v${i + 1}`]))

/** Graphs that lead back to where they were, for who follows them from either end. */
const cycleBombs: readonly BytesBomb[] = [
  {
    name: 'a node that normalises its own output',
    make: () => onnxOf([node('Add', ['x', 'c'], ['x']), LAST], [tensor('c', [1], [1])]),
  },
  {
    name: 'two nodes that normalise each other',
    make: () => onnxOf([node('Add', ['x', 'c'], ['v']), node('Add', ['v', 'c'], ['x']), LAST], [tensor('c', [1], [1])]),
  },
  {
    name: 'an output that is passed on to itself',
    make: () => onnxOf([node('Flatten', ['x'], ['y']), node('Identity', ['y'], ['y'])]),
  },
  {
    name: 'outputs that are passed on in a circle',
    make: () => onnxOf([node('Flatten', ['x'], ['y']), node('Identity', ['y'], ['z']), node('Identity', ['z'], ['y'])]),
  },
]

export const onnxBombs = (scale: number): BytesBomb[] => {
  const many = Math.round(50_000 * scale)
  const huge = [2 ** 20, 2 ** 20]
  const chain = (operator: string, count: number) =>
    Array.from({ length: count }, (_, i) => node(operator, [i === 0 ? 'x' : `v${i}`], [`v${i + 1}`]))
  const branch = (name: string, inner: readonly NodeProto[]) =>
    create(AttributeProtoSchema, {
      name,
      type: AttributeType.GRAPH,
      g: create(GraphProtoSchema, { node: [...inner], output: [{ name: inner.at(-1)?.output[0] ?? '' }] } as never),
    })
  const nested = (depth: number): NodeProto =>
    depth === 0
      ? node('Relu', ['x'], ['y'])
      : node(
          'If',
          ['c'],
          ['y'],
          [branch('then_branch', [nested(depth - 1)]), branch('else_branch', [nested(depth - 1)])],
        )
  return [
    {
      name: 'a weight of a terabyte',
      make: () => onnxOf([node('Gemm', ['x', 'w'], ['y'])], [tensor('w', huge, null)]),
    },
    {
      name: 'a shape beyond all numbers',
      make: () => onnxOf([node('Reshape', ['x', 'w'], ['y'])], [tensor('w', [2 ** 40, 2 ** 40], [1])]),
    },
    {
      name: 'nodes in a row',
      make: () => onnxOf([...chain('Relu', many * 4), node('Flatten', [`v${many * 4}`], ['y'])]),
    },
    {
      name: 'branches in a row',
      make: () =>
        onnxOf(
          [
            ...Array.from({ length: many / 5 }, (_, i) =>
              node('If', ['c'], [`v${i}`], [branch('then_branch', [node('Relu', ['x'], [`t${i}`])])]),
            ),
            LAST,
          ].map((each, i, all) =>
            i === all.length - 1
              ? node('Sum', ['x', ...Array.from({ length: many / 5 }, (_, k) => `v${k}`)], ['y'])
              : each,
          ),
          [tensor('c', [1], [1])],
        ),
    },
    {
      name: 'branches within branches',
      make: () => onnxOf([nested(Math.max(2, Math.round(8 * scale)))], [tensor('c', [1], [1])]),
    },
    {
      name: 'functions that call one another twice',
      make: () => {
        const depth = 16
        const functions = Array.from({ length: depth }, (_, i) =>
          create(FunctionProtoSchema, {
            name: `f${i}`,
            domain: 'd',
            input: ['a'],
            output: ['b'],
            node: [0, 1, 2].map((k) =>
              create(NodeProtoSchema, {
                opType: i + 1 < depth ? `f${i + 1}` : 'Relu',
                domain: i + 1 < depth ? 'd' : '',
                input: ['a'],
                output: [k === 2 ? 'b' : `c${k}`],
              }),
            ),
          }),
        )
        return onnxOf([create(NodeProtoSchema, { opType: 'f0', domain: 'd', input: ['x'], output: ['y'] })], [], {
          functions,
        })
      },
    },
    {
      name: 'an attribute of whole numbers',
      make: () =>
        onnxOf([
          node(
            'Flatten',
            ['x'],
            ['y'],
            [
              create(AttributeProtoSchema, {
                name: 'axis',
                type: AttributeType.INTS,
                ints: Array.from({ length: many * 30 }, () => 1n),
              }),
            ],
          ),
        ]),
    },
    {
      name: 'texts in an attribute',
      make: () =>
        onnxOf([
          node(
            'Flatten',
            ['x'],
            ['y'],
            [
              create(AttributeProtoSchema, {
                name: 'axis',
                type: AttributeType.STRINGS,
                strings: Array.from({ length: many * 30 }, () => new Uint8Array(0)),
              }),
            ],
          ),
        ]),
    },
    {
      name: 'initialisers of one number',
      make: () =>
        onnxOf(
          [node('Sum', ['x', ...Array.from({ length: many }, (_, i) => `w${i}`)], ['y'])],
          Array.from({ length: many }, (_, i) => tensor(`w${i}`, [1], [1])),
        ),
    },
    { name: 'outputs without nodes', make: () => onnxOf([LAST], [], {}) },
    ...cycleBombs,
    ...onnxFunctionBombs(many),
    ...onnxBytesBombs(many),
    {
      name: 'a constant added again and again',
      make: () => onnxOf([...added(many / 2), node('Flatten', [`v${many / 2}`], ['y'])], [tensor('c', [1], [1])]),
    },
    {
      name: 'inputs that are initialisers',
      make: () => {
        const names = Array.from({ length: many / 2 }, (_, i) => `w${i}`)
        return onnxOf(
          [LAST],
          names.map((name) => tensor(name, [1], [1])),
          {},
          names,
        )
      },
    },
    {
      name: 'a weight of many axes',
      make: () => onnxOf([node('Gemm', ['x', 'w'], ['y'])], [tensor('w', new Array(many * 5).fill(2 ** 40), [1])]),
    },
    {
      name: 'an input of many axes',
      make: () => onnxOf([LAST], [], {}, [], new Array(many).fill(2 ** 50)),
    },
    {
      name: 'outputs of long names',
      make: () => onnxOf([LAST], [], {}, [], [1, 3, 8, 8], 'n'.repeat(many * 20)),
    },
    { name: 'bytes that are fields', make: () => repeated(Uint8Array.of(0x08, 1), many * 100) },
    { name: 'messages within messages', make: () => repeated(Uint8Array.of(0x3a, 0xff, 0xff, 0x7f), many * 20) },
  ]
}
