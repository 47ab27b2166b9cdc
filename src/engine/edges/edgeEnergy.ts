/**
 * @file The edge map E of the paper's edge regularisation: Gaussian blur,
 * Sobel in each channel, length over channels and directions, Gaussian blur.
 * Plain arithmetic, as it is never differentiated, so that it is the same on
 * every backend.
 */

/** Discrete Gaussian of variance 1, e^-1 I_n(1), n = -3 ... 3, scaled to sum to 1. */
const GAUSSIAN = [0.0081743, 0.0500501, 0.2083747, 0.4668018, 0.2083747, 0.0500501, 0.0081743]

/**
 * @param pixels (height, width, 3), in [0, 1] for the alignment score
 * @returns edge energy (height, width), zero where the image is flat
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
  const columns = reflected(width)
  const rows = reflected(height).map((row) => row * width)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0
      for (let k = 0; k < GAUSSIAN.length; k++) {
        sum += (GAUSSIAN[k] as number) * (plane[y * width + (columns[x + k] as number)] as number)
      }
      alongRows[y * width + x] = sum
    }
  }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0
      for (let k = 0; k < GAUSSIAN.length; k++) {
        sum += (GAUSSIAN[k] as number) * (alongRows[(rows[y + k] as number) + x] as number)
      }
      both[y * width + x] = sum
    }
  }
  return both
}

/** The index to which each of -3 ... size + 2 is mirrored. */
const reflected = (size: number) => Int32Array.from({ length: size + 6 }, (_, i) => reflect(i - 3, size))

/** Adds dx^2 + dy^2 by half of Sobel's filters: [-.5 0 .5; -1 0 1; -.5 0 .5] and its transpose. */
function addSquaredSobel(squares: Float64Array, plane: Float64Array, height: number, width: number) {
  for (let y = 0; y < height; y++) {
    const above = reflect(y - 1, height) * width
    const here = y * width
    const below = reflect(y + 1, height) * width
    for (let x = 0; x < width; x++) {
      const left = reflect(x - 1, width)
      const right = reflect(x + 1, width)
      const at = (i: number) => plane[i] as number
      const aboveLeft = at(above + left)
      const aboveRight = at(above + right)
      const belowLeft = at(below + left)
      const belowRight = at(below + right)
      const dx = 0.5 * (aboveRight - aboveLeft) + (at(here + right) - at(here + left)) + 0.5 * (belowRight - belowLeft)
      const dy = 0.5 * (belowLeft - aboveLeft) + (at(below + x) - at(above + x)) + 0.5 * (belowRight - aboveRight)
      squares[here + x] = (squares[here + x] as number) + dx * dx + dy * dy
    }
  }
}

/** Mirrors an index at the borders without repeating them, as torch's "reflect" does, however small the image. */
function reflect(index: number, size: number): number {
  if (size === 1) return 0
  const period = 2 * (size - 1)
  const within = ((index % period) + period) % period
  return within < size ? within : period - within
}
