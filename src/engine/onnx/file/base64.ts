/** @file Bytes as text, for a graph in a manifest. */
import { base64Decode } from '@bufbuild/protobuf/wire'

/** Throws one sentence if the text is not base64. */
export function fromBase64(text: string): Uint8Array {
  try {
    return base64Decode(text)
  } catch {
    throw new Error('The ONNX graph is not in base64; export the model again.')
  }
}

/** Bytes that are written at once: whole groups of three, of which every call takes as many as arguments may be. */
const AT_ONCE = 3 * 4096

/** In pieces, as protobuf's own way adds letter to letter, which takes forty times the memory of the bytes. */
export function toBase64(bytes: Uint8Array): string {
  const pieces: string[] = []
  for (let at = 0; at < bytes.length; at += AT_ONCE) {
    pieces.push(btoa(String.fromCharCode(...bytes.subarray(at, at + AT_ONCE))))
  }
  return pieces.join('')
}
