/** What can be set of it. */
export function EvaluateSettings() {
  return <aside className="rail" aria-label="Settings" />
}
