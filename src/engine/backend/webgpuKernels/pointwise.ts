/** @file Pointwise operations in one dispatch: scale, shift, sum, and an activation or a slope. */
import * as tf from '../../tf'
import { declareBuffers, defineKernel, runKernel } from './runShader'
import {
  accessCode,
  activationOf,
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

export const POINTWISE = 'FusedPointwise'

interface PointwiseAttributes extends FinishAttributes {
  readonly channels: number
  readonly hasScale: boolean
  /** "channel": one for each; a number: one for each of an image's so many pixels and their channels. */
  readonly shift: 'channel' | number | null
}

function code(attributes: PointwiseAttributes): string {
  const { channels, hasScale, shift } = attributes
  const finish = finishBuffers(attributes, channels)
  const x: Values = ['x', channels]
  const shifts: Values[] = typeof shift === 'number' ? [['shift', channels]] : []
  const reads = [x, ...shifts, ...finish.reads]
  const lines = [
    hasScale ? 'z *= scale[group];' : '',
    shift === 'channel' ? 'z += shift[group];' : '',
    typeof shift === 'number' ? `z += ${read(['shift', channels], `at % ${shift}`, 'group')};` : '',
  ]
  return `
${declareBuffers(
  [
    ...vectors(x),
    ...(hasScale ? [['scale', 'vec4f'] as const] : []),
    ...(shift === 'channel' ? [['shift', 'vec4f'] as const] : vectors(...shifts)),
    ...vectors(...finish.reads),
  ],
  vectors(...finish.writes),
)}
${activationOf(attributes)}
${accessCode({ reads, writes: finish.writes })}
${eachVector(
  ['result', channels],
  `var z = ${read(x, 'at', 'group')};
  ${lines.filter(Boolean).join('\n  ')}
  ${finishCode(attributes, channels)}`,
)}`
}

export const pointwiseKernel = defineKernel<PointwiseAttributes>(POINTWISE, (inputs, attributes) => {
  const { shape } = inputs.x as tf.TensorInfo
  return {
    code: () => code(attributes),
    workgroups: workgroupsOf(tf.util.sizeFromShape(shape.slice(0, -1)) * quarter(attributes.channels)),
    inputs: ['x', 'scale', 'shift', 'addend', 'slope'],
    outputs: outputsOf(shape, attributes),
  }
})

export interface PointwiseInputs extends FinishInputs {
  /** (N, height, width, channels), as are `addend` and `slope`. */
  readonly x: tf.Tensor4D
  /** (channels), by `packVector`. */
  readonly scale?: tf.Tensor1D | null
  /** (channels), by `packVector`; or (height, width, channels). */
  readonly shift?: tf.Tensor | null
}

/** act(x * scale + shift + addend) and the activation's derivative there; or, without an activation, times `slope`. */
export function fusedPointwise({ x, scale, shift, ...finish }: PointwiseInputs): tf.Tensor4D[] {
  const [, height, width, channels] = x.shape
  const attributes: PointwiseAttributes = {
    channels,
    hasScale: scale != null,
    shift: shift == null ? null : shift.rank === 1 ? 'channel' : height * width,
    ...finishAttributes(finish),
  }
  const given = { x, ...(scale && { scale }), ...(shift && { shift }), ...finishTensors(finish) }
  return runKernel(POINTWISE, given, attributes) as tf.Tensor4D[]
}
