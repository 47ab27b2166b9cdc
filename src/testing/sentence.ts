import { expect } from 'vitest'

/** What an error's last clause begins with: what the person can do. */
const REMEDY = /; (check|choose|correct|export|fetch|give|load|make|open|reload|retry|save|store|train|use)\b[^;]*\.$/

/** Fails where a message is not one short sentence that says `parts` and ends with a remedy. */
export function expectSentence(message: string, ...parts: readonly string[]): void {
  for (const part of parts) expect(message).toContain(part)
  expect(message).toMatch(/^[A-Z][^\n]*\.$/)
  expect(message).toMatch(REMEDY)
  expect(message, 'one sentence').not.toMatch(/[.!?] [A-Z]/)
  expect(message.length).toBeLessThan(400)
}

/** The message of what `run` throws; fails where it throws nothing. */
export async function messageOf(run: () => unknown): Promise<string> {
  try {
    await run()
  } catch (error) {
    expect(error).toBeInstanceOf(Error)
    return (error as Error).message
  }
  return expect.fail('nothing was thrown')
}
