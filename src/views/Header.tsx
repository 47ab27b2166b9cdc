import { BackendBadge } from './BackendBadge'

export function Header() {
  return (
    <header className="header">
      <h1>Gradlens</h1>
      <p className="tagline">How an image classifier’s robustness shows in its natural input gradients</p>
      <BackendBadge />
    </header>
  )
}
