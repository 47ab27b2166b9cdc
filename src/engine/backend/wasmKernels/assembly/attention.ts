/** @file Attention within windows, shifted or not, or over the whole grid; a unit is one head of one window. */
import { exp } from './functions'
import { finish, loadPart, Operation } from './operation'
import { STEP_DEPTH, STEP_PANEL, STEP_ROWS, STEP_WEIGHTS, WIDE_ROWS, wideTile } from './tile'

class Attention extends Operation {
  /** (N, height, width, 3 channels): queries, keys, values. */
  qkv: usize
  /** (heads, tokens, tokens); 0: none. */
  bias: usize
  /** In the backward pass: the gradient at the attention's output. */
  gradient: usize
  /** Eight zeros. */
  zeros: usize
  height: i32
  width: i32
  channels: i32
  heads: i32
  windowRows: i32
  windowColumns: i32
  shiftDown: i32
  shiftRight: i32
  /** Added to the scores of token pairs that the shift joined from opposite edges. */
  masked: f32
}

/** The head and window of a unit, and the layout of its memory. */
let operation: Attention = changetype<Attention>(0)
let image: i32 = 0
let windowRow: i32 = 0
let windowColumn: i32 = 0
let head: i32 = 0
let tokens: i32 = 0
let headWidth: i32 = 0
/** Of a row of scores, padded to whole panels, in bytes. */
let scoreBytes: usize = 0
/** Of a row of a product with `headWidth` columns. */
let productBytes: usize = 0
let table: usize = 0
let sums: usize = 0
let rows: usize = 0
let panels: usize = 0
let product: usize = 0
let shares: usize = 0
let atScores: usize = 0
let turned: usize = 0

function padded(length: i32): i32 {
  return (length + 7) & ~7
}

/** Must match the bytes counted in ../operations/attention.ts. */
function begin(op: Attention, unit: i32, scratch: usize): void {
  operation = op
  const down = op.height / op.windowRows
  const across = op.width / op.windowColumns
  head = unit % op.heads
  let rest = unit / op.heads
  windowColumn = rest % across
  rest /= across
  windowRow = rest % down
  image = rest / down
  tokens = op.windowRows * op.windowColumns
  headWidth = op.channels / op.heads
  scoreBytes = padded(tokens) * 4
  productBytes = padded(headWidth) * 4
  table = scratch
  sums = table + 48
  rows = sums + 192
  panels = rows + scoreBytes
  product = panels + <usize>padded(tokens) * productBytes
  shares = product + <usize>tokens * productBytes
  atScores = shares + <usize>tokens * scoreBytes
  turned = atScores + <usize>tokens * scoreBytes
}

function place(token: i32): i32 {
  const op = operation
  const row = (windowRow * op.windowRows + token / op.windowColumns + op.shiftDown) % op.height
  const column = (windowColumn * op.windowColumns + (token % op.windowColumns) + op.shiftRight) % op.width
  return (image * op.height + row) * op.width + column
}

/** The offset of a token's query (0), key (1) or value (2), in bytes. */
function partOffset(token: i32, which: i32): usize {
  return ((place(token) * 3 + which) * operation.channels + head * headWidth) * 4
}

function outputOffset(token: i32): usize {
  return (place(token) * operation.channels + head * headWidth) * 4
}

/** Whether the shift separated the two tokens. */
function isTorn(query: i32, key: i32): bool {
  const op = operation
  if (op.shiftDown > 0 && windowRow === op.height / op.windowRows - 1) {
    const edge = op.windowRows - op.shiftDown
    if (query / op.windowColumns >= edge !== key / op.windowColumns >= edge) return true
  }
  if (op.shiftRight > 0 && windowColumn === op.width / op.windowColumns - 1) {
    const edge = op.windowColumns - op.shiftRight
    if (query % op.windowColumns >= edge !== key % op.windowColumns >= edge) return true
  }
  return false
}

/** Queries, keys or values, as the rows of the next product. */
function rowsOfPart(which: i32): void {
  for (let t = 0; t < tokens; t++) store<u32>(rows + t * 4, <u32>(operation.qkv + partOffset(t, which)))
}

function rowsOfGradient(): void {
  for (let t = 0; t < tokens; t++) store<u32>(rows + t * 4, <u32>(operation.gradient + outputOffset(t)))
}

function rowsOfMatrix(matrix: usize): void {
  for (let t = 0; t < tokens; t++) store<u32>(rows + t * 4, <u32>(matrix + <usize>t * scoreBytes))
}

/** Packs the rows (tokens, headWidth) as they are: the next product is of depth `tokens`. */
function packRows(): void {
  const count = padded(headWidth) / 8
  for (let panel = 0; panel < count; panel++) {
    for (let t = 0; t < tokens; t++) {
      const from: usize = <usize>load<u32>(rows + t * 4) + panel * 32
      const to: usize = panels + (panel * tokens + t) * 32
      const lanes = headWidth - panel * 8
      v128.store(to, loadPart(from, lanes))
      v128.store(to, lanes > 4 ? loadPart(from + 16, lanes - 4) : f32x4.splat(0), 16)
    }
  }
}

/** Packs the transposed rows: the next product has depth `headWidth`. */
function packColumns(): void {
  const count = padded(tokens) / 8
  for (let panel = 0; panel < count; panel++) {
    for (let lane = 0; lane < 8; lane++) {
      const t = panel * 8 + lane
      const to: usize = panels + (panel * headWidth * 8 + lane) * 4
      const from: usize = t < tokens ? <usize>load<u32>(rows + t * 4) : 0
      for (let k = 0; k < headWidth; k++) store<f32>(to + k * 32, t < tokens ? load<f32>(from + k * 4) : 0)
    }
  }
}

/** The product of the rows with what was packed, of `columns` columns: written in rows padded to whole panels. */
function multiply(depth: i32, columns: i32, target: usize): void {
  const count = padded(columns) / 8
  store<u32>(table, <u32>panels, STEP_WEIGHTS)
  store<i32>(table, depth * 32, STEP_PANEL)
  store<i32>(table, depth, STEP_DEPTH)
  for (let first = 0; first < tokens; first += WIDE_ROWS) {
    const own = min(WIDE_ROWS, tokens - first)
    for (let r = 0; r < WIDE_ROWS; r++) {
      store<u32>(table + r * 4, load<u32>(rows + (first + min(r, own - 1)) * 4), STEP_ROWS)
    }
    for (let panel = 0; panel < count; panel++) {
      wideTile(table, 1, panel, 0, operation.zeros, sums)
      for (let r = 0; r < own; r++) {
        const to: usize = target + ((first + r) * count + panel) * 32
        v128.store(to, v128.load(sums + r * 32))
        v128.store(to, v128.load(sums + r * 32, 16), 16)
      }
    }
  }
}

/** The attention of each token to each other. */
function writeShares(): void {
  rowsOfPart(1)
  packColumns()
  rowsOfPart(0)
  multiply(headWidth, tokens, shares)
  const op = operation
  const isLast =
    (op.shiftDown > 0 && windowRow === op.height / op.windowRows - 1) ||
    (op.shiftRight > 0 && windowColumn === op.width / op.windowColumns - 1)
  for (let q = 0; q < tokens; q++) {
    const row: usize = shares + <usize>q * scoreBytes
    if (op.bias !== 0) {
      const bias: usize = op.bias + (head * tokens + q) * tokens * 4
      for (let k = 0; k < tokens; k += 4) {
        v128.store(row + k * 4, f32x4.add(v128.load(row + k * 4), loadPart(bias + k * 4, tokens - k)))
      }
    }
    if (isLast) {
      for (let k = 0; k < tokens; k++) {
        if (isTorn(q, k)) store<f32>(row + k * 4, load<f32>(row + k * 4) + op.masked)
      }
    }
    for (let k = tokens; k < padded(tokens); k++) store<f32>(row + k * 4, -Infinity)
    let most = f32x4.splat(-Infinity)
    for (let k = 0; k < padded(tokens); k += 4) most = f32x4.max(most, v128.load(row + k * 4))
    const largest = max(
      max(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)),
      max(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3)),
    )
    let sum = f32x4.splat(0)
    for (let k = 0; k < padded(tokens); k += 4) {
      const e = exp(f32x4.sub(v128.load(row + k * 4), f32x4.splat(largest)))
      v128.store(row + k * 4, e)
      sum = f32x4.add(sum, e)
    }
    // For padding, exp gives the smallest number, which is negligible in a sum of at least 1.
    for (let k = tokens; k < padded(tokens); k++) store<f32>(row + k * 4, 0)
    const total =
      f32x4.extract_lane(sum, 0) +
      f32x4.extract_lane(sum, 1) +
      (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3))
    const inverse = f32x4.splat(<f32>1 / total)
    for (let k = 0; k < padded(tokens); k += 4) v128.store(row + k * 4, f32x4.mul(v128.load(row + k * 4), inverse))
  }
}

/** The last product, to where the tokens' parts of the result are; which is -1 where there are no parts. */
function finishProduct(which: i32): void {
  for (let t = 0; t < tokens; t++) {
    const offset = which < 0 ? outputOffset(t) : partOffset(t, which)
    for (let k = 0; k < headWidth; k += 4) {
      finish(operation, v128.load(product + <usize>t * productBytes + k * 4), offset + k * 4, headWidth - k)
    }
  }
}

export function attention(at: usize, unit: i32, scratch: usize): void {
  begin(changetype<Attention>(at), unit, scratch)
  writeShares()
  rowsOfPart(2)
  packRows()
  rowsOfMatrix(shares)
  multiply(tokens, headWidth, product)
  finishProduct(-1)
}

/** Transposes (tokens, tokens). */
function turn(from: usize): void {
  for (let i = 0; i < tokens; i++) {
    for (let k = 0; k < tokens; k++) {
      store<f32>(turned + <usize>k * scoreBytes + i * 4, load<f32>(from + <usize>i * scoreBytes + k * 4))
    }
  }
}

export function attentionBack(at: usize, unit: i32, scratch: usize): void {
  begin(changetype<Attention>(at), unit, scratch)
  writeShares()
  // The gradient at the values: transposed shares times the gradient.
  rowsOfGradient()
  packRows()
  turn(shares)
  rowsOfMatrix(turned)
  multiply(tokens, headWidth, product)
  finishProduct(2)
  // The gradient at the scores, through the softmax.
  rowsOfPart(2)
  packColumns()
  rowsOfGradient()
  multiply(headWidth, tokens, atScores)
  for (let q = 0; q < tokens; q++) {
    const own: usize = shares + <usize>q * scoreBytes
    const row: usize = atScores + <usize>q * scoreBytes
    let sum = f32x4.splat(0)
    for (let k = 0; k < padded(tokens); k += 4) {
      sum = f32x4.add(sum, f32x4.mul(v128.load(own + k * 4), v128.load(row + k * 4)))
    }
    const mean = f32x4.splat(
      f32x4.extract_lane(sum, 0) +
        f32x4.extract_lane(sum, 1) +
        (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3)),
    )
    for (let k = 0; k < padded(tokens); k += 4) {
      v128.store(row + k * 4, f32x4.mul(v128.load(own + k * 4), f32x4.sub(v128.load(row + k * 4), mean)))
    }
  }
  // The gradients at the queries and the keys.
  rowsOfPart(1)
  packRows()
  rowsOfMatrix(atScores)
  multiply(tokens, headWidth, product)
  finishProduct(0)
  rowsOfPart(0)
  packRows()
  turn(atScores)
  rowsOfMatrix(turned)
  multiply(tokens, headWidth, product)
  finishProduct(1)
}
