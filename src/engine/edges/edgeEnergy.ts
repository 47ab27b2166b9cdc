/**
 * @file The edge map E of the paper's edge regularisation: Gaussian blur,
 * Sobel in each channel, length over channels and directions, Gaussian blur.
 * Plain arithmetic: it is never differentiated, and is then the same on every
 * backend.
 */

/** Discrete Gaussian of variance 1, e^-1 I_n(1), n = -3 ... 3, scaled to sum to 1. */
const GAUSSIAN = [0.0081743, 0.0500501, 0.2083747, 0.4668018, 0.2083747, 0.0500501, 0.0081743]

/**
 * @param pixels (height, width, 3), in [0, 1] for the alignment score
 * @returns edge energy (height, width), zero where the picture is flat
 */
export function edgeEnergy(pixels: Float32Array, height: number, width: number): Float32Array {
  const squares = new Float64Array(height * width)
  for (let channel = 0; channel < 3; channel++) {
    const plane = Float64Array.from({ length: height * width }, (_, i) => pixels[3 * i + channel] as number)
    addSquaredSobel(squares, blur(plane, height, width), height, width)
  }
  return Float32Array.from(blur(squares.map(Math.sqrt), height, width))
}

function blur(plane: Float64Array, height: number, width: number): Float64Array {
  const alongRows = new Float64Array(plane.length)
  const both = new Float64Array(plane.length)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0
      for (const [k, weight] of GAUSSIAN.entries()) {
        sum += weight * (plane[y * width + reflect(x + k - 3, width)] as number)
      }
      alongRows[y * width + x] = sum
    }
  }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0
      for (const [k, weight] of GAUSSIAN.entries()) {
        sum += weight * (alongRows[reflect(y + k - 3, height) * width + x] as number)
      }
      both[y * width + x] = sum
    }
  }
  return both
}

/** Adds dx^2 + dy^2 by Sobel's filters halved: [-.5 0 .5; -1 0 1; -.5 0 .5] and its transpose. */
function addSquaredSobel(squares: Float64Array, plane: Float64Array, height: number, width: number) {
  for (let y = 0; y < height; y++) {
    const rows = [reflect(y - 1, height), y, reflect(y + 1, height)].map((row) => row * width) as [
      number,
      number,
      number,
    ]
    for (let x = 0; x < width; x++) {
      const left = reflect(x - 1, width)
      const right = reflect(x + 1, width)
      const at = (row: 0 | 1 | 2, column: number) => plane[rows[row] + column] as number
      const dx = 0.5 * (at(0, right) - at(0, left)) + (at(1, right) - at(1, left)) + 0.5 * (at(2, right) - at(2, left))
      const dy = 0.5 * (at(2, left) - at(0, left)) + (at(2, x) - at(0, x)) + 0.5 * (at(2, right) - at(0, right))
      const i = y * width + x
      squares[i] = (squares[i] as number) + dx * dx + dy * dy
    }
  }
}

/** Mirrors an index at the borders without repeating them, as torch's "reflect" does, however small the picture. */
function reflect(index: number, size: number): number {
  if (size === 1) return 0
  const period = 2 * (size - 1)
  const within = ((index % period) + period) % period
  return within < size ? within : period - within
}
