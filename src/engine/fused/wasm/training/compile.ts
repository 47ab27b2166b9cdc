/** @file The instructions that training adds: gradients at parameters. */
import {
  columnSumsOperation,
  type FilterGradientShape,
  filterGradientOperations,
} from '../../../backend/wasmKernels/operations/filterGradient'
import { averagePoolOperation } from '../../../backend/wasmKernels/operations/pooling'
import { centringOperation, paddedSize } from '../../../backend/wasmKernels/operations/rows'
import {
  isForWinograd,
  winogradGradientOperations,
  winogradWorkspace,
} from '../../../backend/wasmKernels/operations/winogradGradient'
import { isGradient } from '../../training/liveness'
import type { FilterGradient, HeadGradient, ShiftGradient, TrainingInstruction } from '../../training/program'
import { type Compiled, valuesOf } from '../compilation'
import { compileInstruction } from '../compile'
import { filterShape, wholePool } from '../convolution'
import type { TrainedParameters } from './parameters'

/** Null where there is no kernel. */
export function compileTraining(instruction: TrainingInstruction, parameters: TrainedParameters): Compiled | null {
  if (!isGradient(instruction)) return compileInstruction(instruction, parameters)
  if (instruction.kind === 'filterGradient') return compileFilterGradient(instruction, parameters)
  if (instruction.kind === 'shiftGradient') return compileShiftGradient(instruction, parameters)
  return compileHeadGradient(instruction, parameters)
}

function compileFilterGradient({ source, x, dy, isAdded }: FilterGradient, parameters: TrainedParameters): Compiled {
  const { stride, padding, mean } = source
  const filter = filterShape(source)
  const result = parameters.gradientOf(source.filter)
  const size = parameters.sizeOf(x)
  const outSize = parameters.sizeOf(dy)
  // Few channels fill no tile: with zeros around the image, a row of taps is one tap that reads pixels side by side.
  const isPadded = mean !== null || filter.inChannels * filter.columns <= PIXELS_SIDE_BY_SIDE
  if (!isPadded) {
    const shapeOf = (images: number): FilterGradientShape => {
      return { images, size, outSize, filter, stride, padding: [padding.top, padding.left] }
    }
    if (!isForWinograd(shapeOf(1))) {
      return {
        operations: ({ images, at }) =>
          filterGradientOperations(shapeOf(images), { values: at(x), gradient: at(dy) }, result, isAdded),
      }
    }
    const workspace = parameters.workspace(winogradWorkspace(shapeOf(1)))
    return {
      operations: ({ images, at }) =>
        winogradGradientOperations(
          shapeOf(images),
          { values: at(x), gradient: at(dy) },
          { workspace: workspace(), result },
          isAdded,
        ),
    }
  }
  const padded = paddedSize({ size, padding })
  const means = mean === null ? parameters.zeros : parameters.store(Float32Array.from(mean))
  return {
    temporaries: [valuesOf(padded)],
    operations: ({ images, at, temporary }) => [
      centringOperation({ pixels: at(x), images, size, padding, mean: means }, temporary(0)),
      ...filterGradientOperations(
        {
          ...{ images, size: padded, outSize, stride, padding: [0, 0], filter: { rows: filter.rows, columns: 1 } },
          tapChannels: filter.inChannels * filter.columns,
        },
        { values: temporary(0), gradient: at(dy) },
        result,
        isAdded,
      ),
    ],
  }
}

/** Channels of a row of taps, up to which copying the images costs less than the tiles that are not filled. */
const PIXELS_SIDE_BY_SIDE = 12

function compileShiftGradient({ shift, dy }: ShiftGradient, parameters: TrainedParameters): Compiled {
  const [height, width, channels] = parameters.sizeOf(dy)
  const result = parameters.gradientOf(shift)
  return { operations: ({ images, at }) => [columnSumsOperation(at(dy), images * height * width, channels, result)] }
}

function compileHeadGradient({ weight, x, dy, isAdded }: HeadGradient, parameters: TrainedParameters): Compiled {
  const [inChannels, classes] = weight.shape
  const size = parameters.sizeOf(x)
  const result = parameters.gradientOf(weight)
  return {
    temporaries: [inChannels],
    operations: ({ images, at, temporary }) => [
      averagePoolOperation(at(x), wholePool(images, size), true, { result: temporary(0) }),
      ...filterGradientOperations(
        {
          ...{ images: 1, size: [1, images, inChannels], outSize: [1, images, classes] },
          ...{ filter: { rows: 1, columns: 1 }, stride: 1, padding: [0, 0] },
        },
        { values: temporary(0), gradient: at(dy) },
        result,
        isAdded,
      ),
    ],
  }
}
