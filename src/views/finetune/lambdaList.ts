/** Numbers of a list such as "0, 0.4 1.2", ascending and once each; or, in one sentence, why it is none. */
export function readLambdas(text: string, { min, max }: { readonly min: number; readonly max: number }) {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '')
  if (words.length === 0) return `The list is empty; write lambdas from ${min} to ${max}, such as 0, 0.8, 1.2.`
  const wrong = words.find((word) => !(Number(word) >= min && Number(word) <= max))
  if (wrong !== undefined) {
    return `The list has “${wrong.slice(0, 20)}”, which is no lambda; write numbers from ${min} to ${max}.`
  }
  return [...new Set(words.map(Number))].sort((a, b) => a - b)
}
