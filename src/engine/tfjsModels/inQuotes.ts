/** What a file calls something, short enough for a sentence. */
export const inQuotes = (name: unknown): string => {
  const text = String(name)
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text)
}
