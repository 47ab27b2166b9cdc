/** The first stop of the keyboard: past menus and settings to the results. */
export function SkipLink() {
  return (
    <button type="button" className="skip-link" onClick={() => document.getElementById('content')?.focus()}>
      Skip to the results
    </button>
  )
}
