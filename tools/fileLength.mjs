const LINES_TO_WARN = 300
const LINES_TO_FAIL = 400

/** 'fails', 'warns' or null, with the sentence to print. */
export function judgeLength(file, lineCount) {
  if (lineCount <= LINES_TO_WARN) return null
  const verdict = lineCount > LINES_TO_FAIL ? 'fails' : 'warns'
  return {
    verdict,
    message: `${file} has ${lineCount} lines: split it, as a file should have ${LINES_TO_WARN} at most`,
  }
}
