/**
 * @file A convolution in which a thread computes a tile of pixels in four channels, so that each weight and value read
 * is used several times.
 */
import {
  buffersOf,
  type ConvolutionAttributes,
  imagesOf,
  meanOf,
  type Source,
  tileOf,
  weightOf,
} from './convolutionShape'
import { declareBuffers } from './runShader'
import { accessCode, activationOf, finishCode, quarter, read } from './vectors'

type Tile = readonly [rows: number, columns: number]

const range = (length: number) => Array.from({ length }, (_, i) => i)

/** The value that a tap contributes to a pixel of a tile, as an index from the tile's first value; null if none. */
function reach({ stride, dilation, padding, isTransposed }: Source, axis: 0 | 1, pixel: number, tap: number) {
  if (!isTransposed) return stride * pixel + dilation * tap - padding[axis]
  const from = pixel + padding[axis] - dilation * tap
  return from % stride === 0 ? from / stride : null
}

/** The adjacent values that a tile's pixels need, and the tap of each. */
function columnsOf(source: Source, tile: Tile) {
  const taps = range(tile[1]).flatMap((pixel) =>
    range(source.filterSize[1]).map((tap) => ({ pixel, tap, column: reach(source, 1, pixel, tap) })),
  )
  const columns = [...new Set(taps.map(({ column }) => column))].filter((column) => column !== null)
  return columns.map((column) => ({ column, taps: taps.filter((tap) => tap.column === column) }))
}

/** Reads the values of row `row` (WGSL) that the tile's pixels need, and adds their products with weights to the sums. */
function rowCode(
  index: number,
  source: Source,
  tile: Tile,
  pairs: readonly { readonly pixelRow: number; readonly weights: readonly string[] }[],
): string {
  const { height, width } = source
  const reads = columnsOf(source, tile).map(({ taps }, i) => {
    const value = `${read(imagesOf(source, index), `start + column${i}`, 'base + c')}${meanOf(source)}`
    const adds = pairs.flatMap(({ pixelRow, weights }) =>
      taps.map(({ pixel, tap }) => `s${pixelRow}_${pixel} += ${weights[tap]} * v;`),
    )
    // Without &&, which would branch.
    return `{ let v = select(vec4f(), ${value}, isRow & isColumn${i}); ${adds.join(' ')} }`
  })
  return `let start = (image * ${height} + row) * ${width}; let isRow = u32(row) < ${height};
  ${reads.join('\n  ')}`
}

/** Adds a source's convolution to the sums s0_0, s0_1, ... */
function sourceCode(index: number, source: Source, tile: Tile, outChannels: number): string {
  const { filterSize, stride, dilation, padding, isTransposed, width, grouping } = source
  const [tapRows, tapColumns] = [range(filterSize[0]), range(filterSize[1])]
  const weight = (tap: string) => weightOf(index, source, outChannels, tap)
  const first = (axis: 0 | 1, place: string) => `${place} * ${isTransposed ? tile[axis] / stride : tile[axis] * stride}`
  let rows: string
  if (isTransposed && stride > 1) {
    // Taps differ between pixels, so they are unrolled.
    const meetings = range(tile[0]).flatMap((pixelRow) =>
      tapRows.map((tapRow) => ({ pixelRow, tapRow, row: reach(source, 0, pixelRow, tapRow) })),
    )
    const reached = [...new Set(meetings.map(({ row }) => row))].filter((row) => row !== null)
    const body = reached.map((row) => {
      const met = meetings.filter((meeting) => meeting.row === row)
      const pairs = met.map(({ pixelRow, tapRow }) => ({
        pixelRow,
        weights: tapColumns.map((tap) => `m${tapRow}_${tap}`),
      }))
      const weights = [...new Set(met.map(({ tapRow }) => tapRow))].flatMap((tapRow) =>
        tapColumns.map((tap) => `let m${tapRow}_${tap} = ${weight(`${tapRow * filterSize[1] + tap}`)};`),
      )
      return `{ ${weights.join(' ')} let row = top + (${row}); ${rowCode(index, source, tile, pairs)} }`
    })
    rows = `for (var c = 0; c < ${grouping.inChannels}; c++) { ${body.join('\n')} }`
  } else {
    const weights = tapColumns.map((tap) => `let m${tap} = ${weight(`tapRow * ${filterSize[1]} + ${tap}`)};`)
    const body = range(tile[0]).map((pixelRow) => {
      const row = isTransposed
        ? `${pixelRow + padding[0]} - ${dilation} * tapRow`
        : `${stride * pixelRow - padding[0]} + ${dilation} * tapRow`
      const pairs = [{ pixelRow, weights: tapColumns.map((tap) => `m${tap}`) }]
      return `{ let row = top + (${row}); ${rowCode(index, source, tile, pairs)} }`
    })
    rows = `for (var tapRow = 0; tapRow < ${filterSize[0]}; tapRow++) {
      for (var c = 0; c < ${grouping.inChannels}; c++) { ${weights.join(' ')} ${body.join('\n')} }
    }`
  }
  const columns = columnsOf(source, tile).map(
    ({ column }, i) =>
      `let column${i} = ${first(1, 'tileColumn')} + (${column}); let isColumn${i} = u32(column${i}) < ${width};`,
  )
  return `{ let base = group / ${grouping.outChannels} * ${grouping.inChannels}; let top = ${first(0, 'tileRow')};
  ${columns.join('\n')} ${rows} }`
}

export function tiledCode(attributes: ConvolutionAttributes, workgroup: readonly [number, number, number]): string {
  const { sources, height, width, channels, hasShift } = attributes
  const tile = tileOf(attributes)
  const pixels = range(tile[0]).flatMap((row) => range(tile[1]).map((column) => `s${row}_${column}`))
  const [tileRows, tileColumns] = [Math.ceil(height / tile[0]), Math.ceil(width / tile[1])]
  const { inputs, outputs, access } = buffersOf(attributes)
  return `
${declareBuffers(inputs, outputs)}
${activationOf(attributes)}
${accessCode(access)}
fn finish(sum: vec4f, image: i32, row: i32, column: i32, group: i32) {
  if (row >= ${height} || column >= ${width}) { return; }
  let at = (image * ${height} + row) * ${width} + column;
  var z = sum${hasShift ? ' + shift[group]' : ''};
  ${finishCode(attributes, channels)}
}
@compute @workgroup_size(${workgroup.join(', ')})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let group = i32(id.x);
  let tile = i32(id.y);
  let image = i32(id.z);
  if (group >= ${quarter(channels)} || tile >= ${tileRows * tileColumns}) { return; }
  let tileRow = tile / ${tileColumns};
  let tileColumn = tile % ${tileColumns};
  ${pixels.map((sum) => `var ${sum} = vec4f();`).join('\n  ')}
  ${sources.map((source, i) => sourceCode(i, source, tile, channels)).join('\n  ')}
  // A loop: unrolled code would be long and slow to compile.
  var sums = array<vec4f, ${pixels.length}>(${pixels.join(', ')});
  for (var i = 0; i < ${pixels.length}; i++) {
    finish(sums[i], image, tileRow * ${tile[0]} + i / ${tile[1]}, tileColumn * ${tile[1]} + i % ${tile[1]}, group);
  }
}`
}
