/** @file Bytes as text, for a graph in a manifest. */
import { base64Decode, base64Encode } from '@bufbuild/protobuf/wire'

/** Throws one sentence if the text is not base64. */
export function fromBase64(text: string): Uint8Array {
  try {
    return base64Decode(text)
  } catch {
    throw new Error('The ONNX graph is not in base64; export the model again.')
  }
}

export const toBase64 = (bytes: Uint8Array): string => base64Encode(bytes)
