/** RGBA pixels, each as a square of `scale` by `scale` (nearest neighbour, nothing is mixed). */
export function enlarge(
  colors: Uint8ClampedArray<ArrayBuffer>,
  { height, width, scale }: { readonly height: number; readonly width: number; readonly scale: number },
): Uint8ClampedArray<ArrayBuffer> {
  const from = new Uint32Array(colors.buffer, colors.byteOffset, height * width)
  const to = new Uint32Array(height * width * scale ** 2)
  const wide = width * scale
  for (let y = 0; y < height; y++) {
    const row = y * scale * wide
    for (let x = 0; x < width; x++) to.fill(from[y * width + x] as number, row + x * scale, row + (x + 1) * scale)
    for (let copy = 1; copy < scale; copy++) to.copyWithin(row + copy * wide, row, row + wide)
  }
  return new Uint8ClampedArray(to.buffer)
}
