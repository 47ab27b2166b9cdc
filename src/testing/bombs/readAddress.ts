/** @file Follows addresses, and brings back the states that images carry, as the page does. */
import { memoryHistory } from '../../app/address/browserHistory'
import { PageAddress } from '../../app/address/pageAddress'
import { restorePage } from '../../app/data/restorePage'
import { describeAttacks } from '../../engine/evaluation/describeAttacks'
import { addressParameters } from '../../store/address/registry'
import { createAppStore } from '../../store/appStore'

const KNOWN = { views: ['compare', 'evaluation'], dialogs: ['models'], rows: ['gradient'], models: ['one'] }
const PARAMETERS = addressParameters(KNOWN)

/** Of all parameters. */
export const ADDRESS_KEYS = PARAMETERS.map(({ key }) => key)

/** A page whose attacks are known, so that all parameters can be read. */
function openPage(href: string) {
  const store = createAppStore()
  const { evaluation } = store.getState()
  store.setState({ evaluation: { ...evaluation, attacks: describeAttacks(), isRestored: true } })
  const browser = memoryHistory(href)
  const address = new PageAddress(
    store,
    PARAMETERS,
    browser,
    (state) => store.setState(state),
    () => {},
  )
  address.begin()
  return { store, browser, address }
}

/** Follows an address, and writes what the page shows into it. Throws what the page says of it. */
export async function followAddress(bytes: Uint8Array): Promise<void> {
  const { store, address } = openPage(new TextDecoder().decode(bytes))
  store.setState({ view: 'evaluation' })
  address.currentLink()
  const { addressNotice } = store.getState()
  if (addressNotice !== null) throw new Error(addressNotice)
}

/** Brings back what an image carries, as when it is dropped. Throws what the page says of it. */
export async function restoreFromImage(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const { address, store } = openPage('http://localhost/')
  const file = { path: 'figure.png', blob: new Blob([bytes]) }
  const notice = await restorePage(file, { applyPageState: (state) => address.applyPageState(state) })
  if (notice?.kind === 'refused') throw new Error(notice.message)
  const { addressNotice } = store.getState()
  if (addressNotice !== null) throw new Error(addressNotice)
}
