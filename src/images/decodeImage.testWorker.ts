/** @file A worker that decodes one image, for the test that decoding needs no document. */
import { decodeImage } from './decodeImage'

addEventListener('message', ({ data }: MessageEvent<{ file: Blob; name: string; size: number }>) => {
  decodeImage(data.file, data.name, { size: data.size }).then(
    (output) => postMessage({ output }),
    (error: Error) => postMessage({ message: error.message }),
  )
})
