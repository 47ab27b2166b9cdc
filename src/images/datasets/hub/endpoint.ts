import { quoteName } from '../../../quote'
import { Refusal } from '../../refusal'

export const PUBLIC_HUB = 'https://huggingface.co'

/** Without slashes at its end. Throws Refusal where it is not an address. */
export function parseEndpoint(endpoint: string): string {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new Refusal(`cannot be fetched from ${quoteName(endpoint)}, which is not an address; check it`)
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}
