/** Marks that set the direction of the text after them, sometimes to hide what it says. Letters have theirs without. */
const DIRECTIONS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

export const withoutDirections = (text: string): string => text.replace(DIRECTIONS, '')
