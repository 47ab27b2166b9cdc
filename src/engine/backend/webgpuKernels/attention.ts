/**
 * @file Attention within shifted windows, and its backward pass, in one dispatch each: it reads tokens where they lie, so that
 * nothing is cut into windows or moved about. A workgroup does one head of one window, a thread one of its tokens.
 */
import type * as tf from '../../tf'
import { declareBuffers, runKernel, runShader } from './runShader'

export const ATTENTION = 'FusedAttention'
export const ATTENTION_GRADIENT = 'FusedAttentionGradient'

export interface Windows {
  readonly heads: number
  /** Side of a window, in tokens. */
  readonly window: number
  /** By how many tokens windows begin below and to the right of the grid's corner. */
  readonly shift: readonly [down: number, right: number]
  /** Added to the scores of tokens that the shift brings together from opposite edges. */
  readonly masked: number
}

interface Grid extends Windows {
  readonly height: number
  readonly width: number
  readonly channels: number
}

/** WebGPU's own limit for what the threads of a workgroup share, in float32; two squares of tokens must fit. */
const MAX_SHARED = 4096

/** Whether the kernels can do it. */
export const isAttentionFused = (window: number, headWidth: number): boolean =>
  2 * window ** 4 <= MAX_SHARED && headWidth % 4 === 0

/** Declares what both ways have in common: where a window's tokens lie, and a row of the attention. */
function commonCode({ height, width, channels, heads, window, shift, masked }: Grid): string {
  const tokens = window * window
  const groups = channels / heads / 4
  const [down, right] = shift
  /** Whether the shift parted tokens q and k, in a window that is the last along an axis. */
  const isTorn = [
    { last: `windowRow == ${height / window - 1}`, along: (token: string) => `${token} / ${window}`, by: down },
    { last: `windowColumn == ${width / window - 1}`, along: (token: string) => `${token} % ${window}`, by: right },
  ].flatMap(({ last, along, by }) => {
    const isBeyond = (token: string) => `(${along(token)} >= ${window - by})`
    return by > 0 ? [`((${last}) & (${isBeyond('q')} != ${isBeyond('k')}))`] : []
  })
  return `
const TOKENS = ${tokens};
const GROUPS = ${groups};
var<private> windowRow: i32;
var<private> windowColumn: i32;
var<private> head: i32;
var<private> image: i32;
/** Of the window's token. */
fn place(token: i32) -> i32 {
  let row = (windowRow * ${window} + token / ${window} + ${down}) % ${height};
  let column = (windowColumn * ${window} + token % ${window} + ${right}) % ${width};
  return (image * ${height} + row) * ${width} + column;
}
/** Where a token's query (0), key (1) or value (2) begins in qkv; and its part of the output. */
fn part(token: i32, which: i32) -> i32 { return (place(token) * 3 + which) * ${channels / 4} + head * GROUPS; }
fn output(token: i32) -> i32 { return place(token) * ${channels / 4} + head * GROUPS; }
/** How much token q attends to each token. */
fn attention(q: i32) -> array<f32, TOKENS> {
  var shares: array<f32, TOKENS>;
  let query = part(q, 0);
  var most = -1e30;
  for (var k = 0; k < TOKENS; k++) {
    let key = part(k, 1);
    var score = bias[(head * TOKENS + q) * TOKENS + k];
    ${isTorn.length > 0 ? `score += select(0f, ${masked}, ${isTorn.join(' | ')});` : ''}
    for (var g = 0; g < GROUPS; g++) { score += dot(qkv[query + g], qkv[key + g]); }
    shares[k] = score;
    most = max(most, score);
  }
  var sum = 0f;
  for (var k = 0; k < TOKENS; k++) { shares[k] = exp(shares[k] - most); sum += shares[k]; }
  for (var k = 0; k < TOKENS; k++) { shares[k] /= sum; }
  return shares;
}`
}

const mainCode = ({ width, window }: Grid, body: string) => `
@compute @workgroup_size(${window * window})
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32) {
  windowRow = i32(workgroup.x) / ${width / window};
  windowColumn = i32(workgroup.x) % ${width / window};
  head = i32(workgroup.y);
  image = i32(workgroup.z);
  let own = i32(thread);
  ${body}
}`

const QKV = ['qkv', 'vec4f'] as const
const BIAS = ['bias', 'f32'] as const

const attentionCode = (grid: Grid) => `
${declareBuffers([QKV, BIAS], [['result', 'vec4f']])}
${commonCode(grid)}
${mainCode(
  grid,
  `var shares = attention(own);
  for (var g = 0; g < GROUPS; g++) {
    var sum = vec4f();
    for (var k = 0; k < TOKENS; k++) { sum += shares[k] * qkv[part(k, 2) + g]; }
    result[output(own) + g] = sum;
  }`,
)}`

const gradientCode = (grid: Grid) => `
${declareBuffers([QKV, BIAS, ['dy', 'vec4f']], [['result', 'vec4f']])}
${commonCode(grid)}
/** Of each query, over keys: the attention, and the gradient at the scores. */
var<workgroup> allShares: array<f32, ${grid.window ** 4}>;
var<workgroup> atScores: array<f32, ${grid.window ** 4}>;
${mainCode(
  grid,
  `var shares = attention(own);
  var atShares: array<f32, TOKENS>;
  var mean = 0f;
  for (var k = 0; k < TOKENS; k++) {
    var sum = 0f;
    for (var g = 0; g < GROUPS; g++) { sum += dot(dy[output(own) + g], qkv[part(k, 2) + g]); }
    atShares[k] = sum;
    mean += shares[k] * sum;
  }
  for (var k = 0; k < TOKENS; k++) {
    allShares[own * TOKENS + k] = shares[k];
    atScores[own * TOKENS + k] = shares[k] * (atShares[k] - mean);
  }
  workgroupBarrier();
  for (var g = 0; g < GROUPS; g++) {
    var atQuery = vec4f();
    var atKey = vec4f();
    var atValue = vec4f();
    for (var t = 0; t < TOKENS; t++) {
      atQuery += atScores[own * TOKENS + t] * qkv[part(t, 1) + g];
      atKey += atScores[t * TOKENS + own] * qkv[part(t, 0) + g];
      atValue += allShares[t * TOKENS + own] * dy[output(t) + g];
    }
    result[part(own, 0) + g] = atQuery;
    result[part(own, 1) + g] = atKey;
    result[part(own, 2) + g] = atValue;
  }`,
)}`

function run(
  name: string,
  code: (grid: Grid) => string,
  { inputs, attrs, backend }: Parameters<tf.KernelFunc>[0],
  read: readonly string[],
  parts: number,
): tf.TensorInfo[] {
  const windows = attrs as unknown as Windows
  const [count, height, width, threeParts] = (inputs.qkv as tf.TensorInfo).shape as [number, number, number, number]
  const grid = { ...windows, height, width, channels: threeParts / 3 }
  return runShader(
    backend as tf.WebGPUBackend,
    {
      key: `${name} ${JSON.stringify(grid)}`,
      code: () => code(grid),
      workgroups: [(height * width) / windows.window ** 2, windows.heads, count],
    },
    read.map((input) => inputs[input] as tf.TensorInfo),
    [{ shape: [count, height, width, grid.channels * parts], dtype: 'float32' }],
  )
}

export const attentionKernel: tf.KernelConfig = {
  kernelName: ATTENTION,
  backendName: 'webgpu',
  kernelFunc: (call) => run(ATTENTION, attentionCode, call, ['qkv', 'bias'], 1),
}

export const attentionGradientKernel: tf.KernelConfig = {
  kernelName: ATTENTION_GRADIENT,
  backendName: 'webgpu',
  kernelFunc: (call) => run(ATTENTION_GRADIENT, gradientCode, call, ['qkv', 'bias', 'dy'], 3),
}

/**
 * What tokens see of the values in their windows (N, height, width, C).
 *
 * @param qkv (N, height, width, 3 C): queries, which are scaled, keys and values, each head by head
 * @param bias (heads, tokens, tokens), over queries, then keys
 */
export const fusedAttention = (qkv: tf.Tensor4D, bias: tf.Tensor3D, windows: Windows): tf.Tensor4D =>
  runKernel(ATTENTION, { qkv, bias }, windows)[0] as tf.Tensor4D

/** From the gradient at what `fusedAttention` gave (N, height, width, C) to that at `qkv`. */
export const fusedAttentionGradient = (
  dy: tf.Tensor4D,
  qkv: tf.Tensor4D,
  bias: tf.Tensor3D,
  windows: Windows,
): tf.Tensor4D => runKernel(ATTENTION_GRADIENT, { qkv, bias, dy }, windows)[0] as tf.Tensor4D
