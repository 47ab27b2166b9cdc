/** @file What the page needs to know about an image format that browsers decode. */
import type { ByteReader } from '../byteReader'
import type { Orientation } from '../orientation'

/** As in the MIME type image/`kind`. */
export const IMAGE_KINDS = ['png', 'jpeg', 'webp', 'gif', 'avif', 'bmp'] as const
export type ImageKind = (typeof IMAGE_KINDS)[number]

export interface ImageFormat {
  readonly kind: ImageKind
  /** With its article, for messages: "a PNG". */
  readonly name: string
  /** How names of such files end, in lower case and without the dot. */
  readonly endings: readonly string[]
  /** Whether a file is of this format; `start` is its beginning, one character per byte. */
  readonly matches: (start: string) => boolean
  /**
   * Size in pixels, before any rotation. Throws OutOfBytes if more of the file
   * is needed, Refusal if its header is broken.
   */
  readonly readSize: (reader: ByteReader) => { readonly width: number; readonly height: number }
  /** Reads a whole file. Throws OutOfBytes if it ends before its image does. */
  readonly readFacts: (reader: ByteReader) => FileFacts | Promise<FileFacts>
}

/** What a whole file says besides its size, and the bytes to give to the browser. */
export interface FileFacts {
  /**
   * The file without anything that makes browsers rotate, colour-convert or
   * animate it, because each browser does so differently.
   */
  readonly bytes: Uint8Array<ArrayBuffer>
  /** The rotation still to be applied to the decoded pixels. */
  readonly orientation: Orientation
  /** What the person should know about how the file was read. */
  readonly notes: readonly string[]
  /** The RGB colour behind transparent pixels: white unless the format defines another. */
  readonly backdrop?: readonly [number, number, number]
  /** Converts decoded RGBA pixels to those that Pillow reads, in place. */
  readonly amend?: (pixels: Uint8ClampedArray) => void
}
