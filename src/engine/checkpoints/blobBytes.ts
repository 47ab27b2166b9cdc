/** So many bytes of a file, from `start` on; fewer where it ends. */
export const blobBytes = async (file: Blob, start: number, length: number): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await file.slice(start, start + length).arrayBuffer())
