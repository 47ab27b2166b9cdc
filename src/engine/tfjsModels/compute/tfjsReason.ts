/** What tfjs threw, in brackets within a sentence: its first line, which may end in a full stop. */
export const tfjsReason = (error: unknown): string =>
  (String((error as Error).message ?? error).split(/[\n\r]/, 1)[0] ?? '')
    .replaceAll(';', ',')
    .slice(0, 200)
    .replace(/[.\s]+$/, '')
