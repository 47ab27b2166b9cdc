/**
 * Reads `count` bytes of a file from `start`, or fewer at its end.
 *
 * @throws Error with one sentence if the file was changed since it was chosen
 */
export async function blobBytes(file: Blob, start: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.slice(start, start + length).arrayBuffer())
  } catch {
    throw new Error('The file could not be read, as it was moved or changed since it was chosen; choose it again.')
  }
}
