/** @file Unpacks pages in a worker of their own, one after the other, and ends it when one takes too long. */
import { countOf } from '../../../../countOf'
import { Refusal } from '../../../refusal'
import { UNPACKING_BYTES_A_MS, UNPACKING_MS } from '../limits'
import { Damaged } from './cursor'

export interface WantedPage {
  readonly codec: string
  readonly packed: Uint8Array
  readonly bytes: number
}

export interface UnpackedPage {
  /** null where it is damaged. */
  readonly unpacked: Uint8Array | null
}

export type UnpackingWorker = Pick<Worker, 'postMessage' | 'terminate'> & {
  onmessage: ((event: MessageEvent<UnpackedPage>) => void) | null
  onerror: ((event: ErrorEvent) => void) | null
}

/** @throws Damaged where the page is not what it claims, Refusal where it takes too long */
export type Unpack = (page: WantedPage) => Promise<Uint8Array>

export interface Unpacker {
  readonly unpack: Unpack
  readonly close: () => void
}

const createWorker = (): UnpackingWorker =>
  new Worker(new URL('./unpacking.worker.ts', import.meta.url), { type: 'module' })

export function unpackInWorker(create: () => UnpackingWorker = createWorker): Unpacker {
  let worker: UnpackingWorker | null = null
  let last: Promise<unknown> = Promise.resolve()
  const end = () => {
    worker?.terminate()
    worker = null
  }
  const unpackNow = (page: WantedPage) =>
    new Promise<Uint8Array>((resolve, reject) => {
      worker ??= create()
      const most = UNPACKING_MS + page.bytes / UNPACKING_BYTES_A_MS
      const timer = setTimeout(() => {
        end()
        reject(
          new Refusal(
            `has a part that is not unpacked within ${countOf(Math.round(most / 1000), 'second')}, so its unpacking was ended; choose another`,
          ),
        )
      }, most)
      worker.onmessage = ({ data: { unpacked } }) => {
        clearTimeout(timer)
        if (unpacked === null) reject(new Damaged('A page cannot be unpacked.'))
        else resolve(unpacked)
      }
      worker.onerror = () => {
        clearTimeout(timer)
        end()
        reject(new Refusal('could not be unpacked, as its unpacking stopped; choose another, or try again'))
      }
      worker.postMessage(page)
    })
  return {
    unpack(page) {
      if (page.codec === 'UNCOMPRESSED') return Promise.resolve(page.packed)
      const next = last.then(() => unpackNow(page))
      last = next.catch(() => {})
      return next
    },
    close: end,
  }
}
