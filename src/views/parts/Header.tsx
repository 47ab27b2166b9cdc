import { copyLink, openPalette } from '../pageCommands'
import { BackendBadge } from './BackendBadge'
import { CommandButton } from './commands/CommandButton'
import { isOnMac, shortcutText } from './commands/shortcuts'
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
      <div className="header-tools">
        <CommandButton command={copyLink} className="header-tool" testId="copy-link" />
        <CommandButton command={openPalette} className="header-tool is-palette" testId="open-palette">
          Commands <kbd>{shortcutText('mod+k', isOnMac())}</kbd>
        </CommandButton>
      </div>
      <BackendBadge />
      <PresentationToggle />
    </header>
  )
}
