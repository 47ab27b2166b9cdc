/**
 * @file The self-test's network without tfjs, for tests: float64, plain loops, the input gradient by hand, and the
 * second derivative by central differences. `selfTestValues.ts` was printed from it.
 */
import { inputs, LABELS, project, SHAPES } from './selfTest'
import type { SelfTestValues } from './selfTestValues'

const [BATCH, SIDE, , CHANNELS] = SHAPES.pixels
const WIDTH = SHAPES.filter1[3]
const CLASSES = SHAPES.head[1]
/** Size of the second convolution's output, whose stride is 2. */
const HALF = SIDE / 2

/** erf by the series whose terms all have the same sign, so that nothing cancels. */
export function erf(x: number): number {
  let term = x
  let sum = x
  for (let n = 1; n < 200; n++) {
    term *= (2 * x * x) / (2 * n + 1)
    sum += term
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum
}

const gelu = (x: number): number => 0.5 * x * (1 + erf(x / Math.SQRT2))
const geluSlope = (x: number): number =>
  0.5 * (1 + erf(x / Math.SQRT2)) + (x * Math.exp(-0.5 * x * x)) / Math.sqrt(2 * Math.PI)

interface Convolution {
  readonly stride: number
  /** Rows and columns of zeros before the image; TensorFlow's 'same' puts an odd one after it. */
  readonly padding: number
  readonly channels: number
  readonly sideOut: number
}

const FIRST: Convolution = { stride: 1, padding: 1, channels: CHANNELS, sideOut: SIDE }
const SECOND: Convolution = { stride: 2, padding: 0, channels: WIDTH, sideOut: HALF }

/** Calls `visit` with the flat indices of every product in a 3x3 convolution of a SIDE x SIDE image. */
function eachProduct(layer: Convolution, visit: (input: number, filter: number, output: number) => void): void {
  const { stride, padding, channels, sideOut } = layer
  for (let n = 0; n < BATCH; n++)
    for (let row = 0; row < sideOut; row++)
      for (let column = 0; column < sideOut; column++)
        for (let i = 0; i < 3; i++)
          for (let j = 0; j < 3; j++) {
            const y = row * stride + i - padding
            const x = column * stride + j - padding
            if (y < 0 || x < 0 || y >= SIDE || x >= SIDE) continue
            const input = ((n * SIDE + y) * SIDE + x) * channels
            const output = ((n * sideOut + row) * sideOut + column) * WIDTH
            for (let c = 0; c < channels; c++)
              for (let k = 0; k < WIDTH; k++) visit(input + c, ((i * 3 + j) * channels + c) * WIDTH + k, output + k)
          }
}

export interface NetInputs {
  readonly pixels: Float64Array
  readonly filter1: Float64Array
  readonly filter2: Float64Array
  readonly head: Float64Array
}

export function referenceInputs(): NetInputs {
  const { pixels, filter1, filter2, head } = inputs()
  return {
    pixels: Float64Array.from(pixels),
    filter1: Float64Array.from(filter1),
    filter2: Float64Array.from(filter2),
    head: Float64Array.from(head),
  }
}

const at = (values: Float64Array, i: number): number => values[i] as number

/** Losses of the images, and the gradient of their sum with respect to the pixels. */
export function lossesAndGradient(net: NetInputs): { losses: number[]; gradient: Float64Array } {
  const hidden = new Float64Array(BATCH * SIDE * SIDE * WIDTH)
  eachProduct(FIRST, (input, filter, output) => {
    hidden[output] = at(hidden, output) + at(net.pixels, input) * at(net.filter1, filter)
  })
  const activated = hidden.map(gelu)
  const second = new Float64Array(BATCH * HALF * HALF * WIDTH)
  eachProduct(SECOND, (input, filter, output) => {
    second[output] = at(second, output) + at(activated, input) * at(net.filter2, filter)
  })

  const losses: number[] = []
  const secondGradient = new Float64Array(second.length)
  for (let n = 0; n < BATCH; n++) {
    const first = n * HALF * HALF * WIDTH
    const logits = new Float64Array(CLASSES)
    for (let p = 0; p < HALF * HALF * WIDTH; p++)
      for (let c = 0; c < CLASSES; c++)
        logits[c] =
          at(logits, c) + (gelu(at(second, first + p)) / (HALF * HALF)) * at(net.head, (p % WIDTH) * CLASSES + c)
    const logSum = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0))
    const label = LABELS[n] as number
    losses.push(logSum - at(logits, label))
    for (let p = 0; p < HALF * HALF * WIDTH; p++) {
      let slope = 0
      for (let c = 0; c < CLASSES; c++) {
        const logitGradient = Math.exp(at(logits, c) - logSum) - (c === label ? 1 : 0)
        slope += logitGradient * at(net.head, (p % WIDTH) * CLASSES + c)
      }
      secondGradient[first + p] = (slope / (HALF * HALF)) * geluSlope(at(second, first + p))
    }
  }

  const hiddenGradient = new Float64Array(hidden.length)
  eachProduct(SECOND, (input, filter, output) => {
    hiddenGradient[input] = at(hiddenGradient, input) + at(secondGradient, output) * at(net.filter2, filter)
  })
  for (let i = 0; i < hidden.length; i++) hiddenGradient[i] = at(hiddenGradient, i) * geluSlope(at(hidden, i))
  const gradient = new Float64Array(net.pixels.length)
  eachProduct(FIRST, (input, filter, output) => {
    gradient[input] = at(gradient, input) + at(hiddenGradient, output) * at(net.filter1, filter)
  })
  return { losses, gradient }
}

/** Central differences of `f` with respect to every value; `values` is restored afterwards. */
export function centralDifferences(values: Float64Array, step: number, f: () => number): Float64Array {
  return values.map((value, i) => {
    values[i] = value + step
    const above = f()
    values[i] = value - step
    const below = f()
    values[i] = value
    return (above - below) / (2 * step)
  })
}

/** What a correct backend computes. */
export function referenceValues(): SelfTestValues {
  const net = referenceInputs()
  const { losses, gradient } = lossesAndGradient(net)
  const l1 = () => lossesAndGradient(net).gradient.reduce((sum, value) => sum + Math.abs(value), 0)
  return {
    losses,
    inputGradient: project(gradient),
    filter1Gradient: project(centralDifferences(net.filter1, 1e-6, l1)),
    filter2Gradient: project(centralDifferences(net.filter2, 1e-6, l1)),
  }
}
