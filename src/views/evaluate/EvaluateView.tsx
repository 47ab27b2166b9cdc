export function EvaluateView() {
  return <section aria-label="Evaluate" />
}
