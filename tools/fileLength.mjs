const MOST_LINES = 350

/** The sentence to print where a file is too long, or null. */
export function judgeLength(file, lineCount) {
  if (lineCount <= MOST_LINES) return null
  return `${file} has ${lineCount} lines: split it by what its parts are for, as a file has ${MOST_LINES} at most`
}
