/**
 * @file Values of images and tokens in WGSL, read and written four channels at a time. Of a number of channels that four does
 * not divide, the last vector is filled up by zeros where it is read, and cut where it is written.
 */
import type { ActivationName } from '../../architectures/activationNames'
import * as tf from '../../tf'
import { activationCode } from './activations'
import { THREADS } from './runShader'

/** A shader's buffer of values, channels last. */
export type Values = readonly [name: string, channels: number]

/** The number of vectors of four channels. */
export const quarter = (channels: number) => Math.ceil(channels / 4)

const isWhole = (channels: number) => channels % 4 === 0

/** Their declaration for `declareBuffers`. */
export const vectors = (...values: readonly Values[]) =>
  values.map(([name, channels]) => [name, isWhole(channels) ? 'vec4f' : 'f32'] as const)

/** The vector `group` of the pixel `at`; both are WGSL. */
export const read = ([name, channels]: Values, at: string, group: string): string =>
  isWhole(channels) ? `${name}[(${at}) * ${channels / 4} + ${group}]` : `read_${name}(${at}, ${group})`

export const write = ([name, channels]: Values, at: string, group: string, value: string): string =>
  isWhole(channels)
    ? `${name}[(${at}) * ${channels / 4} + ${group}] = ${value};`
    : `write_${name}(${at}, ${group}, ${value});`

/** Declares what `read` and `write` call. */
export function accessCode({
  reads = [],
  writes = [],
}: Partial<Record<'reads' | 'writes', readonly Values[]>>): string {
  const odd = (values: readonly Values[]) => values.filter(([, channels]) => !isWhole(channels))
  const lanes = [1, 2, 3]
  return [
    ...odd(reads).map(
      ([name, channels]) => `fn read_${name}(at: i32, group: i32) -> vec4f {
  let first = at * ${channels} + group * 4;
  let left = ${channels} - group * 4;
  return vec4f(${name}[first], ${lanes.map((lane) => `select(0f, ${name}[first + ${lane}], left > ${lane})`)});
}`,
    ),
    ...odd(writes).map(
      ([name, channels]) => `fn write_${name}(at: i32, group: i32, value: vec4f) {
  let first = at * ${channels} + group * 4;
  let left = ${channels} - group * 4;
  ${name}[first] = value[0];
  ${lanes.map((lane) => `if (left > ${lane}) { ${name}[first + ${lane}] = value[${lane}]; }`).join('\n  ')}
}`,
    ),
  ].join('\n')
}

/** 1 in the lanes of the vector `group` that are channels, else 0. */
export const laneMask = (channels: number, group: string): string =>
  isWhole(channels) ? 'vec4f(1)' : `select(vec4f(), vec4f(1), vec4i(0, 1, 2, 3) < vec4i(${channels} - ${group} * 4))`

/** The most workgroups along one axis; more go along the next. */
const ACROSS = 32768

export const workgroupsOf = (threads: number): [number, number, number] => {
  const all = Math.ceil(threads / THREADS)
  return [Math.min(all, ACROSS), Math.ceil(all / ACROSS), 1]
}

/**
 * The entry point of a shader with a thread for each vector `group` of each pixel `at` of `result`, of all images.
 * Dispatched by `workgroupsOf`.
 */
export const eachVector = ([name, channels]: Values, body: string) => `
@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32) {
  let index = i32((workgroup.y * ${ACROSS} + workgroup.x) * ${THREADS} + thread);
  let at = index / ${quarter(channels)};
  let group = index % ${quarter(channels)};
  if (at >= i32(arrayLength(&${name})) / ${isWhole(channels) ? channels / 4 : channels}) { return; }
  ${body}
}`

/** The operations before a value is written; see `Finish` in engine/fused. */
export interface FinishAttributes {
  readonly hasAddend: boolean
  /** Multiplied by, in the end. */
  readonly hasSlope: boolean
  /** Applied in the end; the second output is then its derivative. */
  readonly activation: ActivationName | null
}

export interface FinishInputs {
  readonly addend?: tf.Tensor
  readonly slope?: tf.Tensor
  readonly activation?: ActivationName | null
}

export const finishAttributes = ({ addend, slope, activation = null }: FinishInputs): FinishAttributes => ({
  hasAddend: addend !== undefined,
  hasSlope: slope !== undefined,
  activation,
})

export const finishTensors = ({ addend, slope }: FinishInputs): Record<string, tf.Tensor> => ({
  ...(addend && { addend }),
  ...(slope && { slope }),
})

/** The buffers that `finishCode` uses, all of `channels`. */
export function finishBuffers({ hasAddend, hasSlope, activation }: FinishAttributes, channels: number) {
  const reads: Values[] = []
  if (hasAddend) reads.push(['addend', channels])
  if (hasSlope) reads.push(['slope', channels])
  const writes: Values[] = [['result', channels]]
  if (activation !== null) writes.push(['derivative', channels])
  return { reads, writes }
}

/** Finishes the variable `z`, of the vector `group` of the pixel `at`, and writes it. */
export const finishCode = ({ hasAddend, hasSlope, activation }: FinishAttributes, channels: number): string =>
  [
    hasAddend ? `z += ${read(['addend', channels], 'at', 'group')};` : '',
    hasSlope ? `z *= ${read(['slope', channels], 'at', 'group')};` : '',
    activation === null
      ? ''
      : `let activated = activate(z); ${write(['derivative', channels], 'at', 'group', 'activated.slope')} z = activated.value;`,
    write(['result', channels], 'at', 'group', 'z'),
  ]
    .filter(Boolean)
    .join('\n  ')

/** Declares what `finishCode` calls. */
export const activationOf = ({ activation }: FinishAttributes): string =>
  activation === null ? '' : activationCode(activation)

/** The result, and the activation's derivative if there is one. */
export const outputsOf = (shape: readonly number[], { activation }: FinishAttributes) =>
  Array.from({ length: activation === null ? 1 : 2 }, () => ({ shape, dtype: 'float32' as const }))

/** One value per channel as shaders read it, padded with zeros to vectors of four. */
export function packVector(values: tf.Tensor1D): tf.Tensor1D {
  const [channels] = values.shape
  return channels % 4 === 0 ? values : tf.pad(values, [[0, 4 * quarter(channels) - channels]])
}
