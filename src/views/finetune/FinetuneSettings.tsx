/** What can be set of it. */
export function FinetuneSettings() {
  return <aside className="rail" aria-label="Settings" />
}
