/**
 * @file Attention within windows, which may be shifted or the whole grid, and its backward pass, in one dispatch each. Tokens
 * are read where they lie, so that nothing is cut into windows or moved about. A thread does one head of one token: it
 * goes through the others of its window one by one, and keeps no more than sums, so that windows may be large.
 */
import type * as tf from '../../tf'
import { declareBuffers, defineKernel, runKernel, THREADS } from './runShader'
import { accessCode, quarter, read, type Values, vectors, write } from './vectors'

export const ATTENTION = 'FusedAttention'
export const ATTENTION_GRADIENT = 'FusedAttentionGradient'

export interface Windows {
  readonly heads: number
  /** The size of a window, in tokens. */
  readonly window: readonly [rows: number, columns: number]
  /** By how many tokens windows begin below and to the right of the grid's corner. */
  readonly shift: readonly [down: number, right: number]
  /** Added to the scores of token pairs that the shift joins from opposite edges. */
  readonly masked: number
}

interface Grid extends Windows {
  readonly height: number
  readonly width: number
  readonly channels: number
  readonly hasBias: boolean
}

const headWidth = ({ channels, heads }: Grid) => channels / heads
const tokensOf = ({ window: [rows, columns] }: Grid) => rows * columns

/** Declares where a window's tokens lie, and what both ways compute of two of them. */
function commonCode(grid: Grid): string {
  const { height, width, heads, window, shift, masked, hasBias } = grid
  const [rows, columns] = window
  const [down, right] = shift
  /** Whether the shift separated tokens q and k, in the last window along an axis. */
  const isTorn = [
    { last: `windowRow == ${height / rows - 1}`, along: (token: string) => `${token} / ${columns}`, from: rows - down },
    {
      last: `windowColumn == ${width / columns - 1}`,
      along: (token: string) => `${token} % ${columns}`,
      from: columns - right,
    },
  ].flatMap(({ last, along, from }, axis) => {
    const isBeyond = (token: string) => `(${along(token)} >= ${from})`
    return (shift[axis] as number) > 0 ? [`((${last}) & (${isBeyond('q')} != ${isBeyond('k')}))`] : []
  })
  const tokens = tokensOf(grid)
  return `
const TOKENS = ${tokens};
const GROUPS = ${quarter(headWidth(grid))};
var<private> windowRow: i32;
var<private> windowColumn: i32;
var<private> head: i32;
var<private> image: i32;
/** Of the window's token. */
fn place(token: i32) -> i32 {
  let row = (windowRow * ${rows} + token / ${columns} + ${down}) % ${height};
  let column = (windowColumn * ${columns} + token % ${columns} + ${right}) % ${width};
  return (image * ${height} + row) * ${width} + column;
}
/** The row of a token's query (0), key (1) or value (2) in qkv; and of its part of the output. */
fn part(token: i32, which: i32) -> i32 { return (place(token) * 3 + which) * ${heads} + head; }
fn output(token: i32) -> i32 { return place(token) * ${heads} + head; }
/** The addend of the score of query q and key k. */
fn offset(q: i32, k: i32) -> f32 {
  var sum = ${hasBias ? '(bias[(head * TOKENS + q) * TOKENS + k])' : '0f'};
  ${isTorn.length > 0 ? `sum += select(0f, ${masked}, ${isTorn.join(' | ')});` : ''}
  return sum;
}`
}

/** A thread for each token of each window, for a head and an image. */
const mainCode = (grid: Grid, body: string) => `
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let index = i32(id.x);
  if (index >= ${grid.height * grid.width}) { return; }
  let own = index % TOKENS;
  windowRow = index / TOKENS / ${grid.width / grid.window[1]};
  windowColumn = index / TOKENS % ${grid.width / grid.window[1]};
  head = i32(id.y);
  image = i32(id.z);
  ${body}
}`

const BIAS = ['bias', 'f32'] as const
const eachGroup = (body: string) => `for (var g = 0; g < GROUPS; g++) { ${body} }`

function attentionCode(grid: Grid): string {
  const [qkv, result]: [Values, Values] = [
    ['qkv', headWidth(grid)],
    ['result', headWidth(grid)],
  ]
  return `
${declareBuffers([...vectors(qkv), ...(grid.hasBias ? [BIAS] : [])], [...vectors(result), ['logSums', 'f32']])}
${accessCode({ reads: [qkv], writes: [result] })}
${commonCode(grid)}
${mainCode(
  grid,
  `var query: array<vec4f, GROUPS>;
  var seen: array<vec4f, GROUPS>;
  let ownQuery = part(own, 0);
  ${eachGroup(`query[g] = ${read(qkv, 'ownQuery', 'g')};`)}
  var most = -1e30;
  var sum = 0f;
  for (var k = 0; k < TOKENS; k++) {
    var score = offset(own, k);
    let key = part(k, 1);
    ${eachGroup(`score += dot(query[g], ${read(qkv, 'key', 'g')});`)}
    // Sums are scaled by the largest score so far, so that no exponential overflows.
    let scale = exp(most - max(most, score));
    most = max(most, score);
    let share = exp(score - most);
    sum = sum * scale + share;
    let value = part(k, 2);
    ${eachGroup(`seen[g] = seen[g] * scale + share * ${read(qkv, 'value', 'g')};`)}
  }
  let to = output(own);
  ${eachGroup(write(result, 'to', 'g', 'seen[g] / sum'))}
  logSums[to] = most + log(sum);`,
)}`
}

/** Once as a query, which goes through keys, and once as a key and a value, which go through queries. */
function gradientCode(grid: Grid): string {
  const values = (...names: readonly string[]) => names.map((name): Values => [name, headWidth(grid)])
  const [qkv, dy, y, result] = values('qkv', 'dy', 'y', 'result') as [Values, Values, Values, Values]
  const rowOf = (of: 'own' | 'other', which: number) => `part(${of}, ${which})`
  return `
${declareBuffers([...vectors(qkv, dy, y), ['logSums', 'f32'], ...(grid.hasBias ? [BIAS] : [])], vectors(result))}
${accessCode({ reads: [qkv, dy, y], writes: [result] })}
${commonCode(grid)}
fn atQuery(own: i32) {
  var query: array<vec4f, GROUPS>;
  var gradient: array<vec4f, GROUPS>;
  var sums: array<vec4f, GROUPS>;
  let ownQuery = ${rowOf('own', 0)};
  let at = output(own);
  var mean = 0f;
  ${eachGroup(`query[g] = ${read(qkv, 'ownQuery', 'g')}; gradient[g] = ${read(dy, 'at', 'g')}; mean += dot(gradient[g], ${read(y, 'at', 'g')});`)}
  for (var other = 0; other < TOKENS; other++) {
    let key = ${rowOf('other', 1)};
    let value = ${rowOf('other', 2)};
    var score = offset(own, other);
    var atShare = 0f;
    ${eachGroup(`score += dot(query[g], ${read(qkv, 'key', 'g')}); atShare += dot(gradient[g], ${read(qkv, 'value', 'g')});`)}
    let atScore = exp(score - logSums[at]) * (atShare - mean);
    ${eachGroup(`sums[g] += atScore * ${read(qkv, 'key', 'g')};`)}
  }
  ${eachGroup(write(result, 'ownQuery', 'g', 'sums[g]'))}
}
fn atKeyAndValue(own: i32) {
  var key: array<vec4f, GROUPS>;
  var value: array<vec4f, GROUPS>;
  var keySums: array<vec4f, GROUPS>;
  var valueSums: array<vec4f, GROUPS>;
  let keyRow = ${rowOf('own', 1)};
  let valueRow = ${rowOf('own', 2)};
  ${eachGroup(`key[g] = ${read(qkv, 'keyRow', 'g')}; value[g] = ${read(qkv, 'valueRow', 'g')};`)}
  for (var other = 0; other < TOKENS; other++) {
    let query = ${rowOf('other', 0)};
    let at = output(other);
    var score = offset(other, own);
    var atShare = 0f;
    var mean = 0f;
    ${eachGroup(`let gradient = ${read(dy, 'at', 'g')}; score += dot(key[g], ${read(qkv, 'query', 'g')}); atShare += dot(gradient, value[g]); mean += dot(gradient, ${read(y, 'at', 'g')});`)}
    let share = exp(score - logSums[at]);
    let atScore = share * (atShare - mean);
    ${eachGroup(`keySums[g] += atScore * ${read(qkv, 'query', 'g')}; valueSums[g] += share * ${read(dy, 'at', 'g')};`)}
  }
  ${eachGroup(`${write(result, 'keyRow', 'g', 'keySums[g]')} ${write(result, 'valueRow', 'g', 'valueSums[g]')}`)}
}
${mainCode(grid, 'atQuery(own);\n  atKeyAndValue(own);')}`
}

const workgroupsOf = ({ height, width, heads }: Grid, count: number) =>
  [Math.ceil((height * width) / THREADS), heads, count] as const

export const attentionKernel = defineKernel<Grid>(ATTENTION, (inputs, grid) => {
  const count = (inputs.qkv as tf.TensorInfo).shape[0] as number
  const { height, width, channels, heads } = grid
  return {
    code: () => attentionCode(grid),
    workgroups: workgroupsOf(grid, count),
    inputs: ['qkv', 'bias'],
    outputs: [
      { shape: [count, height, width, channels], dtype: 'float32' },
      { shape: [count, height, width, heads], dtype: 'float32' },
    ],
    productsAValue: 2 * tokensOf(grid),
  }
})

export const attentionGradientKernel = defineKernel<Grid>(ATTENTION_GRADIENT, (inputs, grid) => {
  const { shape } = inputs.qkv as tf.TensorInfo
  return {
    code: () => gradientCode(grid),
    workgroups: workgroupsOf(grid, shape[0] as number),
    inputs: ['qkv', 'dy', 'y', 'logSums', 'bias'],
    outputs: [{ shape, dtype: 'float32' }],
    productsAValue: 3 * tokensOf(grid),
  }
})

const gridOf = (
  { shape: [, height, width, parts] }: tf.Tensor4D,
  bias: tf.Tensor3D | null,
  windows: Windows,
): Grid => ({
  ...windows,
  height,
  width,
  channels: parts / 3,
  hasBias: bias !== null,
})

/** What tokens see, and how they share their attention: all that the backward pass needs. */
export interface Attended {
  /** (N, height, width, C) */
  readonly y: tf.Tensor4D
  /** The logarithm of the sum of the exponentials of a query's scores (N, height, width, heads). */
  readonly logSums: tf.Tensor4D
}

/**
 * What tokens see of the values in their windows.
 *
 * @param qkv (N, height, width, 3 C): queries, which are scaled, keys and values, each head by head
 * @param bias (heads, tokens, tokens), over queries, then keys, or null
 */
export function fusedAttention(qkv: tf.Tensor4D, bias: tf.Tensor3D | null, windows: Windows): Attended {
  const [y, logSums] = runKernel(ATTENTION, { qkv, ...(bias && { bias }) }, gridOf(qkv, bias, windows))
  return { y: y as tf.Tensor4D, logSums: logSums as tf.Tensor4D }
}

/** From the gradient at what tokens saw (N, height, width, C) to that at `qkv`. */
export const fusedAttentionGradient = (
  dy: tf.Tensor4D,
  qkv: tf.Tensor4D,
  { y, logSums }: Attended,
  bias: tf.Tensor3D | null,
  windows: Windows,
): tf.Tensor4D =>
  runKernel(
    ATTENTION_GRADIENT,
    { qkv, dy, y, logSums, ...(bias && { bias }) },
    gridOf(qkv, bias, windows),
  )[0] as tf.Tensor4D
