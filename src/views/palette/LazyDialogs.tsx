/** @file The dialogs of commands, whose code is loaded when they are first opened. */
import { lazy, Suspense } from 'react'
import { useApp } from '../parts/appContext'

const CommandPalette = lazy(() => import('./CommandPalette').then((module) => ({ default: module.CommandPalette })))
const ShortcutsDialog = lazy(() => import('./ShortcutsDialog').then((module) => ({ default: module.ShortcutsDialog })))

export function PaletteWhenOpen() {
  const isOpen = useApp(({ dialog }) => dialog === 'commands')
  return isOpen ? (
    <Suspense>
      <CommandPalette />
    </Suspense>
  ) : null
}

export function ShortcutsWhenOpen() {
  const isOpen = useApp(({ dialog }) => dialog === 'shortcuts')
  return isOpen ? (
    <Suspense>
      <ShortcutsDialog />
    </Suspense>
  ) : null
}
