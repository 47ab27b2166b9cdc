/** @file Rearranges rows of values: merges blocks, prepends tokens, selects one of them. */
import type * as tf from '../../tf'
import { declareBuffers, defineKernel, runKernel } from './runShader'
import {
  accessCode,
  eachVector,
  type FinishAttributes,
  type FinishInputs,
  finishAttributes,
  finishBuffers,
  finishCode,
  finishTensors,
  outputsOf,
  quarter,
  read,
  type Values,
  vectors,
  workgroupsOf,
} from './vectors'

export const GATHER = 'FusedGather'

interface GatherAttributes extends FinishAttributes {
  readonly rowLength: number
  /** Rows of an image, before and after. */
  readonly from: number
  readonly to: number
  readonly hasFill: boolean
  /** Of the result, for one image. */
  readonly size: readonly [height: number, width: number, channels: number]
}

function code(attributes: GatherAttributes): string {
  const { rowLength, from, to, hasFill } = attributes
  const finish = finishBuffers(attributes, rowLength)
  const [x, fill]: [Values, Values] = [
    ['x', rowLength],
    ['fill', rowLength],
  ]
  return `
${declareBuffers(
  [...vectors(x), ['rows', 'i32'], ...vectors(...(hasFill ? [fill] : []), ...finish.reads)],
  vectors(...finish.writes),
)}
${accessCode({ reads: [x, ...(hasFill ? [fill] : []), ...finish.reads], writes: finish.writes })}
${eachVector(
  ['result', rowLength],
  `let row = rows[at % ${to}];
  let image = at / ${to};
  var z = select(vec4f(), ${read(x, `image * ${from} + max(row, 0)`, 'group')}, row >= 0);
  ${hasFill ? `z += ${read(fill, `at % ${to}`, 'group')};` : ''}
  ${finishCode(attributes, rowLength)}`,
)}`
}

export const gatherKernel = defineKernel<GatherAttributes>(GATHER, (inputs, attributes) => {
  const { size, to, rowLength } = attributes
  const count = (inputs.x as tf.TensorInfo).shape[0] as number
  return {
    code: () => code(attributes),
    workgroups: workgroupsOf(count * to * quarter(rowLength)),
    inputs: ['x', 'rows', 'fill', 'addend', 'slope'],
    outputs: outputsOf([count, ...size], attributes),
  }
})

export interface GatherInputs extends Omit<FinishInputs, 'activation'> {
  /** (N, height, width, channels) */
  readonly x: tf.Tensor4D
  /** The row of x for each row of the result, int32; -1 means zeros. */
  readonly rows: tf.Tensor1D
  readonly rowLength: number
  /** (rows, rowLength), added. */
  readonly fill?: tf.Tensor2D | null
  /** Of the result, as are `addend` and `slope`. */
  readonly size: readonly [height: number, width: number, channels: number]
}

export function fusedGather({ x, rows, rowLength, fill, size, ...finish }: GatherInputs): tf.Tensor4D {
  const [, height, width, channels] = x.shape
  const attributes: GatherAttributes = {
    rowLength,
    from: (height * width * channels) / rowLength,
    to: rows.shape[0],
    hasFill: fill != null,
    size,
    ...finishAttributes(finish),
  }
  const given = { x, rows, ...(fill && { fill }), ...finishTensors(finish) }
  return runKernel(GATHER, given, attributes)[0] as tf.Tensor4D
}
