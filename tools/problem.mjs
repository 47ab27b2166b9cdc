/** An error that the user can fix: shown as one sentence, without a stack. */
export class Problem extends Error {}

/** What `read` returns; a problem is printed, and ends the command. */
export function orEnd(read) {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    console.error(error.message)
    return process.exit(1)
  }
}

/** Runs a tool. Prints any error it throws, and sets the exit code to 1. */
export async function runTool(main) {
  try {
    await main()
  } catch (error) {
    console.error(error instanceof Problem ? error.message : error)
    process.exitCode = 1
  }
}
