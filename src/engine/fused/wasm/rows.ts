/** @file What is done to values one by one or row by row: maps of channels, norms, rearranged tokens. */
import {
  gatherOperation,
  layerNormBackOperation,
  layerNormOperation,
  pointwiseOperation,
} from '../../backend/wasmKernels/operations/rows'
import type { GatherInstruction, LayerNormBack, LayerNormInstruction, PointwiseInstruction } from '../instructions'
import type { Size } from '../network'
import { type Compile, type Pass, targetOf, valuesOf } from './compilation'

const rowsOf = ([height, width, channels]: Size, { images }: Pass) => ({ rows: images * height * width, channels })

export const compilePointwise: Compile<PointwiseInstruction> = (instruction, { sizeOf, store }) => {
  const { x, scale, shift } = instruction
  const size = sizeOf(x)
  const by = {
    scale: scale === null ? 0 : store(scale.dataSync<'float32'>()),
    shift: shift === null ? 0 : store(shift.dataSync<'float32'>()),
    shiftRows: shift === null ? 1 : shift.size / size[2],
  }
  return {
    operations: (pass) => [
      pointwiseOperation({ values: pass.at(x), ...rowsOf(size, pass) }, by, targetOf(instruction, pass)),
    ],
  }
}

export const compileLayerNorm: Compile<LayerNormInstruction> = ({ x, epsilon, out, scales }, { sizeOf }) => {
  const size = sizeOf(x)
  return {
    operations: (pass) => [
      layerNormOperation({ values: pass.at(x), ...rowsOf(size, pass) }, epsilon, pass.at(scales), {
        result: pass.at(out),
      }),
    ],
  }
}

export const compileLayerNormBack: Compile<LayerNormBack> = (instruction, { sizeOf }) => {
  const { dy, of } = instruction
  const size = sizeOf(of.x)
  return {
    operations: (pass) => [
      layerNormBackOperation(
        { values: pass.at(dy), ...rowsOf(size, pass) },
        { normed: pass.at(of.out), scales: pass.at(of.scales) },
        targetOf(instruction, pass),
      ),
    ],
  }
}

export const compileGather: Compile<GatherInstruction> = (instruction, { sizeOf, store }) => {
  const { x, rows, rowLength, fill } = instruction
  const order = store(rows)
  const fillAt = fill === null ? 0 : store(fill.dataSync<'float32'>())
  const fromRows = valuesOf(sizeOf(x)) / rowLength
  return {
    operations: (pass) => [
      gatherOperation(
        { values: pass.at(x), images: pass.images, rows: rows.length, fromRows, rowLength, order, fill: fillAt },
        targetOf(instruction, pass),
      ),
    ],
  }
}
