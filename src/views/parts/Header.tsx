import { BackendBadge } from './BackendBadge'
import { HelpMenu } from './help/HelpMenu'
import { PresentationToggle } from './layout/PresentationToggle'
import { ViewMenu } from './ViewMenu'

export function Header() {
  return (
    <header className="header">
      <h1>Gradlens</h1>
      <ViewMenu />
      <HelpMenu />
      <p className="tagline">How an image classifier’s robustness shows in its natural input gradients</p>
      <BackendBadge />
      <PresentationToggle />
    </header>
  )
}
