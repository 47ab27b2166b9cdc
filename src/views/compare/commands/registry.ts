/** @file The commands of the comparison, by area. */
import type { CommandGroup } from '../../parts/commands/command'
import { attackGroup } from './attackCommands'
import { displayGroup } from './displayCommands'
import { exportGroup } from './exportCommands'
import { galleryGroup, imageGroup } from './imageCommands'

export const COMPARE_COMMANDS: readonly CommandGroup[] = [
  imageGroup,
  attackGroup,
  displayGroup,
  exportGroup,
  galleryGroup,
]
