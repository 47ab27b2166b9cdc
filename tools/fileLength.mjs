const MOST_LINES = 350

/** The sentence to print if a file is too long, or null. */
export function judgeLength(file, lineCount) {
  if (lineCount <= MOST_LINES) return null
  return `${file} has ${lineCount} lines: split it by purpose into files of at most ${MOST_LINES}`
}
