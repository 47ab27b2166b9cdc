/** @file The entry of the worker that unpacks pages. It is ended when a page takes too long. */

import type { UnpackedPage, WantedPage } from './unpackInWorker'
import { unpackPage } from './unpackPage'

self.onmessage = async ({ data: { codec, packed, bytes } }: MessageEvent<WantedPage>) => {
  const unpacked = await unpackPage(codec, packed, bytes).catch(() => null)
  const answer: UnpackedPage = { unpacked }
  self.postMessage(answer, { transfer: unpacked === null ? [] : [unpacked.buffer] })
}
