/** @file Shapes as numbers, and constants. */
import { checkHostShape, hostInts, hostValue } from '../values/host'
import { type GraphValue, shapeOf, sizeOfShape } from '../values/types'
import { type Call, constantOf, inputOf, knownInput, numberList, numberOf, type Operators } from './types'

/** The first number of a required constant. */
function numberAt(call: Call, input: number): number {
  const value = knownInput(call, input)?.values[0]
  if (value === undefined) throw new Error(`its input ${input + 1} is missing`)
  return value
}

function constant(call: Call): GraphValue {
  const tensor = constantOf(call, 'value')
  if (tensor !== undefined) return tensor
  const [float, int] = [numberOf(call, 'value_float', undefined), numberOf(call, 'value_int', undefined)]
  if (float !== undefined) return hostValue('float', [], [float])
  if (int !== undefined) return hostValue('int', [], [int])
  const [floats, ints] = [numberList(call, 'value_floats'), numberList(call, 'value_ints')]
  if (floats !== undefined) return hostValue('float', [floats.length], floats)
  if (ints !== undefined) return hostInts(ints)
  throw new Error('a constant that is not of numbers')
}

/** In a graph for a fixed number of images all shapes are for that number; `Reshape` inserts the current one. */
const exportedShapeOf = (call: Call): readonly number[] => call.exportedShape?.(0) ?? shapeOf(inputOf(call))

export const SHAPE_OPERATORS: Operators = {
  Constant: constant,
  Shape: (call) => {
    const shape = exportedShapeOf(call)
    return hostInts(shape.slice(numberOf(call, 'start', 0), numberOf(call, 'end', undefined)))
  },
  Size: (call) => hostValue('int', [], [sizeOfShape(exportedShapeOf(call))]),
  ConstantOfShape: (call) => {
    const shape = checkHostShape([...(knownInput(call, 0)?.values ?? [])])
    const { kind, values } = constantOf(call, 'value') ?? { kind: 'float', values: [0] }
    return hostValue(kind, shape, new Array<number>(sizeOfShape(shape)).fill(values[0] as number))
  },
  Range: (call) => {
    const [start, limit, step] = [0, 1, 2].map((at) => numberAt(call, at)) as [number, number, number]
    const [length] = checkHostShape([Math.max(0, Math.ceil((limit - start) / step))]) as [number]
    const kind = knownInput(call, 0)?.kind ?? 'int'
    return hostValue(
      kind,
      [length],
      Array.from({ length }, (_, i) => start + i * step),
    )
  },
}
