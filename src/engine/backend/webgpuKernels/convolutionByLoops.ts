/**
 * @file A convolution in which a thread computes one pixel in four channels, for strides that are too long for unrolled
 * tiles, as in patch embeddings.
 */
import { buffersOf, type ConvolutionAttributes, imagesOf, meanOf, type Source, weightOf } from './convolutionShape'
import { declareBuffers } from './runShader'
import { accessCode, activationOf, finishCode, quarter, read } from './vectors'

/** Loops over the taps along an axis that contribute to the pixel `place`. */
function tapLoop(source: Source, axis: 0 | 1, names: Record<'tap' | 'place' | 'from', string>, body: string): string {
  const { stride, dilation, padding, filterSize, isTransposed } = source
  const { tap, place, from } = names
  const end = axis === 0 ? source.height : source.width
  const shifted = `${place} + ${padding[axis]} - ${dilation} * ${tap}`
  const [found, isFound] = isTransposed
    ? [`(${shifted}) / ${stride}`, `${shifted} >= 0 && (${shifted}) % ${stride} == 0`]
    : [`${stride} * ${place} + ${dilation} * ${tap} - ${padding[axis]}`, 'true']
  // Only every stride-th tap can contribute to the pixel.
  const [first, step] =
    isTransposed && dilation === 1 ? [`(${place} + ${padding[axis]}) % ${stride}`, stride] : ['0', 1]
  return `for (var ${tap} = ${first}; ${tap} < ${filterSize[axis]}; ${tap} += ${step}) {
    let ${from} = ${found};
    if (!(${isFound}) || u32(${from}) >= ${end}) { continue; }
    ${body}
  }`
}

function sourceCode(source: Source, index: number, outChannels: number): string {
  const { height, width, filterSize, grouping } = source
  const value = `${read(imagesOf(source, index), `(image * ${height} + fromRow) * ${width} + fromColumn`, 'base + c')}`
  const products = `for (var c = 0; c < ${grouping.inChannels}; c++) {
      z += ${weightOf(index, source, outChannels, `tapRow * ${filterSize[1]} + tapColumn`)} * (${value}${meanOf(source)});
    }`
  const columns = tapLoop(source, 1, { tap: 'tapColumn', place: 'column', from: 'fromColumn' }, products)
  return `{ let base = group / ${grouping.outChannels} * ${grouping.inChannels};
  ${tapLoop(source, 0, { tap: 'tapRow', place: 'row', from: 'fromRow' }, columns)} }`
}

export function longStrideCode(
  attributes: ConvolutionAttributes,
  workgroup: readonly [number, number, number],
): string {
  const { sources, height, width, channels, hasShift } = attributes
  const { inputs, outputs, access } = buffersOf(attributes)
  return `
${declareBuffers(inputs, outputs)}
${activationOf(attributes)}
${accessCode(access)}
@compute @workgroup_size(${workgroup.join(', ')})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let group = i32(id.x);
  let pixel = i32(id.y);
  let image = i32(id.z);
  if (group >= ${quarter(channels)} || pixel >= ${height * width}) { return; }
  let row = pixel / ${width};
  let column = pixel % ${width};
  let at = image * ${height * width} + pixel;
  var z = vec4f();
  ${sources.map((source, i) => sourceCode(source, i, channels)).join('\n  ')}
  ${hasShift ? 'z += shift[group];' : ''}
  ${finishCode(attributes, channels)}
}`
}
