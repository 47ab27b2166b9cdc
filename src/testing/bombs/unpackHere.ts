/** @file Node has no workers of the browser's kind, so that pages are unpacked where the test runs. */
import { type UnpackingWorker, unpackInWorker, type WantedPage } from '../../images/datasets/hub/parquet/unpackInWorker'
import { unpackPage } from '../../images/datasets/hub/parquet/unpackPage'

/** Does as unpacking.worker.ts does. */
export class UnpackingHere implements UnpackingWorker {
  onmessage: UnpackingWorker['onmessage'] = null
  onerror: UnpackingWorker['onerror'] = null
  terminate(): void {}

  async postMessage({ codec, packed, bytes }: WantedPage): Promise<void> {
    const unpacked = await unpackPage(codec, packed, bytes).catch(() => null)
    this.onmessage?.({ data: { unpacked } } as MessageEvent)
  }
}

export const unpackHere = unpackInWorker(() => new UnpackingHere())
