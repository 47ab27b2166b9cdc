/** An error that the person can do something about: shown as its one sentence, without a stack. */
export class Problem extends Error {}

/** Runs a tool. What it throws is printed and makes the exit code 1. */
export async function runTool(main) {
  try {
    await main()
  } catch (error) {
    console.error(error instanceof Problem ? error.message : error)
    process.exitCode = 1
  }
}
