/** @file Windows of convolutions and pools: kernel, strides, dilations and padding, as in ONNX. */
import type { Call } from './types'
import { numberList, textOf } from './types'

/** Two entries each, for rows and columns. */
export interface WindowPlaces {
  readonly kernel: readonly [number, number]
  readonly strides: readonly [number, number]
  readonly dilations: readonly [number, number]
  readonly before: readonly [number, number]
  readonly after: readonly [number, number]
}

type Pair = readonly [number, number]

const MOST_STRIDE = 1024
const TOO_LARGE = `its windows, strides, dilations or paddings are larger than ${MOST_STRIDE.toLocaleString('en')} pixels`

/**
 * @param kernel of the filter, or of the attribute
 * @param size rows and columns of the image
 */
export function windowsOf(call: Call, kernel: readonly number[], size: Pair): WindowPlaces {
  const axes = kernel.length
  const two = (numbers: readonly number[], fill: number): Pair => {
    if (numbers.length !== axes || axes < 1 || axes > 2) throw new Error('its windows are not of one axis or two')
    if (!numbers.every((number) => Number.isInteger(number) && Math.abs(number) <= MOST_STRIDE * 16)) {
      throw new Error(TOO_LARGE)
    }
    return axes === 2 ? [numbers[0] as number, numbers[1] as number] : [fill, numbers[0] as number]
  }
  const list = (name: string, otherwise: number) => numberList(call, name) ?? kernel.map(() => otherwise)
  const [strides, dilations] = [two(list('strides', 1), 1), two(list('dilations', 1), 1)]
  const sides = two(kernel, 1)
  if ([...strides, ...dilations, ...sides].some((number) => number < 1)) throw new Error('its windows have no size')
  if ([...strides, ...dilations, ...sides].some((number) => number > MOST_STRIDE)) throw new Error(TOO_LARGE)
  const pads = numberList(call, 'pads') ?? [...kernel, ...kernel].map(() => 0)
  const mode = textOf(call, 'auto_pad', 'NOTSET')
  let [before, after] = [two(pads.slice(0, axes), 0), two(pads.slice(axes), 0)]
  if (mode === 'VALID')
    [before, after] = [
      [0, 0],
      [0, 0],
    ]
  if (mode.startsWith('SAME')) {
    const total = ([0, 1] as const).map((axis) => {
      const reach = (sides[axis] - 1) * dilations[axis] + 1
      return Math.max(0, (Math.ceil(size[axis] / strides[axis]) - 1) * strides[axis] + reach - size[axis])
    }) as [number, number]
    const less: Pair = [Math.floor(total[0] / 2), Math.floor(total[1] / 2)]
    const more: Pair = [total[0] - less[0], total[1] - less[1]]
    ;[before, after] = mode === 'SAME_LOWER' ? [more, less] : [less, more]
  }
  return { kernel: sides, strides, dilations, before, after }
}

/**
 * The padding as tfjs takes it: a single number, which every kernel supports, if all four are equal and nothing else
 * differs between rows and columns, since tfjs then takes the rows' kernel, stride and dilation for the columns too.
 */
export function paddingOf({
  before,
  after,
  ...windows
}: WindowPlaces): number | [[0, 0], [number, number], [number, number], [0, 0]] {
  const [all] = before
  const isSquare = [windows.kernel, windows.strides, windows.dilations].every(([rows, columns]) => rows === columns)
  if (isSquare && [before[1], after[0], after[1]].every((number) => number === all)) return all
  return [
    [0, 0],
    [before[0], after[0]],
    [before[1], after[1]],
    [0, 0],
  ]
}
