/**
 * @file Sums of convolutions, of dense layers and of their transposes, with all that a network does around them: the
 * shift, an addend, the activation and its derivative, or a derivative by which the sum is multiplied.
 *
 * The results are a grid of places in each image. Each source brings to each of them the values that its taps reach.
 */
import { flush, NONE } from './functions'
import { finish, Operation } from './operation'
import {
  depthwiseTile,
  NARROW_ROWS,
  NARROW_STEP_BYTES,
  narrowTile,
  STEP_DEPTH,
  STEP_PANEL,
  STEP_ROWS,
  STEP_WEIGHTS,
  WIDE_ROWS,
  WIDE_STEP_BYTES,
  wideTile,
} from './tile'

/** The words of an operation, in the order in which ../operations/convolution.ts writes them. */
class Convolution extends Operation {
  /** WIDE, NARROW or DEPTHWISE. */
  form: i32
  /** Places of the grid in all images. */
  places: i32
  gridHeight: i32
  gridWidth: i32
  /** Strides between columns, rows and images of the result, in bytes. */
  columnStep: i32
  rowStep: i32
  imageStep: i32
  channels: i32
  panels: i32
  /** A unit of work covers several tiles and panels. */
  tilesPerUnit: i32
  tileBlocks: i32
  panelsPerUnit: i32
  /** Padded to whole panels. */
  bias: usize
  /** Zeros, as many as the widest row of a source has values. */
  zeros: usize
  panelsPerGroup: i32
  /** Stride between the channels of groups in a source, in bytes. */
  groupStep: i32
  /** Upper limit for the steps of one tile. */
  maxSteps: i32
  sources: i32
}

/** Tiles of 6 places by 8 channels; of 8 by 4; and of 6 by 8 where a channel is summed with its own filter alone. */
const WIDE: i32 = 0
const NARROW: i32 = 1
const DEPTHWISE: i32 = 2

class Source {
  values: usize
  height: i32
  width: i32
  pixelBytes: i32
  rowBytes: i32
  imageBytes: i32
  /** Rows and columns of the source between places of the grid. */
  rowStride: i32
  columnStride: i32
  depth: i32
  panelBytes: i32
  taps: i32
}

class Tap {
  row: i32
  column: i32
  weights: usize
}

/** Before the tables of a unit: the sums of a tile. */
const SUMS_BYTES: usize = 192
/** Before the steps of a tile: their number, the number of its rows, and where its rows' results are. */
const HEAD_BYTES: usize = 8 + 4 * 8

function stepBytesOf(form: i32): usize {
  return form === NARROW ? NARROW_STEP_BYTES : WIDE_STEP_BYTES
}

/**
 * Whether a step's weights and values directly follow those of the previous step, so that both form one longer step.
 */
function goesOn(before: usize, step: usize, rows: i32, laneBytes: i32): bool {
  const length = load<i32>(before, STEP_DEPTH)
  if (load<u32>(before, STEP_WEIGHTS) + length * laneBytes !== load<u32>(step, STEP_WEIGHTS)) return false
  if (load<i32>(before, STEP_PANEL) !== load<i32>(step, STEP_PANEL)) return false
  for (let r = 0; r < rows; r++) {
    if (load<u32>(before + 4 * r, STEP_ROWS) + length * 4 !== load<u32>(step + 4 * r, STEP_ROWS)) return false
  }
  return true
}

/** Writes the steps of the tile that begins at `place` of the grid. */
function writeTable(op: Convolution, place: i32, head: usize): void {
  const tileRows = op.form === NARROW ? NARROW_ROWS : WIDE_ROWS
  const stepBytes = stepBytesOf(op.form)
  const rows = min(tileRows, op.places - place)
  const perImage = op.gridHeight * op.gridWidth
  const firstImage = place / perImage
  const firstRow = (place - firstImage * perImage) / op.gridWidth
  const firstColumn = place - firstImage * perImage - firstRow * op.gridWidth
  let image = firstImage
  let row = firstRow
  let column = firstColumn
  for (let r = 0; r < rows; r++) {
    store<i32>(head + 4 * r, image * op.imageStep + row * op.rowStep + column * op.columnStep, 8)
    if (++column === op.gridWidth) {
      column = 0
      if (++row === op.gridHeight) {
        row = 0
        image++
      }
    }
  }
  const laneBytes = op.form === NARROW ? 16 : 32
  const isMergeable = op.form !== DEPTHWISE
  let steps = 0
  let table = head + HEAD_BYTES
  let at = changetype<usize>(op) + offsetof<Convolution>()
  for (let s = 0; s < op.sources; s++) {
    const source = changetype<Source>(at)
    at += offsetof<Source>()
    for (let t = 0; t < source.taps; t++) {
      const tap = changetype<Tap>(at)
      at += offsetof<Tap>()
      image = firstImage
      row = firstRow
      column = firstColumn
      let isReached = false
      let from: usize = op.zeros
      for (let r = 0; r < tileRows; r++) {
        // Rows beyond the last place repeat it and are discarded.
        if (r < rows) {
          const y = row * source.rowStride + tap.row
          const x = column * source.columnStride + tap.column
          from = op.zeros
          if (<u32>y < <u32>source.height && <u32>x < <u32>source.width) {
            from = source.values + image * source.imageBytes + y * source.rowBytes + x * source.pixelBytes
            isReached = true
          }
          if (++column === op.gridWidth) {
            column = 0
            if (++row === op.gridHeight) {
              row = 0
              image++
            }
          }
        }
        store<u32>(table + 4 * r, <u32>from, STEP_ROWS)
      }
      if (!isReached) continue
      store<u32>(table, <u32>tap.weights, STEP_WEIGHTS)
      store<i32>(table, source.panelBytes, STEP_PANEL)
      store<i32>(table, source.depth, STEP_DEPTH)
      if (isMergeable && steps > 0 && goesOn(table - stepBytes, table, tileRows, laneBytes)) {
        store<i32>(table - stepBytes, load<i32>(table - stepBytes, STEP_DEPTH) + source.depth, STEP_DEPTH)
        continue
      }
      table += stepBytes
      steps++
    }
  }
  store<i32>(head, steps)
  store<i32>(head, rows, 4)
}

/** What `finish` does, for whole panels without an activation, of which backward passes consist. */
function finishLinear(op: Convolution, head: usize, rows: i32, sums: usize, first: usize): void {
  const result = op.result + first
  const addend = op.addend
  const factor = op.factor
  const product = op.product
  const after = op.after
  for (let r = 0; r < rows; r++) {
    const offset: usize = load<u32>(head + 4 * r, 8)
    let v0 = v128.load(sums + r * 32)
    let v1 = v128.load(sums + r * 32, 16)
    if (addend !== 0) {
      v0 = f32x4.add(v0, v128.load(addend + first + offset))
      v1 = f32x4.add(v1, v128.load(addend + first + offset, 16))
    }
    if (product !== 0) {
      const to = product + first + offset
      v128.store(to, f32x4.mul(v128.load(to), v0))
      v128.store(to, f32x4.mul(v128.load(to, 16), v1), 16)
    }
    if (factor !== 0) {
      v0 = flush(f32x4.mul(v0, v128.load(factor + first + offset)))
      v1 = flush(f32x4.mul(v1, v128.load(factor + first + offset, 16)))
    }
    if (after !== 0) {
      v0 = f32x4.add(v0, v128.load(after + first + offset))
      v1 = f32x4.add(v1, v128.load(after + first + offset, 16))
    }
    v128.store(result + offset, v0)
    v128.store(result + offset, v1, 16)
  }
}

export function convolution(at: usize, unit: i32, scratch: usize): void {
  const op = changetype<Convolution>(at)
  const block = unit % op.tileBlocks
  const group = unit / op.tileBlocks
  const tileRows = op.form === NARROW ? NARROW_ROWS : WIDE_ROWS
  const firstPlace = block * op.tilesPerUnit * tileRows
  const tiles = min(op.tilesPerUnit, (op.places - firstPlace + tileRows - 1) / tileRows)
  const bytes: usize = HEAD_BYTES + <usize>op.maxSteps * stepBytesOf(op.form)
  const sums = scratch
  const tables: usize = scratch + SUMS_BYTES
  for (let tile = 0; tile < tiles; tile++) {
    writeTable(op, firstPlace + tile * tileRows, tables + <usize>tile * bytes)
  }
  const lastPanel = min(op.panels, (group + 1) * op.panelsPerUnit)
  const panelChannels = op.form === NARROW ? 4 : 8
  for (let panel = group * op.panelsPerUnit; panel < lastPanel; panel++) {
    const shift: usize = (panel / op.panelsPerGroup) * op.groupStep
    const bias: usize = op.bias + panel * panelChannels * 4
    const lanes = op.channels - panel * panelChannels
    for (let tile = 0; tile < tiles; tile++) {
      const head: usize = tables + <usize>tile * bytes
      const steps = load<i32>(head)
      const rows = load<i32>(head, 4)
      if (op.form === WIDE) wideTile(head + HEAD_BYTES, steps, panel, shift, bias, sums)
      else if (op.form === NARROW) narrowTile(head + HEAD_BYTES, steps, panel, shift, bias, sums)
      else depthwiseTile(head + HEAD_BYTES, steps, panel, shift, bias, sums)
      if (op.form !== NARROW && lanes >= 8 && op.activation === NONE) {
        finishLinear(op, head, rows, sums, panel * 32)
        continue
      }
      for (let r = 0; r < rows; r++) {
        const offset: usize = load<i32>(head + 4 * r, 8) + panel * panelChannels * 4
        const own: usize = sums + r * panelChannels * 4
        finish(op, v128.load(own), offset, lanes)
        if (lanes > 4 && panelChannels > 4) finish(op, v128.load(own, 16), offset + 16, lanes - 4)
      }
    }
  }
}
