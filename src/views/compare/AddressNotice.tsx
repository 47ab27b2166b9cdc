import { useActions, useApp } from '../appContext'

/** Why the page does not show what its address asks for. */
export function AddressNotice() {
  const notice = useApp((state) => state.addressNotice)
  const { dismissAddressNotice } = useActions()
  if (notice === null) return null
  return (
    <div className="address-notice" role="status" data-testid="address-notice">
      <p>{notice}</p>
      <button type="button" className="link" onClick={dismissAddressNotice}>
        Dismiss
      </button>
    </div>
  )
}
