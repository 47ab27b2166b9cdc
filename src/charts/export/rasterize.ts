/** Browsers draw no larger canvas: pixels of a side, and of all. */
const MOST_PER_SIDE = 16_384
const MOST_PIXELS = 120e6

/** An SVG file's text as a PNG, twice as large for sharp screens. Rejects in one sentence where the browser cannot draw it. */
export async function rasterize(svg: string, scale = 2): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const [width, height] = [image.naturalWidth * scale, image.naturalHeight * scale]
    if (Math.max(width, height) > MOST_PER_SIDE || width * height > MOST_PIXELS) {
      throw new Error(
        `It would be ${width} × ${height} pixels, which no browser draws; choose a smaller scale or fewer maps.`,
      )
    }
    const canvas = document.createElement('canvas')
    canvas.width = width
    canvas.height = height
    canvas.getContext('2d')?.drawImage(image, 0, 0, width, height)
    return await pngOf(canvas)
  } finally {
    URL.revokeObjectURL(url)
  }
}

export async function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (blob === null) throw new Error('The browser could not draw it as PNG; save the SVG instead.')
  return blob
}
