/** A sentence that begins with what it is about and ends with a remedy. */
const SENTENCE = /^["“A-Z][^\n]{10,500}; [a-z][^;\n]+$/

/** "read", or the sentence that says why not. Throws whatever else was thrown: a fault of the code's own. */
export async function outcomeOf(read: () => Promise<unknown>): Promise<string> {
  try {
    await read()
    return 'read'
  } catch (error) {
    const { name, message } = error as Error
    if (['Error', 'Refusal'].includes(name) && SENTENCE.test(message)) return message
    throw error
  }
}
