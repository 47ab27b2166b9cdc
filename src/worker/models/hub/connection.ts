import type { Connection } from '../../../images/datasets/hub/requests'
import { Refusal } from '../../../images/refusal'

export interface HubOptions {
  /** Replaces the browser's in tests. */
  readonly fetch?: typeof fetch
  readonly stallMs?: number
  readonly retryMs?: number
  readonly partBytes?: number
}

export const connectionOf = (options: HubOptions, onBytes: Connection['onBytes']): Connection => ({
  fetch: options.fetch ?? ((url, init) => fetch(url, init)),
  onBytes,
  ...(options.stallMs !== undefined && { stallMs: options.stallMs }),
  explain,
})

/** The hub answers 401 for missing and private models, and either of both for gated ones. */
function explain(status: number, code: string | null): Refusal | null {
  if (code === 'GatedRepo') {
    return new Refusal(
      `is gated: the hub serves it only to people whom its owners have approved (HTTP ${status}); fetch it on huggingface.co with your account, and open the file here`,
    )
  }
  if (status === 404) return new Refusal('is not on the hub (HTTP 404); check its name')
  return null
}
