/** @file A worker that decodes one picture, for the test that nothing here needs a document. */
import { decodePicture } from './decodePicture'

addEventListener('message', ({ data }: MessageEvent<{ file: Blob; name: string; side: number }>) => {
  decodePicture(data.file, data.name, data.side).then(
    (output) => postMessage({ output }),
    (error: Error) => postMessage({ message: error.message }),
  )
})
