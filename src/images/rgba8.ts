/** 8-bit RGBA pixels, row by row: `width * height * 4` values. */
export interface Rgba8 {
  readonly data: Uint8ClampedArray | Uint8Array
  readonly width: number
  readonly height: number
}
