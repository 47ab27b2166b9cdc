/**
 * @file Convolution with all that a residual net does around it, in one dispatch. Forward: the shift that batch norm is
 * folded to, the shortcut, which may be a convolution of its own, the activation, and its derivative for the backward pass.
 * Backward: the transposed convolution, the shortcut's gradient, and the derivative of the activation before.
 *
 * A thread computes a tile of pixels in four channels, so that each weight and each value it reads is used often.
 */
import type { ActivationName } from '../../architectures/activationNames'
import * as tf from '../../tf'
import { activationCode } from './activations'
import { declareBuffers, runKernel, runShader, THREADS } from './runShader'

export const CONVOLUTION = 'FusedConvolution'

/** A convolution: of images (N, height, width, channels) with square filters; or, transposed, its backward pass. */
export interface Source {
  readonly height: number
  readonly width: number
  /** A multiple of 4; or 3, of pixels in [0, 1] from which `mean` is taken. */
  readonly channels: number
  readonly filterSide: number
  readonly stride: 1 | 2
  /** Zeros before the first row and the first column of what the forward convolution reads. */
  readonly padding: number
  readonly isTransposed: boolean
  readonly mean: readonly number[] | null
}

export interface ConvolutionAttributes {
  /** One, or two whose results are added. */
  readonly sources: readonly Source[]
  /** Of the result. Channels are a multiple of 4, or 3. */
  readonly height: number
  readonly width: number
  readonly channels: number
  readonly hasShift: boolean
  readonly hasAddend: boolean
  /** Whether the sum is multiplied, value by value, in the end. */
  readonly hasSlope: boolean
  /** Applied in the end; the second output is then its derivative. */
  readonly activation: ActivationName | null
}

/** The pixels of a thread, down and across: multiples of every stride. */
const TILE = [2, 4] as const

const quarter = (channels: number) => Math.ceil(channels / 4)
const range = (length: number) => Array.from({ length }, (_, i) => i)

/** Which value a filter's tap at `tap` brings to pixel `pixel` of a tile: that many beyond the tile's first. Null: none. */
function reach({ stride, padding, isTransposed }: Source, pixel: number, tap: number): number | null {
  if (!isTransposed) return stride * pixel + tap - padding
  const from = pixel + padding - tap
  return from % stride === 0 ? from / stride : null
}

/** The values beside each other that a tile's pixels need, and which of them through which tap. */
function columnsOf(source: Source) {
  const taps = range(TILE[1]).flatMap((pixel) =>
    range(source.filterSide).map((tap) => ({ pixel, tap, column: reach(source, pixel, tap) })),
  )
  const columns = [...new Set(taps.map(({ column }) => column))].filter((column) => column !== null)
  return columns.map((column) => ({ column, taps: taps.filter((tap) => tap.column === column) }))
}

/** Reads the values of row `row` (WGSL) that the tile's pixels need, and adds their products with weights to the sums. */
function rowCode(
  index: number,
  source: Source,
  pairs: readonly { readonly pixelRow: number; readonly weights: readonly string[] }[],
): string {
  const { height, width, channels, mean } = source
  const reads = columnsOf(source).map(({ taps }, i) => {
    const value =
      mean === null
        ? `x${index}[(start + column${i}) * ${quarter(channels)} + c]`
        : `vec4f(${range(3).map((k) => `x${index}[(start + column${i}) * 3 + ${k}] - ${mean[k]}`)}, 0)`
    const adds = pairs.flatMap(({ pixelRow, weights }) =>
      taps.map(({ pixel, tap }) => `s${pixelRow}${pixel} += ${weights[tap]} * v;`),
    )
    // Not &&, which would branch.
    return `{ let v = select(vec4f(), ${value}, isRow & isColumn${i}); ${adds.join(' ')} }`
  })
  return `let start = (image * ${height} + row) * ${width}; let isRow = u32(row) < ${height};
  ${reads.join('\n  ')}`
}

/** Adds a source's convolution to the sums s00, s01, ... */
function sourceCode(index: number, source: Source, outChannels: number): string {
  const { filterSide, stride, isTransposed, channels, width } = source
  const [groupsIn, groupsOut] = [quarter(channels), quarter(outChannels)]
  const weight = (tap: string) => `w${index}[((${tap}) * ${groupsIn} + c) * ${groupsOut} + group]`
  const first = (axis: 0 | 1, tile: string) => `${tile} * ${isTransposed ? TILE[axis] / stride : TILE[axis] * stride}`
  const across = range(filterSide)
  let rows: string
  if (isTransposed && stride > 1) {
    // Which taps meet which pixels changes from pixel to pixel: written out.
    const meetings = range(TILE[0]).flatMap((pixelRow) =>
      across.map((tapRow) => ({ pixelRow, tapRow, row: reach(source, pixelRow, tapRow) })),
    )
    const reached = [...new Set(meetings.map(({ row }) => row))].filter((row) => row !== null)
    const body = reached.map((row) => {
      const met = meetings.filter((meeting) => meeting.row === row)
      const pairs = met.map(({ pixelRow, tapRow }) => ({
        pixelRow,
        weights: across.map((tap) => `m${tapRow}${tap}`),
      }))
      const weights = met.flatMap(({ tapRow }) =>
        across.map((tap) => `let m${tapRow}${tap} = ${weight(`${tapRow * filterSide + tap}`)};`),
      )
      return `{ ${weights.join(' ')} let row = top + (${row}); ${rowCode(index, source, pairs)} }`
    })
    rows = `for (var c = 0; c < ${groupsIn}; c++) { ${body.join('\n')} }`
  } else {
    const weights = across.map((tap) => `let m${tap} = ${weight(`tapRow * ${filterSide} + ${tap}`)};`)
    const body = range(TILE[0]).map((pixelRow) => {
      const row = isTransposed
        ? `${pixelRow + source.padding} - tapRow`
        : `${stride * pixelRow - source.padding} + tapRow`
      const pairs = [{ pixelRow, weights: across.map((tap) => `m${tap}`) }]
      return `{ let row = top + (${row}); ${rowCode(index, source, pairs)} }`
    })
    rows = `for (var tapRow = 0; tapRow < ${filterSide}; tapRow++) {
      for (var c = 0; c < ${groupsIn}; c++) { ${weights.join(' ')} ${body.join('\n')} }
    }`
  }
  const columns = columnsOf(source).map(
    ({ column }, i) =>
      `let column${i} = ${first(1, 'tileColumn')} + (${column}); let isColumn${i} = u32(column${i}) < ${width};`,
  )
  return `{ let top = ${first(0, 'tileRow')}; ${columns.join('\n')} ${rows} }`
}

function code(attributes: ConvolutionAttributes): string {
  const { sources, height, width, channels, hasShift, hasAddend, hasSlope, activation } = attributes
  const groups = quarter(channels)
  const element = (ofChannels: number) => (ofChannels === 3 ? 'f32' : 'vec4f')
  const pixels = range(TILE[0]).flatMap((row) => range(TILE[1]).map((column) => [row, column] as const))
  const finish = [
    'var z = sum;',
    hasShift ? 'z += shift[group];' : '',
    hasAddend ? 'z += addend[at];' : '',
    hasSlope ? 'z *= slope[at];' : '',
    activation === null ? '' : 'let activated = activate(z); derivative[at] = activated.slope; z = activated.value;',
    channels === 3
      ? range(3)
          .map((channel) => `result[at * 3 + ${channel}] = z[${channel}];`)
          .join(' ')
      : 'result[at] = z;',
  ]
  const [tileRows, tileColumns] = [Math.ceil(height / TILE[0]), Math.ceil(width / TILE[1])]
  return `
${declareBuffers(
  [
    ...sources.flatMap(({ channels: into }, i) => [[`x${i}`, element(into)] as const, [`w${i}`, 'mat4x4f'] as const]),
    ...(hasShift ? [['shift', 'vec4f'] as const] : []),
    ...(hasAddend ? [['addend', 'vec4f'] as const] : []),
    ...(hasSlope ? [['slope', 'vec4f'] as const] : []),
  ],
  [['result', element(channels)] as const, ...(activation === null ? [] : [['derivative', 'vec4f'] as const])],
)}
${activation === null ? '' : activationCode(activation)}
fn finish(sum: vec4f, image: i32, row: i32, column: i32, group: i32) {
  if (row >= ${height} || column >= ${width}) { return; }
  let at = ((image * ${height} + row) * ${width} + column) * ${groups} + group;
  ${finish.filter(Boolean).join('\n  ')}
}
@compute @workgroup_size(${workgroupOf(channels).join(', ')})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let group = i32(id.x);
  let tile = i32(id.y);
  let image = i32(id.z);
  if (group >= ${groups} || tile >= ${tileRows * tileColumns}) { return; }
  let tileRow = tile / ${tileColumns};
  let tileColumn = tile % ${tileColumns};
  ${pixels.map(([row, column]) => `var s${row}${column} = vec4f();`).join('\n  ')}
  ${sources.map((source, i) => sourceCode(i, source, channels)).join('\n  ')}
  // A loop, since this is long where it is written out, and slow to compile.
  var sums = array<vec4f, ${pixels.length}>(${pixels.map(([row, column]) => `s${row}${column}`).join(', ')});
  for (var i = 0; i < ${pixels.length}; i++) {
    finish(sums[i], image, tileRow * ${TILE[0]} + i / ${TILE[1]}, tileColumn * ${TILE[1]} + i % ${TILE[1]}, group);
  }
}`
}

/** Threads over channels first: neighbours read the same values, and weights that lie side by side. */
function workgroupOf(channels: number): [number, number, number] {
  const x = Math.min(quarter(channels), 8)
  return [x, Math.max(Math.floor(THREADS / x), 1), 1]
}

export const convolutionKernel: tf.KernelConfig = {
  kernelName: CONVOLUTION,
  backendName: 'webgpu',
  kernelFunc({ inputs, attrs, backend }) {
    const attributes = attrs as unknown as ConvolutionAttributes
    const { height, width, channels, activation } = attributes
    const [x, y] = workgroupOf(channels)
    const count = (inputs.x0 as tf.TensorInfo).shape[0] as number
    const tiles = Math.ceil(height / TILE[0]) * Math.ceil(width / TILE[1])
    const shape = [count, height, width, channels]
    const given = ['x0', 'w0', 'x1', 'w1', 'shift', 'addend', 'slope'].map((name) => inputs[name])
    return runShader(
      backend as tf.WebGPUBackend,
      {
        key: `${CONVOLUTION} ${JSON.stringify(attributes)}`,
        code: () => code(attributes),
        workgroups: [Math.ceil(quarter(channels) / x), Math.ceil(tiles / y), count],
      },
      given.filter((input) => input !== undefined) as tf.TensorInfo[],
      Array.from({ length: activation === null ? 1 : 2 }, () => ({ shape, dtype: 'float32' as const })),
    )
  },
}

export interface ConvolutionInputs {
  readonly sources: readonly (Source & { readonly x: tf.Tensor4D; readonly filter: tf.Tensor })[]
  /** Of the result (N, height, width, channels). */
  readonly size: readonly [height: number, width: number, channels: number]
  /** (channels) */
  readonly shift?: tf.Tensor1D
  /** Both as the result. */
  readonly addend?: tf.Tensor4D
  readonly slope?: tf.Tensor4D
  readonly activation?: ActivationName
}

/**
 * act(sum of the sources' convolutions + shift + addend) and the activation's derivative there; or, without an
 * activation, the sum, times `slope`. Filters are those of `packFilter`. All of it in float32, on webgpu alone.
 */
export function fusedConvolution(inputs: ConvolutionInputs): tf.Tensor4D[] {
  const { sources, size, activation = null, ...others } = inputs
  const [height, width, channels] = size
  const tensors: Record<string, tf.Tensor> = {}
  for (const [i, { x, filter }] of sources.entries()) Object.assign(tensors, { [`x${i}`]: x, [`w${i}`]: filter })
  for (const [name, tensor] of Object.entries(others)) if (tensor !== undefined) tensors[name] = tensor
  const attributes: ConvolutionAttributes = {
    sources: sources.map(({ x: _, filter: __, ...source }) => source),
    height,
    width,
    channels,
    hasShift: others.shift !== undefined,
    hasAddend: others.addend !== undefined,
    hasSlope: others.slope !== undefined,
    activation,
  }
  return runKernel(CONVOLUTION, tensors, attributes) as tf.Tensor4D[]
}

/** A filter (side, side, in, out) as the kernel reads it: matrices of 4 by 4 channels, tap by tap; channels filled up by zeros. */
export function packFilter(filter: tf.Tensor4D): tf.Tensor {
  return tf.tidy(() => {
    const [rows, columns, into, out] = filter.shape
    const [moreIn, moreOut] = [4 * quarter(into) - into, 4 * quarter(out) - out]
    const filled =
      moreIn + moreOut > 0
        ? tf.pad(filter, [
            [0, 0],
            [0, 0],
            [0, moreIn],
            [0, moreOut],
          ])
        : filter
    const cut = tf.reshape(filled, [rows * columns, quarter(into), 4, quarter(out), 4])
    return tf.transpose(cut, [0, 1, 3, 2, 4])
  })
}
