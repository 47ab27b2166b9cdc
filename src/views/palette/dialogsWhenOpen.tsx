/** @file The dialogs of commands, whose code is loaded when they are first opened. */
import { useApp } from '../parts/appContext'
import { lazyPart } from '../parts/lazyPart'

const CommandPalette = lazyPart(async () => (await import('./CommandPalette')).CommandPalette)
const ShortcutsDialog = lazyPart(async () => (await import('./ShortcutsDialog')).ShortcutsDialog)

export function PaletteWhenOpen() {
  const isOpen = useApp(({ dialog }) => dialog === 'commands')
  return isOpen && <CommandPalette />
}

export function ShortcutsWhenOpen() {
  const isOpen = useApp(({ dialog }) => dialog === 'shortcuts')
  return isOpen && <ShortcutsDialog />
}
