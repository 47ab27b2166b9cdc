/**
 * Marks that set the direction of the text after them, sometimes to hide what it says, and control characters but tabs and
 * line ends. Letters have their direction without.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: a file may have them
const DIRECTIONS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

export const withoutDirections = (text: string): string => text.replace(DIRECTIONS, '')
