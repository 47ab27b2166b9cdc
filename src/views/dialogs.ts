/** @file The dialogs that can be linked and opened by `openDialog`. Each shows itself while `dialog` is its id. */
import type { ComponentType } from 'react'
import { LazyCiteDialog } from './cite/LazyCiteDialog'
import { LazyExportDialog } from './compare/exports/LazyExportDialog'
import { LazyKeptDialog } from './kept/LazyKeptDialog'
import { ZooDialog } from './models/ZooDialog'
import { OfflineDialog } from './offline/OfflineDialog'
import { PaletteWhenOpen, ShortcutsWhenOpen } from './palette/dialogsWhenOpen'

export interface PageDialog {
  /** In the address, as `?dialog=`. */
  readonly id: string
  /** In the tab's title. */
  readonly title: string
  /** What it is, for the message if it breaks: "The list of models". */
  readonly part: string
  readonly Content: ComponentType
}

export const DIALOGS: readonly PageDialog[] = [
  { id: 'models', title: 'Models', part: 'The list of models', Content: ZooDialog },
  { id: 'export', title: 'Export', part: 'The export of the comparison', Content: LazyExportDialog },
  { id: 'commands', title: 'Commands', part: 'The list of commands', Content: PaletteWhenOpen },
  { id: 'shortcuts', title: 'Keyboard shortcuts', part: 'The list of shortcuts', Content: ShortcutsWhenOpen },
  { id: 'cite', title: 'Cite', part: 'How to cite the page', Content: LazyCiteDialog },
  { id: 'kept', title: 'Kept work', part: 'The list of kept work', Content: LazyKeptDialog },
  { id: 'offline', title: 'Work offline', part: 'What works offline', Content: OfflineDialog },
]
