/** @file Operations on single values or rows that are not fused into a convolution. */
import { finish, loadPart, Operation } from './operation'
import { madd } from './tile'

class Pointwise extends Operation {
  values: usize
  /** Rows of `channels` values, in all images. */
  rows: i32
  channels: i32
  rowsPerUnit: i32
  /** (channels); 0: ones. */
  scale: usize
  /** (shiftRows, channels), for the rows in turn; 0: zeros. */
  shift: usize
  shiftRows: i32
}

/** x * scale + shift. */
export function pointwise(at: usize, unit: i32): void {
  const op = changetype<Pointwise>(at)
  const last = min(op.rows, (unit + 1) * op.rowsPerUnit)
  for (let row = unit * op.rowsPerUnit; row < last; row++) {
    const start: usize = row * op.channels * 4
    const shift: usize = op.shift === 0 ? 0 : op.shift + (row % op.shiftRows) * op.channels * 4
    for (let c = 0; c < op.channels; c += 4) {
      const lanes = op.channels - c
      let x = loadPart(op.values + start + c * 4, lanes)
      if (op.scale !== 0) x = f32x4.mul(x, loadPart(op.scale + c * 4, lanes))
      if (shift !== 0) x = f32x4.add(x, loadPart(shift + c * 4, lanes))
      finish(op, x, start + c * 4, lanes)
    }
  }
}

class Gather extends Operation {
  values: usize
  images: i32
  /** Rows of the result in one image, and of what they are taken from. */
  rows: i32
  fromRows: i32
  rowLength: i32
  rowsPerUnit: i32
  unitsPerImage: i32
  /** The source row of each row; -1 means zeros. */
  order: usize
  /** (rows, rowLength), added; 0: none. */
  fill: usize
}

export function gather(at: usize, unit: i32): void {
  const op = changetype<Gather>(at)
  const image = unit / op.unitsPerImage
  const first = (unit - image * op.unitsPerImage) * op.rowsPerUnit
  const last = min(op.rows, first + op.rowsPerUnit)
  const rowBytes = op.rowLength * 4
  for (let row = first; row < last; row++) {
    const source = load<i32>(op.order + row * 4)
    const from: usize = op.values + (image * op.fromRows + source) * rowBytes
    const to: usize = (image * op.rows + row) * rowBytes
    for (let c = 0; c < op.rowLength; c += 4) {
      const lanes = op.rowLength - c
      let x = source < 0 ? f32x4.splat(0) : loadPart(from + c * 4, lanes)
      if (op.fill !== 0) x = f32x4.add(x, loadPart(op.fill + row * rowBytes + c * 4, lanes))
      finish(op, x, to + c * 4, lanes)
    }
  }
}

class Centring extends Operation {
  pixels: usize
  images: i32
  height: i32
  width: i32
  channels: i32
  top: i32
  left: i32
  paddedHeight: i32
  paddedWidth: i32
  mean: usize
}

/** Subtracts the mean from pixels (N, height, width, channels), and pads them with zeros. A unit is a padded row. */
export function centring(at: usize, unit: i32): void {
  const op = changetype<Centring>(at)
  const image = unit / op.paddedHeight
  const row = unit - image * op.paddedHeight - op.top
  const rowBytes: usize = op.paddedWidth * op.channels * 4
  const to: usize = op.result + <usize>unit * rowBytes
  memory.fill(to, 0, rowBytes)
  if (row < 0 || row >= op.height) return
  const from: usize = op.pixels + (image * op.height + row) * op.width * op.channels * 4
  const target: usize = to + op.left * op.channels * 4
  for (let i = 0, channel = 0; i < op.width * op.channels; i++) {
    store<f32>(target + i * 4, load<f32>(from + i * 4) - load<f32>(op.mean + channel * 4))
    if (++channel === op.channels) channel = 0
  }
}

class LayerNorm extends Operation {
  values: usize
  rows: i32
  channels: i32
  rowsPerUnit: i32
  epsilon: f32
  /** The factor of each row (rows). */
  scales: usize
}

function sumOf(lanes: v128): f32 {
  return (
    f32x4.extract_lane(lanes, 0) +
    f32x4.extract_lane(lanes, 1) +
    (f32x4.extract_lane(lanes, 2) + f32x4.extract_lane(lanes, 3))
  )
}

/** Normalises each row to mean 0 and variance 1. */
export function layerNorm(at: usize, unit: i32): void {
  const op = changetype<LayerNorm>(at)
  const last = min(op.rows, (unit + 1) * op.rowsPerUnit)
  const channels = op.channels
  for (let row = unit * op.rowsPerUnit; row < last; row++) {
    const start: usize = row * channels * 4
    const from: usize = op.values + start
    let sum = f32x4.splat(0)
    for (let c = 0; c < channels; c += 4) sum = f32x4.add(sum, loadPart(from + c * 4, channels - c))
    const mean = f32x4.splat(sumOf(sum) / <f32>channels)
    let squares = f32x4.splat(0)
    let c = 0
    for (; c + 4 <= channels; c += 4) {
      const d = f32x4.sub(v128.load(from + c * 4), mean)
      squares = madd(d, d, squares)
    }
    for (; c < channels; c++) {
      const d = load<f32>(from + c * 4) - f32x4.extract_lane(mean, 0)
      squares = f32x4.add(squares, f32x4.replace_lane(f32x4.splat(0), 0, d * d))
    }
    const scale: f32 = 1 / sqrt<f32>(sumOf(squares) / <f32>channels + op.epsilon)
    store<f32>(op.scales + row * 4, scale)
    for (let k = 0; k < channels; k += 4) {
      const d = f32x4.sub(loadPart(from + k * 4, channels - k), mean)
      finish(op, f32x4.mul(d, f32x4.splat(scale)), start + k * 4, channels - k)
    }
  }
}

class LayerNormBack extends Operation {
  gradient: usize
  /** The norm's output and its factors. */
  normed: usize
  scales: usize
  rows: i32
  channels: i32
  rowsPerUnit: i32
}

export function layerNormBack(at: usize, unit: i32): void {
  const op = changetype<LayerNormBack>(at)
  const last = min(op.rows, (unit + 1) * op.rowsPerUnit)
  const channels = op.channels
  for (let row = unit * op.rowsPerUnit; row < last; row++) {
    const start: usize = row * channels * 4
    let sum = f32x4.splat(0)
    let products = f32x4.splat(0)
    for (let c = 0; c < channels; c += 4) {
      const dy = loadPart(op.gradient + start + c * 4, channels - c)
      sum = f32x4.add(sum, dy)
      products = madd(dy, loadPart(op.normed + start + c * 4, channels - c), products)
    }
    const mean = f32x4.splat(sumOf(sum) / <f32>channels)
    const share = f32x4.splat(sumOf(products) / <f32>channels)
    const scale = f32x4.splat(load<f32>(op.scales + row * 4))
    for (let c = 0; c < channels; c += 4) {
      const lanes = channels - c
      const dy = f32x4.sub(loadPart(op.gradient + start + c * 4, lanes), mean)
      const y = f32x4.mul(loadPart(op.normed + start + c * 4, lanes), share)
      finish(op, f32x4.mul(f32x4.sub(dy, y), scale), start + c * 4, lanes)
    }
  }
}
