/** @file What the page has to know of an image format that browsers decode. */
import type { ByteReader } from '../byteReader'
import type { Orientation } from '../orientation'

/** Under their MIME names: image/`kind`. */
export type ImageKind = 'png' | 'jpeg' | 'webp' | 'gif' | 'bmp' | 'avif'

export interface ImageFormat {
  readonly kind: ImageKind
  /** With its article, for messages: "a PNG". */
  readonly name: string
  /** How names of such files end, in lower case and without the dot. */
  readonly endings: readonly string[]
  /** Whether a file is of this format; `start` is its beginning, one character a byte. */
  readonly matches: (start: string) => boolean
  /**
   * Size in pixels, before any turning. Throws OutOfBytes where more of the
   * file is needed to tell, Refusal where its header is broken.
   */
  readonly readSize: (reader: ByteReader) => { readonly width: number; readonly height: number }
  /** Reads a whole file. Throws OutOfBytes where it ends before its image does. */
  readonly readFacts: (reader: ByteReader) => FileFacts | Promise<FileFacts>
}

/** What a whole file says beyond its size, and how the browser is to be given it. */
export interface FileFacts {
  /**
   * The file without what has browsers turn its pixels, convert their colours
   * or play them: each browser does so in its own way, whatever it is asked.
   */
  readonly bytes: Uint8Array<ArrayBuffer>
  /** How the decoded pixels are still to be turned. */
  readonly orientation: Orientation
  /** What the person should know of how the file was read. */
  readonly notes: readonly string[]
  /** What lies behind transparent pixels, red, green and blue: white where a format says nothing else. */
  readonly backdrop?: readonly [number, number, number]
  /** Brings decoded pixels, four bytes each, to those that Pillow reads. In place. */
  readonly amend?: (pixels: Uint8ClampedArray) => void
}
