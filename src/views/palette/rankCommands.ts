/** @file Which commands fit what was typed into the palette, best first. */
import type { Command } from '../parts/commands/command'

/** A command and the title of its group, by which it is found as well. */
export interface FoundCommand {
  readonly command: Command
  readonly group: string
}

/** How well a word fits, by where it was found. */
const FITS = { beginsNameWord: 8, inName: 4, beginsOtherWord: 2, inOthers: 1 } as const

/**
 * Every typed word has to be in a command's name, its other words or its group. Commands whose name begins with all that
 * was typed come first, then those with more words at the beginning of a word of their name; equals stay in their order.
 */
export function rankCommands(commands: readonly FoundCommand[], typed: string): readonly FoundCommand[] {
  const sought = typed.toLowerCase().trim()
  const words = sought.split(/\s+/)
  return commands
    .map((found) => ({ found, fit: fitOf(found, sought, words) }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit)
    .map(({ found }) => found)
}

function fitOf({ command, group }: FoundCommand, sought: string, words: readonly string[]): number {
  const name = command.name.toLowerCase()
  const others = `${command.words ?? ''} ${group}`.toLowerCase()
  const fits = words.map((word) => {
    if (beginsWordOf(name, word)) return FITS.beginsNameWord
    if (name.includes(word)) return FITS.inName
    if (beginsWordOf(others, word)) return FITS.beginsOtherWord
    return others.includes(word) ? FITS.inOthers : 0
  })
  if (fits.some((fit) => fit === 0)) return 0
  const mean = fits.reduce<number>((sum, fit) => sum + fit, 0) / fits.length
  return name.startsWith(sought) ? mean + 1 : mean
}

const beginsWordOf = (text: string, word: string): boolean =>
  text.split(/[\s“”"(),;:/-]+/).some((each) => each.startsWith(word))
